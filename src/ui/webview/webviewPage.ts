import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

export type ViewName = 'dataset' | 'results' | 'preview' | 'preflight' | 'compare' | 'labels';

function viewsFolder(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
}

/** Scripts run, and files are read from the folder of the bundles alone. */
export function webviewOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [viewsFolder(extensionUri)] };
}

/** The page of a view. Data never stands in it: the script asks for it. */
export function webviewPage(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  view: ViewName,
): string {
  const file = (name: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(viewsFolder(extensionUri), name)).toString();
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    "img-src 'none'",
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="UTF-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="stylesheet" href="${file(`${view}.css`)}" />
    <title>Gavel</title>
  </head>
  <body>
    <div id="root">
      <p class="late">
        This view did not start. Close its tab and open it again; what went wrong stands in the
        console (Developer: Toggle Developer Tools).
      </p>
    </div>
    <script nonce="${nonce}" src="${file(`${view}.js`)}"></script>
  </body>
</html>
`;
}
