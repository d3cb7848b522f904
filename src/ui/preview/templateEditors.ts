import * as vscode from 'vscode';
import type { TextRange } from '../../core/spec/text/textRange.js';
import type { Span } from '../../core/template/syntax/templateNode.js';
import type { Place } from './templatePlaces.js';
import { fileUri, isFileUri } from '../fileUri.js';

/** Selects a place in its file, in the editor that shows it already if one does. */
export async function goToPlace({ path, range }: Place): Promise<void> {
  const shown = vscode.window.visibleTextEditors.find(
    ({ document }) => isFileUri(document.uri) && document.uri.fsPath === path,
  );
  await vscode.window.showTextDocument(fileUri(path), {
    selection: editorRange(range),
    viewColumn: shown?.viewColumn ?? vscode.ViewColumn.One,
  });
}

export function openText(path: string): string | undefined {
  return vscode.workspace.textDocuments
    .find(({ uri }) => isFileUri(uri) && uri.fsPath === path)
    ?.getText();
}

/** Where a file's cursor or selection stands, in UTF-16 units. */
export interface CursorPlace {
  readonly path: string;
  readonly span: Span;
}

/** The main cursor of an editor, where that shows one of these files. */
export function cursorIn(
  { document, selection }: vscode.TextEditor,
  files: readonly string[],
): CursorPlace | undefined {
  const { uri } = document;
  if (!isFileUri(uri) || !files.includes(uri.fsPath)) return undefined;
  const span = {
    start: document.offsetAt(selection.start),
    end: document.offsetAt(selection.end),
  };
  return { path: uri.fsPath, span };
}

/** Watches files outside of editors; another list takes the place of the last one. */
export function watchFiles(changed: (path: string) => void): {
  watch(paths: readonly string[]): void;
  dispose(): void;
} {
  let watched = '';
  let watchers: vscode.Disposable[] = [];
  const end = (): void => {
    vscode.Disposable.from(...watchers).dispose();
  };
  return {
    watch(paths) {
      const key = paths.join('\n');
      if (key === watched) return;
      watched = key;
      end();
      watchers = paths.flatMap((path) => {
        const uri = fileUri(path);
        const pattern = new vscode.RelativePattern(
          vscode.Uri.joinPath(uri, '..'),
          uri.path.slice(uri.path.lastIndexOf('/') + 1),
        );
        const watcher = vscode.workspace.createFileSystemWatcher(pattern);
        const tell = () => changed(path);
        return [
          watcher,
          watcher.onDidChange(tell),
          watcher.onDidCreate(tell),
          watcher.onDidDelete(tell),
        ];
      });
    },
    dispose: end,
  };
}

function editorRange({ start, end }: TextRange): vscode.Range {
  return new vscode.Range(start.line - 1, start.column - 1, end.line - 1, end.column - 1);
}
