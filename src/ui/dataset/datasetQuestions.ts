import * as vscode from 'vscode';
import { parseSample } from '../../core/dataset/rows/parseSample.js';
import type { Sample } from '../../core/dataset/rows/parseSample.js';
import { isNameable, nameFor } from '../../core/spec/templateNames.js';
import { numberText, t } from '../../l10n/t.js';
import { plainLabel } from '../plainText.js';
import { guardFormulas } from '../settings.js';

const USUAL_SAMPLE = 200;

/** Asks how many rows a sample has; `of`: rows that there are. */
export async function askSample(of: number): Promise<Sample | undefined> {
  const text = await vscode.window.showInputBox({
    title: t('Sample Rows'),
    prompt: t(
      'How many of {0} rows, at random? The same ones each time; 200/7 takes others, by the seed 7.',
      numberText(of),
    ),
    value: String(Math.min(USUAL_SAMPLE, of)),
    validateInput: (value) =>
      parseSample(value) ? undefined : t('Write a number of rows from 1, such as 200.'),
  });
  return text === undefined ? undefined : parseSample(text);
}

/** Asks for one column; `hint`, the one that is active, comes first. */
export async function askColumn(
  columns: readonly string[],
  { title, hint }: { readonly title: string; readonly hint: string | undefined },
): Promise<string | undefined> {
  const first = hint !== undefined && columns.includes(hint) ? [hint] : [];
  const items = columnItems([...first, ...columns.filter((column) => column !== hint)]);
  const options = { title, placeHolder: t('Which column?') };
  return (await vscode.window.showQuickPick(items, options))?.column;
}

/** Asks in which columns rows must be alike; none stands for all. */
export async function askDistinct(
  columns: readonly string[],
  hint: string | undefined,
): Promise<readonly string[] | undefined> {
  const title = t('Deduplicate');
  const one = hint !== undefined && columns.includes(hint) ? [hint] : [];
  const items: (vscode.QuickPickItem & { readonly by: readonly string[] | 'some' })[] = [
    { label: t('All Columns'), detail: t('Only rows that are the same throughout'), by: [] },
    ...one.map((name) => ({ label: plainLabel(name), detail: t('Only this column'), by: [name] })),
    { label: t('Some Columns…'), by: 'some' },
  ];
  const placeHolder = t('Keep the first of rows that are alike in …');
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder });
  if (chosen?.by !== 'some') return chosen?.by;
  const some = await vscode.window.showQuickPick(columnItems(columns), {
    title,
    placeHolder: t('Columns that must be alike'),
    canPickMany: true,
  });
  return some && some.length > 0 ? some.map(({ column }) => column) : undefined;
}

function columnItems(columns: readonly string[]) {
  return columns.map((column) => ({ label: plainLabel(column), column }));
}

/** Asks for another name of a column, one that templates can use. */
export async function askName(
  column: string,
  columns: readonly string[],
): Promise<string | undefined> {
  const others = columns.filter((name) => name !== column);
  return vscode.window.showInputBox({
    title: t('Rename a Column'),
    prompt: t('A name for “{0}” that templates can use, in a copy of the dataset', column),
    value: isNameable(column) ? column : nameFor(column, columns),
    validateInput(name) {
      if (!isNameable(name)) return t('Letters, digits and _ alone, the first no digit.');
      if (name === column) return t('That is its name already.');
      return others.includes(name) ? t('There is a column of this name.') : undefined;
    },
  });
}

/** Asks whether a new CSV file is guarded, unless the setting says so. */
export async function askGuard(uri: vscode.Uri): Promise<boolean | undefined> {
  const set = guardFormulas(uri);
  if (set !== 'ask') return set === 'always';
  const items = [
    {
      label: t('As They Are'),
      detail: t('Each cell holds exactly what the row holds. For eval specs and for code.'),
      isGuarded: false,
    },
    {
      label: t('Guarded for Spreadsheets'),
      // A list shows one line of it.
      detail: t('An apostrophe goes before = + - @ that begin no number: no formula is run.'),
      isGuarded: true,
    },
  ];
  const placeHolder = t('How are cells written that look like formulas?');
  return (await vscode.window.showQuickPick(items, { title: t('Write CSV'), placeHolder }))
    ?.isGuarded;
}
