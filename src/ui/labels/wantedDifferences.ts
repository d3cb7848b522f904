import * as vscode from 'vscode';

/** Runs whose editor is to show the rows on which people and the judge differ, by their address. */
const wanted = new Set<string>();
const changed = new vscode.EventEmitter<vscode.Uri>();

/** Has the results editor of a run show those rows, now or as soon as it opens. */
export function wantDifferences(uri: vscode.Uri): void {
  wanted.add(uri.toString());
  changed.fire(uri);
}

export function takeWantedDifferences(uri: vscode.Uri): boolean {
  return wanted.delete(uri.toString());
}

/** Tells while the editor of a run is open. */
export function tellWantedDifferences(uri: vscode.Uri, tell: () => void): vscode.Disposable {
  return changed.event((of) => {
    if (of.toString() === uri.toString()) tell();
  });
}
