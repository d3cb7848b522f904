import { basename } from 'node:path';
import * as vscode from 'vscode';
import { previewProtocol } from '../../shared/protocol.js';
import type { PreviewFrame } from '../../shared/protocol.js';
import type { GavelUi } from '../gavelUi.js';
import { defaultBackend } from '../settings.js';
import { serveWebview } from '../webview/serveWebview.js';
import { createPreviewFrames } from './previewFrames.js';

const TYPING_PAUSE_MS = 80;

/** Serves one preview: renders on request, says when to ask again. */
export function servePreview(
  spec: vscode.Uri,
  webview: vscode.Webview,
  ui: GavelUi,
): vscode.Disposable {
  const frames = createPreviewFrames(spec.fsPath, {
    services: () => ui.services,
    openText: (path) => openDocument(path)?.getText(),
    defaultBackend: () => defaultBackend(spec),
  });

  const served = serveWebview(previewProtocol, webview, {
    ui,
    handlers: {
      async show({ row }): Promise<PreviewFrame> {
        const about = { spec: basename(spec.path), uri: spec.toString() };
        if (!vscode.workspace.isTrusted) {
          return {
            kind: 'problem',
            ...about,
            dataset: null,
            rows: null,
            row,
            problem: 'trust',
            message:
              'In Restricted Mode no template is rendered: trust this workspace to see its prompts.',
            place: null,
          };
        }
        const frame = await frames.render(row);
        watch(frames.files());
        return { ...frame, ...about };
      },
      async goToProblem() {
        const place = frames.place();
        if (!place) return {};
        const at = new vscode.Position(place.line - 1, place.column - 1);
        await vscode.window.showTextDocument(vscode.Uri.file(place.path), {
          selection: new vscode.Range(at, at),
          viewColumn: vscode.ViewColumn.One,
        });
        return {};
      },
      async manageTrust() {
        await vscode.commands.executeCommand('workbench.trust.manage');
        return {};
      },
      async openDataset() {
        const path = frames.dataset();
        if (path !== undefined) {
          await vscode.commands.executeCommand('gavel.openDataset', vscode.Uri.file(path));
        }
        return {};
      },
      async copy({ text }) {
        await vscode.env.clipboard.writeText(text);
        return {};
      },
    },
  });

  let timer: NodeJS.Timeout | undefined;
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => served.emit('changed', {}), TYPING_PAUSE_MS);
  };

  // The files that the last rendering read; watched anew only when they become others.
  let watched = '';
  let watchers: vscode.Disposable[] = [];
  const watch = (paths: readonly string[]) => {
    const key = paths.join('\n');
    if (key === watched) return;
    watched = key;
    vscode.Disposable.from(...watchers).dispose();
    watchers = paths.flatMap((path) => {
      const folder = vscode.Uri.joinPath(vscode.Uri.file(path), '..');
      const watcher = vscode.workspace.createFileSystemWatcher(
        new vscode.RelativePattern(folder, basename(path)),
      );
      const fileChanged = () => {
        frames.fileChanged(path);
        changed();
      };
      return [
        watcher,
        watcher.onDidChange(fileChanged),
        watcher.onDidCreate(fileChanged),
        watcher.onDidDelete(fileChanged),
      ];
    });
  };

  return vscode.Disposable.from(
    served,
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      if (frames.files().includes(document.uri.fsPath)) changed();
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(changed),
    {
      dispose: () => {
        clearTimeout(timer);
        vscode.Disposable.from(...watchers).dispose();
      },
    },
  );
}

function openDocument(path: string): vscode.TextDocument | undefined {
  return vscode.workspace.textDocuments.find(
    ({ uri }) => uri.scheme === 'file' && uri.fsPath === path,
  );
}
