import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { rowLine } from '../../core/dataset/rowLine.js';
import { UserError } from '../../core/userError.js';
import { datasetProtocol } from '../../shared/protocol.js';
import type { GavelUi } from '../gavelUi.js';
import { cellOf, fieldOf } from '../webview/fieldText.js';
import { serveWebview } from '../webview/serveWebview.js';
import { createDatasetRows } from './datasetRows.js';
import { datasetView } from './datasetView.js';
import { specsThatUse } from './specsThatUse.js';
import { onDidWantRow, takeWantedRow } from './wantedRows.js';

/** Serves one open grid. */
export function showDataset(
  uri: vscode.Uri,
  webview: vscode.Webview,
  ui: GavelUi,
): vscode.Disposable {
  const path = uri.fsPath;
  let rows = createDatasetRows(ui.services.datasets, path);
  let description = memoized(() => ui.services.datasets.describe(path));
  let isOpen = false;

  const served = serveWebview(datasetProtocol, webview, {
    ui,
    handlers: {
      async open() {
        const stat = await vscode.workspace.fs.stat(uri).then(
          ({ size }) => size,
          () => null,
        );
        isOpen = true;
        const row = takeWantedRow(uri);
        return { name: basename(path), bytes: stat, ...(row !== undefined && { row }) };
      },
      async describe() {
        const info = await description();
        const sample = await rows.range(1, Math.min(100, info.rows));
        return datasetView(info, sample.rows);
      },
      uses: async () => ({ specs: await specsThatUse(path, ui) }),
      async rows({ from, to }) {
        const { columns, rows: count } = await description();
        const page = await rows.range(from, Math.min(to, count));
        return {
          rows: page.rows.map((row) => ({
            row: row.row,
            cells: columns.map((column) => cellOf(row, column)),
          })),
          problem: page.problem,
        };
      },
      async row({ row: number }) {
        const { columns } = await description();
        const page = await rows.range(number, number);
        const [row] = page.rows;
        if (!row) throw new UserError('dataset', page.problem ?? `There is no row ${number}.`);
        return { fields: columns.map((column) => fieldOf(row, column)), line: rowLine(row) };
      },
      async openText({ line }) {
        await openText(uri, line);
        return {};
      },
      async openSpec({ uri: spec }) {
        await vscode.window.showTextDocument(vscode.Uri.parse(spec, true));
        return {};
      },
      async previewRow({ row }) {
        await vscode.commands.executeCommand('gavel.previewTemplate', uri, { row });
        return {};
      },
      async copy({ text }) {
        await vscode.env.clipboard.writeText(text);
        return {};
      },
    },
  });

  const pattern = new vscode.RelativePattern(vscode.Uri.file(dirname(path)), basename(path));
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  const changed = () => {
    rows = createDatasetRows(ui.services.datasets, path);
    description = memoized(() => ui.services.datasets.describe(path));
    served.emit('changed', {});
  };
  return vscode.Disposable.from(
    served,
    onDidWantRow((wanted) => {
      // A view that is still loading asks for it itself.
      if (!isOpen || wanted.toString() !== uri.toString()) return;
      const row = takeWantedRow(uri);
      if (row !== undefined) served.emit('showRow', { row });
    }),
    watcher,
    watcher.onDidChange(changed),
    watcher.onDidCreate(changed),
    watcher.onDidDelete(changed),
  );
}

/** VS Code refuses text documents over 50 MB: it says so itself, in the editor it opens. */
async function openText(uri: vscode.Uri, line: number | undefined): Promise<void> {
  const options: vscode.TextDocumentShowOptions = {};
  if (line !== undefined) options.selection = new vscode.Range(line - 1, 0, line - 1, 0);
  await vscode.commands.executeCommand('vscode.openWith', uri, 'default', options);
}

/** A failure is forgotten: the next call tries again. */
function memoized<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
