import * as vscode from 'vscode';
import { UserError } from '../../core/userError.js';
import { buttonPick } from '../buttonPick.js';
import type { CommandContext } from './commands.js';

const WITHDRAW: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('circle-slash'),
  tooltip: 'Withdraw',
};

/**
 * Shows the files outside the workspace that specs may read, to withdraw what was allowed. `options`:
 * `{ withdraw: PATH }` does that alone, after no question. Gives what is allowed in the end.
 */
export async function manageAllowedPaths(
  { ui }: CommandContext,
  options?: unknown,
): Promise<readonly string[]> {
  ui.requireTrust('Managing allowed paths');
  const { pathConsents } = ui;
  if (typeof options === 'object' && options !== null && 'withdraw' in options) {
    if (typeof options.withdraw !== 'string') {
      throw new UserError('usage', 'Name the path whose consent is withdrawn.');
    }
    await pathConsents.withdraw(options.withdraw);
    return pathConsents.all();
  }
  for (;;) {
    const allowed = pathConsents.all();
    if (allowed.length === 0) {
      void vscode.window.showInformationMessage(
        'No spec of this workspace may read a file outside it.',
      );
      return allowed;
    }
    const picked = await buttonPick({
      title: 'Allowed Paths',
      placeholder: 'Files outside the workspace that its specs and runs may read',
      items: allowed.map((label) => ({ label, buttons: [WITHDRAW] })),
    });
    if (!picked) return allowed;
    await pathConsents.withdraw(picked.item.label);
  }
}
