import * as vscode from 'vscode';
import type { GavelUi } from '../gavelUi.js';
import { webviewOptions, webviewPage } from '../webview/webviewPage.js';

const VIEW_TYPE = 'gavel.dataset';

/** The grid on a dataset file. No text document is opened: files of any size can be looked at. */
export function registerDatasetEditor(
  context: vscode.ExtensionContext,
  ui: GavelUi,
): vscode.Disposable {
  const provider: vscode.CustomReadonlyEditorProvider = {
    openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
    async resolveCustomEditor(document, panel) {
      const { webview } = panel;
      webview.options = webviewOptions(context.extensionUri);
      const { showDataset } = await import('./datasetSession.js');
      const session = showDataset(document.uri, webview, ui);
      panel.onDidDispose(() => void session.dispose());
      webview.html = webviewPage(webview, context.extensionUri, 'dataset');
    },
  };
  const registration = vscode.window.registerCustomEditorProvider(VIEW_TYPE, provider, {
    supportsMultipleEditorsPerDocument: true,
  });
  context.subscriptions.push(registration);
  return registration;
}
