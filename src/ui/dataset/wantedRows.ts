import * as vscode from 'vscode';

/** Rows, from 1, that an editor is to show and has not shown yet; by the dataset's or run's address. */
const wanted = new Map<string, number>();
const changed = new vscode.EventEmitter<vscode.Uri>();

/** Says of which dataset or run a row is wanted; whoever shows it takes it. */
export const onDidWantRow = changed.event;

/** Has the editor of a dataset or run show a row, now or as soon as it opens. */
export function wantRow(uri: vscode.Uri, row: number): void {
  wanted.set(uri.toString(), row);
  changed.fire(uri);
}

export function takeWantedRow(uri: vscode.Uri): number | undefined {
  const key = uri.toString();
  const row = wanted.get(key);
  wanted.delete(key);
  return row;
}

/** The row (from 1) that a caller asks for as `{ row }`. */
export function wantedRowOf(options: unknown): number | undefined {
  if (typeof options !== 'object' || options === null || !('row' in options)) return undefined;
  const { row } = options;
  return typeof row === 'number' && Number.isSafeInteger(row) && row > 0 ? row : undefined;
}
