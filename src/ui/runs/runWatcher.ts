import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { ExtensionUi } from '../extensionUi.js';
import { fileUri } from '../fileUri.js';

const SETTLE_MS = 150;

/** Tells of changes in the folders of runs, whoever made them: the command line writes there too. */
export function registerRunWatcher(ui: ExtensionUi): vscode.Disposable {
  const timers = new Map<string, NodeJS.Timeout>();
  let watchers: vscode.Disposable[] = [];

  /** Many writes in a row are one change. */
  const soon = (folder: string, then: () => void): void => {
    if (timers.has(folder)) return;
    const run = (): void => {
      timers.delete(folder);
      then();
    };
    timers.set(folder, setTimeout(run, SETTLE_MS));
  };
  const changed = (uri: vscode.Uri): void => {
    const folder = dirname(uri.fsPath);
    soon(folder, () => {
      void ui.services.runs.find(folder, []).then(
        (run) => ui.runChanged(run),
        () => ui.runChanged(undefined),
      );
    });
  };
  const listChanged = (): void => soon('', () => ui.runChanged(undefined));

  /** A folder that goes with all that is in it is told as one deletion: its own. */
  const deletions = (base: vscode.Uri, glob: string): vscode.Disposable[] => {
    const pattern = new vscode.RelativePattern(base, glob);
    const watcher = vscode.workspace.createFileSystemWatcher(pattern, true, true, false);
    return [watcher, watcher.onDidDelete(listChanged)];
  };

  /**
   * Of the folders themselves: a first run is heard of by its folder where its manifest is not. Globs
   * without a slash ask for a watch of that folder alone.
   */
  const creations = (base: vscode.Uri, glob: string): vscode.Disposable[] => {
    const pattern = new vscode.RelativePattern(base, glob);
    const watcher = vscode.workspace.createFileSystemWatcher(pattern, false, true, true);
    return [watcher, watcher.onDidCreate(listChanged)];
  };

  const watch = (): void => {
    vscode.Disposable.from(...watchers).dispose();
    watchers = ui.runsRoots().flatMap((root) => {
      const uri = fileUri(root);
      const pattern = new vscode.RelativePattern(uri, '*/*.evalrun.json');
      const watcher = vscode.workspace.createFileSystemWatcher(pattern);
      return [
        watcher,
        watcher.onDidChange(changed),
        watcher.onDidCreate(listChanged),
        watcher.onDidDelete(listChanged),
        ...creations(uri, '*'),
        ...creations(vscode.Uri.joinPath(uri, '..'), basename(root)),
        ...deletions(uri, '*'),
        ...deletions(vscode.Uri.joinPath(uri, '..'), basename(root)),
      ];
    });
  };
  watch();

  const again = (): void => {
    watch();
    ui.runChanged(undefined);
  };
  return vscode.Disposable.from(
    vscode.workspace.onDidChangeWorkspaceFolders(again),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('gavel.runsFolder')) again();
    }),
    {
      dispose: () => {
        for (const timer of timers.values()) clearTimeout(timer);
        vscode.Disposable.from(...watchers).dispose();
      },
    },
  );
}
