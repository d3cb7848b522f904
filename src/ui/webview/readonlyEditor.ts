import * as vscode from 'vscode';
import { reviveLeftEditors } from './leftEditors.js';
import { showPage } from './showPage.js';
import { webviewOptions } from './webviewPage.js';
import type { ViewName } from './viewPage.js';

interface ReadonlyEditor {
  readonly view: ViewName;
  /** Loads the code that serves an open editor, on first use. */
  load(): Promise<(uri: vscode.Uri, panel: vscode.WebviewPanel) => vscode.Disposable>;
}

/** A custom editor that shows a file and never opens it as a text document, whatever its size. */
export function registerReadonlyEditor(
  viewType: string,
  extensionUri: vscode.Uri,
  { view, load }: ReadonlyEditor,
): vscode.Disposable {
  const left = reviveLeftEditors(viewType);
  const provider: vscode.CustomReadonlyEditorProvider = {
    openCustomDocument: (uri) => ({ uri, dispose: () => undefined }),
    async resolveCustomEditor({ uri }, panel) {
      left.asked(uri);
      const editor = { closed: false };
      panel.onDidDispose(() => (editor.closed = true));
      const { webview } = panel;
      webview.options = webviewOptions(extensionUri);
      const serve = await load();
      // Closed while the code was loaded: nothing is left to serve.
      if (editor.closed) return;
      const session = serve(uri, panel);
      panel.onDidDispose(() => void session.dispose());
      showPage(webview, extensionUri, view);
    },
  };
  return vscode.Disposable.from(
    left,
    vscode.window.registerCustomEditorProvider(viewType, provider, {
      supportsMultipleEditorsPerDocument: true,
    }),
  );
}
