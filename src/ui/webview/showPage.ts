import type * as vscode from 'vscode';
import type { ViewName } from './viewPage.js';
import { webviewPage } from './webviewPage.js';

/**
 * Shows a view's page, and loads it anew when the view asks for that, as one does that can't draw
 * itself any more; until the webview is gone.
 */
export function showPage(webview: vscode.Webview, extensionUri: vscode.Uri, view: ViewName): void {
  // Each page has a nonce of its own: VS Code loads a page only where its text is another.
  const show = (): void => {
    webview.html = webviewPage(webview, extensionUri, view);
  };
  webview.onDidReceiveMessage((message: unknown) => {
    if (isReload(message)) show();
  });
  show();
}

function isReload(message: unknown): boolean {
  return (
    typeof message === 'object' &&
    message !== null &&
    'type' in message &&
    message.type === 'reload'
  );
}
