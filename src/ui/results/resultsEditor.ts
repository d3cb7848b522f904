import * as vscode from 'vscode';
import type { GavelUi } from '../gavelUi.js';
import { webviewOptions, webviewPage } from '../webview/webviewPage.js';

const VIEW_TYPE = 'gavel.results';

/** A run as a document: `*.evalrun.json` opens here, and as text by “Reopen Editor With…”. */
export function registerResultsEditor(
  context: vscode.ExtensionContext,
  ui: GavelUi,
): vscode.Disposable {
  const provider: vscode.CustomReadonlyEditorProvider = {
    openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
    async resolveCustomEditor(document, panel) {
      const { webview } = panel;
      webview.options = webviewOptions(context.extensionUri);
      const { showResults } = await import('./resultsSession.js');
      const session = showResults(document.uri, webview, ui);
      panel.onDidDispose(() => void session.dispose());
      webview.html = webviewPage(webview, context.extensionUri, 'results');
    },
  };
  const registration = vscode.window.registerCustomEditorProvider(VIEW_TYPE, provider, {
    supportsMultipleEditorsPerDocument: true,
  });
  context.subscriptions.push(registration);
  return registration;
}
