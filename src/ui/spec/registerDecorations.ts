import * as vscode from 'vscode';
import { isFileUri } from '../fileUri.js';
import type { RunsTree } from '../runs/runsTree.js';
import { isSpecPath } from './specFile.js';

/** A run that goes on changes its line all the time; a decoration tells of its end alone. */
const REDRAW_MS = 1000;

/** Marks specs in the explorer by how their last run came out. */
export function registerDecorations(tree: RunsTree): vscode.Disposable {
  const changes = new vscode.EventEmitter<vscode.Uri[]>();
  /** What was shown, by the address of the spec; '' for nothing. */
  const shown = new Map<string, string>();
  let timer: NodeJS.Timeout | undefined;

  async function decorationOf(uri: vscode.Uri): Promise<vscode.FileDecoration | undefined> {
    const { specDecoration } = await import('./specDecorations.js');
    return specDecoration(uri, await tree.runs());
  }
  const told = (decoration: vscode.FileDecoration | undefined): string =>
    decoration ? `${decoration.badge ?? ''} ${decoration.tooltip ?? ''}` : '';
  const redraw = async (): Promise<void> => {
    const changed: vscode.Uri[] = [];
    for (const [address, before] of shown) {
      const uri = vscode.Uri.parse(address, true);
      if (told(await decorationOf(uri)) !== before) changed.push(uri);
    }
    if (changed.length > 0) changes.fire(changed);
  };

  return vscode.Disposable.from(
    changes,
    tree.onDidChange(() => {
      timer ??= setTimeout(() => {
        timer = undefined;
        void redraw();
      }, REDRAW_MS);
    }),
    { dispose: () => clearTimeout(timer) },
    vscode.window.registerFileDecorationProvider({
      onDidChangeFileDecorations: changes.event,
      async provideFileDecoration(uri) {
        if (!isFileUri(uri) || !isSpecPath(uri.path)) return undefined;
        const decoration = await decorationOf(uri);
        shown.set(uri.toString(), told(decoration));
        return decoration;
      },
    }),
  );
}
