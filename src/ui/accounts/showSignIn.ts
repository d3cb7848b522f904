import * as vscode from 'vscode';
import { originOf } from '../extensionUi.js';
import type { ExtensionUi } from '../extensionUi.js';
import { baseUrl } from '../settings.js';
import { signInText } from './signIn.js';

/**
 * Says in a view's title who is signed in; looks when the view shows first, and when the window is
 * come back to, as another one may have switched the account. Looking asks nobody but about a new key.
 */
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
  let inUse: string | undefined;
  const accountInUse = () => ui.keys.accountKey(originOf(baseUrl())).catch(() => undefined);
  const note = async (): Promise<void> => {
    inUse = await accountInUse();
  };
  const compare = async (): Promise<void> => {
    const before = inUse;
    await note();
    if (before !== undefined && inUse !== undefined && before !== inUse) ui.accountChanged();
  };
  void note();
  look();
  return vscode.Disposable.from(
    view.onDidChangeVisibility(() => {
      if (!hasLooked) look();
    }),
    ui.onDidChangeAccount(() => {
      void note();
      lookAgain();
    }),
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) void compare();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(lookAgain),
    ui.onDidChangeSignIn(() => {
      view.description = signInText(ui.signIn.state());
      const hasAccounts = ui.accounts.list().length > 0;
      void vscode.commands.executeCommand('setContext', 'gavel.hasAccounts', hasAccounts);
    }),
  );
}
