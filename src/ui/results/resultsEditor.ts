import type * as vscode from 'vscode';
import type { GavelUi } from '../gavelUi.js';
import { registerReadonlyEditor } from '../webview/readonlyEditor.js';

/** A run as a document: `*.evalrun.json` opens here, and as text by “Reopen Editor With…”. */
export function registerResultsEditor(
  { extensionUri }: vscode.ExtensionContext,
  ui: GavelUi,
): vscode.Disposable {
  return registerReadonlyEditor('gavel.results', extensionUri, {
    view: 'results',
    async load() {
      const { showResults } = await import('./resultsSession.js');
      return (uri, panel) => showResults(uri, panel, ui);
    },
  });
}
