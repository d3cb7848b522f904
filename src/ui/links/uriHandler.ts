import * as vscode from 'vscode';

/** Takes links to rows that come from outside of VS Code; nothing is opened unasked. */
export function registerUriHandler(): vscode.Disposable {
  return vscode.window.registerUriHandler({
    async handleUri(uri) {
      // The command says its failures itself.
      await vscode.commands.executeCommand('gavel.openLink', uri, { confirm: true });
    },
  });
}
