import * as vscode from 'vscode';
import { readRowNumbers } from '../../core/dataset/readRowNumbers.js';
import type { LaunchChoice } from './plannedLaunch.js';

const SEEDS = 10_000;

/** Asks which rows a dry run takes; undefined where the question was left. */
export async function chooseRows(rows: number): Promise<LaunchChoice | undefined> {
  const seed = Math.floor(Math.random() * SEEDS);
  const some = rows === 1 ? 'row' : `${rows} rows`;
  const items: (vscode.QuickPickItem & { readonly choice?: LaunchChoice })[] = [
    { label: `First ${some}`, choice: { limit: rows } },
    {
      label: rows === 1 ? 'A random row' : `${rows} random rows`,
      description: `seed ${seed}`,
      detail: 'Tells more of the whole: what it would cost, how many pass',
      choice: { limit: rows, sampleSeed: seed },
    },
    { label: 'Choose rows…', description: 'such as 3, 7, 10-20' },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title: 'Dry Run',
    placeHolder: 'Which rows? The real judge reads them, on this machine',
  });
  if (!picked) return undefined;
  return picked.choice ?? askRows();
}

async function askRows(): Promise<LaunchChoice | undefined> {
  const text = await vscode.window.showInputBox({
    title: 'Dry Run: Rows',
    prompt: 'Numbers of rows, from 1',
    placeHolder: '3, 7, 10-20',
    validateInput: (typed) => {
      const read = readRowNumbers(typed);
      return read.ok || typed.trim() === '' ? undefined : read.fault;
    },
  });
  const read = readRowNumbers(text ?? '');
  return read.ok ? { rows: read.rows } : undefined;
}
