import * as vscode from 'vscode';
import type { ExtensionUi } from '../extensionUi.js';
import { signInText } from './signIn.js';

/** Says in a view's title who is signed in; looks when the view shows first. */
export function showSignIn(
  ui: ExtensionUi,
  view: Pick<vscode.TreeView<unknown>, 'visible' | 'description' | 'onDidChangeVisibility'>,
): vscode.Disposable {
  let hasLooked = false;
  const look = (): void => {
    if (!view.visible) return;
    hasLooked = true;
    void ui.signIn.look();
  };
  const lookAgain = (): void => {
    if (hasLooked) void ui.signIn.look();
  };
  look();
  return vscode.Disposable.from(
    view.onDidChangeVisibility(() => {
      if (!hasLooked) look();
    }),
    ui.onDidChangeAccount(lookAgain),
    vscode.workspace.onDidGrantWorkspaceTrust(lookAgain),
    ui.onDidChangeSignIn(() => {
      view.description = signInText(ui.signIn.state());
    }),
  );
}
