import * as vscode from 'vscode';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { buttonPick } from '../buttonPick.js';
import { allowRunsFolder } from '../paths/allowPaths.js';
import type { CommandContext } from './commands.js';

const WITHDRAW: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('circle-slash'),
  get tooltip() {
    return t('Withdraw');
  },
};

/**
 * Shows the files outside the workspace that specs may read, to withdraw what was allowed. `options`:
 * `{ withdraw: PATH }` does that alone, after no question. Gives what is allowed in the end.
 */
export async function manageAllowedPaths(
  { ui }: CommandContext,
  options?: unknown,
): Promise<readonly string[]> {
  ui.requireTrust(t('Managing allowed paths'));
  const { pathConsents } = ui;
  if (typeof options === 'object' && options !== null && 'withdraw' in options) {
    if (typeof options.withdraw !== 'string') {
      throw new UserError('usage', t('Name the path whose consent is withdrawn.'));
    }
    await pathConsents.withdraw(options.withdraw);
    return pathConsents.all();
  }
  for (;;) {
    const allowed = pathConsents.all();
    const wanted = await deniedRuns(ui);
    if (allowed.length + wanted.length === 0) {
      void vscode.window.showInformationMessage(
        t('No spec of this workspace may read a file outside it.'),
      );
      return allowed;
    }
    const picked = await buttonPick({
      title: t('Allowed Paths'),
      placeholder: t('Files outside the workspace that its specs and runs may read'),
      items: [
        ...allowed.map((path) => ({ label: path, path, buttons: [WITHDRAW] })),
        ...wanted.map((path) => ({
          label: t('$(add) Allow the Folder of Runs…'),
          detail: path,
          path,
        })),
      ],
    });
    if (!picked) return allowed;
    const { path } = picked.item;
    if (picked.button === WITHDRAW) await pathConsents.withdraw(path);
    else if (wanted.includes(path)) {
      await allowRunsFolder(path, ui);
      ui.runChanged(undefined);
    }
  }
}

/** Folders of runs elsewhere that the workspace names and nobody has allowed. */
async function deniedRuns(ui: CommandContext['ui']): Promise<readonly string[]> {
  const denied: string[] = [];
  for (const root of ui.runsRoots()) {
    if ((await ui.services.paths.look(root)).kind === 'outside') denied.push(root);
  }
  return denied;
}
