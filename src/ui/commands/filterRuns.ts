import * as vscode from 'vscode';
import { t } from '../../l10n/t.js';
import { filterChoices, filterFault, parseRunFilter, toggleChoice } from '../runs/runFilter.js';
import type { CommandContext } from './commands.js';

/** Shows only runs that hold every word and choice, as `status:failed nightly`; gives the filter. */
export async function filterRuns({ tree }: CommandContext, given?: unknown): Promise<string> {
  const text = typeof given === 'string' ? given : await askFilter(tree.filter);
  if (text !== undefined) tree.setFilter(text.trim());
  return tree.filter;
}

type Item = vscode.QuickPickItem & { readonly token?: string };

/** A field for words, with the choices of the filter below it; undefined where it was left. */
function askFilter(before: string): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick<Item>();
  pick.title = t('Filter Runs');
  pick.placeholder = t('Words in a name, model, tag or reason; status:failed, type:compare, …');
  pick.value = before;
  const fill = (): void => {
    const fault = filterFault(parseRunFilter(pick.value));
    const shown = pick.value.trim();
    const show: Item = {
      label: shown === '' ? t('$(list-flat) Show all runs') : t('$(filter) Show: {0}', shown),
      ...(fault !== undefined && { detail: `$(warning) ${fault}` }),
      alwaysShow: true,
    };
    const last = pick.value.split(/\s/).at(-1)?.toLowerCase() ?? '';
    const choices = filterChoices(pick.value);
    const fitting = choices.filter(({ token }) => last !== '' && token.includes(last));
    pick.items = [
      show,
      ...(fitting.length > 0 ? fitting : choices).map(({ token, chosen }): Item => ({
        label: `${chosen ? '$(check)' : '$(blank)'} ${token}`,
        token,
        alwaysShow: true,
      })),
    ];
  };
  fill();
  return new Promise((resolve) => {
    pick.onDidChangeValue(fill);
    pick.onDidAccept(() => {
      const [item] = pick.activeItems;
      if (item?.token === undefined) {
        resolve(pick.value);
        pick.hide();
        return;
      }
      pick.value = `${toggleChoice(pick.value, item.token)} `;
      fill();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}
