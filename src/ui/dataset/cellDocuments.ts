import * as vscode from 'vscode';
import type { GavelUi } from '../gavelUi.js';
import { CELL_SCHEME } from './cellScheme.js';

/** Shows one cell of a dataset in full, as a document. */
export function registerCellDocuments(ui: GavelUi): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(CELL_SCHEME, {
    async provideTextDocumentContent(uri) {
      const { cellDocument } = await import('./cellDocument.js');
      return cellDocument(uri, ui);
    },
  });
}
