import { basename } from 'node:path';
import * as vscode from 'vscode';
import { valueTexts } from '../../core/dataset/rows/rowLine.js';
import { t } from '../../l10n/t.js';
import type { GavelUi } from '../gavelUi.js';
import { CELL_SCHEME } from './cellScheme.js';

/** Address of a cell as a document; its name says what it is, so that the editor colours it. */
function cellUri(dataset: vscode.Uri, row: number, column: string, ending: string): vscode.Uri {
  const name = column.replaceAll(/[/\\]/g, ' ').slice(0, 60);
  return dataset.with({
    scheme: CELL_SCHEME,
    path: `${dataset.path}, row ${row}, ${name}.${ending}`,
    query: JSON.stringify([dataset.fsPath, row, column]),
  });
}

/** Opens a cell in full, beside the table. */
export async function openCell(
  dataset: vscode.Uri,
  { row, column }: { readonly row: number; readonly column: string },
  ui: GavelUi,
): Promise<void> {
  const value = await cellValue(ui, dataset.fsPath, { row, column });
  const ending = value?.isJson === true || isJson(value?.text ?? '') ? 'json' : 'md';
  const document = await vscode.workspace.openTextDocument(cellUri(dataset, row, column, ending));
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside });
}

/** The text of such a document. */
export async function cellDocument(uri: vscode.Uri, ui: GavelUi): Promise<string> {
  const [dataset, row, column] = JSON.parse(uri.query) as [string, number, string]; // of `cellUri`
  try {
    const value = await cellValue(ui, dataset, { row, column });
    if (!value) return t('{0} has no "{1}" in row {2} any more.\n', basename(dataset), column, row);
    return uri.path.endsWith('.json') ? pretty(value.text) : value.text;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A text as it is, any other value as JSON with the digits of the file. */
async function cellValue(
  { services }: GavelUi,
  dataset: string,
  { row, column }: { readonly row: number; readonly column: string },
): Promise<{ readonly text: string; readonly isJson: boolean } | undefined> {
  for await (const found of services.datasets.rows(dataset, { from: row, to: row })) {
    const value = Object.hasOwn(found.values, column) ? found.values[column] : undefined;
    if (value === undefined) return undefined;
    if (typeof value === 'string') return { text: value, isJson: false };
    return { text: valueTexts(found).get(column) ?? JSON.stringify(value), isJson: true };
  }
  return undefined;
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function pretty(text: string): string {
  return `${JSON.stringify(JSON.parse(text), null, 2)}\n`;
}
