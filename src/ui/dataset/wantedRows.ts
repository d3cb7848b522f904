import * as vscode from 'vscode';

/** Rows, from 1, that an editor is to show and has not shown yet; by the dataset's address. */
const wanted = new Map<string, number>();
const changed = new vscode.EventEmitter<vscode.Uri>();

/** Says of which dataset a row is wanted; whoever shows it takes it. */
export const onDidWantRow = changed.event;

/** Has the editor of a dataset show a row, now or as soon as it opens. */
export function wantRow(dataset: vscode.Uri, row: number): void {
  wanted.set(dataset.toString(), row);
  changed.fire(dataset);
}

export function takeWantedRow(dataset: vscode.Uri): number | undefined {
  const key = dataset.toString();
  const row = wanted.get(key);
  wanted.delete(key);
  return row;
}
