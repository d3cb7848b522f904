import * as vscode from 'vscode';
import { readRowNumbers } from '../../core/dataset/rows/readRowNumbers.js';
import { plural, t } from '../../l10n/t.js';
import type { LaunchChoice } from './plannedLaunch.js';

const SEEDS = 10_000;

/** Asks which rows a dry run takes; undefined where the question was left. */
export async function chooseRows(rows: number): Promise<LaunchChoice | undefined> {
  const seed = Math.floor(Math.random() * SEEDS);
  const some = plural(rows, 'row', '{0} rows');
  const items: (vscode.QuickPickItem & { readonly choice?: LaunchChoice })[] = [
    { label: t('First {0}', some), choice: { limit: rows } },
    {
      label: plural(rows, 'A random row', '{0} random rows'),
      description: t('seed {0}', seed),
      detail: t('Tells more of the whole: what it would cost, how many pass'),
      choice: { limit: rows, sampleSeed: seed },
    },
    { label: t('Choose rows…'), description: t('such as 3, 7, 10-20') },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: t('Dry Run'),
    placeHolder: t('Which rows? The real judge reads them, on this machine'),
  });
  if (!picked) return undefined;
  return picked.choice ?? askRows();
}

async function askRows(): Promise<LaunchChoice | undefined> {
  const text = await vscode.window.showInputBox({
    title: t('Dry Run: Rows'),
    prompt: t('Numbers of rows, from 1'),
    placeHolder: '3, 7, 10-20',
    validateInput: (typed) => {
      const read = readRowNumbers(typed);
      return read.ok || typed.trim() === '' ? undefined : read.fault;
    },
  });
  const read = readRowNumbers(text ?? '');
  return read.ok ? { rows: read.rows } : undefined;
}
