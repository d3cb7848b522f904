import type * as vscode from 'vscode';
import type { GavelUi } from '../gavelUi.js';
import { registerReadonlyEditor } from '../webview/readonlyEditor.js';

/** The grid on a dataset file. */
export function registerDatasetEditor(
  { extensionUri }: vscode.ExtensionContext,
  ui: GavelUi,
): vscode.Disposable {
  return registerReadonlyEditor('gavel.dataset', extensionUri, {
    view: 'dataset',
    async load() {
      const { showDataset } = await import('./datasetSession.js');
      return (uri, webview) => showDataset(uri, webview, ui);
    },
  });
}
