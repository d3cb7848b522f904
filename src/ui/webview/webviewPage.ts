import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { currentTexts } from '../../l10n/t.js';
import { viewPage, type ViewName } from './viewPage.js';

function viewsFolder(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
}

/** Scripts run, no link is a command, and files are read from the folder of the bundles alone. */
export function webviewOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return {
    enableScripts: true,
    enableCommandUris: false,
    localResourceRoots: [viewsFolder(extensionUri)],
  };
}

export function webviewPage(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  view: ViewName,
): string {
  const file = (name: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(viewsFolder(extensionUri), name)).toString();
  const locale = currentTexts()?.locale;
  return viewPage({
    script: file(`${view}.js`),
    style: file(`${view}.css`),
    fonts: webview.cspSource,
    ...(locale !== undefined && { texts: { locale, script: file(`texts.${locale}.js`) } }),
    nonce: randomBytes(16).toString('base64'),
  });
}
