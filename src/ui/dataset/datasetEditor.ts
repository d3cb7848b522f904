import * as vscode from 'vscode';
import type { GavelUi } from '../gavelUi.js';
import { registerReadonlyEditor } from '../webview/readonlyEditor.js';
import { registerCellDocuments } from './cellDocuments.js';
import { rememberTemplateEditor } from './lastTemplateEditor.js';

/** The grid on a dataset file, and what it opens and writes into beside it. */
export function registerDatasetEditor(
  { extensionUri }: vscode.ExtensionContext,
  ui: GavelUi,
): vscode.Disposable {
  const editor = registerReadonlyEditor('gavel.dataset', extensionUri, {
    view: 'dataset',
    async load() {
      const { showDataset } = await import('./datasetSession.js');
      return (uri, panel) => showDataset(uri, panel, ui);
    },
  });
  return vscode.Disposable.from(editor, registerCellDocuments(ui), rememberTemplateEditor());
}
