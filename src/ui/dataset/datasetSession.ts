import { basename } from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { datasetProtocol } from '../../shared/datasetProtocol.js';
import type { DatasetStateView, PartialView } from '../../shared/datasetViews.js';
import { toClipboard } from '../toClipboard.js';
import {
  downloadPartial,
  loadMore,
  onDidChangePartial,
  partialOf,
} from '../datasets/partialDatasets.js';
import type { GavelUi } from '../gavelUi.js';
import { serveWebview } from '../webview/serveWebview.js';
import { openCell } from './cellDocument.js';
import { insertColumn } from './columnInsertion.js';
import { copyCell, copyRows } from './copyRows.js';
import { actOnDataset } from './datasetActions.js';
import { createDatasetWork } from './datasetWork.js';
import { openLink } from './openLink.js';
import { fullRowView, pageRowView } from './rowView.js';
import { shareDataset } from './sharedDataset.js';
import { onDidChangeSpecs, specsThatUse } from './specsThatUse.js';
import { onDidWantRow, takeWantedRow } from './wantedRows.js';

/** Of a partial dataset, so much more is read at a time. */
const MORE_BYTES = 8 * 1024 * 1024;

/** Serves one open grid. */
export function showDataset(
  uri: vscode.Uri,
  panel: Pick<vscode.WebviewPanel, 'webview' | 'visible' | 'onDidChangeViewState'>,
  ui: GavelUi,
): vscode.Disposable {
  const path = uri.fsPath;
  const ended = new AbortController();
  let isShown = false;
  let lastVersion = 0;

  const dataset = shareDataset(path, { ui, panel, changed: tellState });
  const { open } = dataset;

  function tellState(view: DatasetStateView): void {
    served.emit('state', view);
    if (lastVersion !== 0 && view.version !== lastVersion) work.surveyAgain();
    lastVersion = view.version;
  }

  const partialView = async (): Promise<PartialView | null> => {
    const found = await partialOf(ui, path);
    return found ? { from: found.from, bytes: found.bytes, of: found.of ?? null } : null;
  };
  const tellUses = (): void => {
    void specsThatUse(path, ui).then(
      (specs) => served.emit('uses', { specs }),
      () => undefined, // a search that was cancelled: the next change asks again
    );
  };

  const served = serveWebview(datasetProtocol, panel.webview, {
    ui,
    handlers: {
      async open() {
        await open();
        isShown = true;
        const state = dataset.view();
        lastVersion = state.version;
        return {
          name: basename(path),
          path: vscode.workspace.asRelativePath(uri),
          partial: await partialView(),
          row: takeWantedRow(uri) ?? null,
          state,
          isTrusted: vscode.workspace.isTrusted,
        };
      },
      uses: async () => ({ specs: await specsThatUse(path, ui) }),
      survey() {
        work.survey();
        return {};
      },
      list({ query }) {
        work.list(query);
        return {};
      },
      async page({ find, ...request }, signal) {
        const page = await (await open()).page({ ...request, ...(find && { find }) }, signal);
        return { version: page.version, rows: page.rows.map(pageRowView) };
      },
      async row({ row }, signal) {
        const opened = await open();
        return fullRowView(await opened.row(row, signal), opened.state.columns);
      },
      async place({ query, row }, signal) {
        return { place: (await (await open()).place(query, row, signal)) ?? null };
      },
      find({ query, find }) {
        work.find(query, find);
        return {};
      },
      async step(request) {
        const found = await work.step(request);
        return { found: found ? { ...found, column: found.column ?? null } : null };
      },
      stop({ work: name }) {
        work.stop(name);
        return {};
      },
      copyRows: async (request, signal) => ({
        rows: await copyRows(await open(), request, signal),
      }),
      async copyCell({ row, column }, signal) {
        await copyCell(await (await open()).row(row, signal), column);
        return {};
      },
      async copyText({ text }) {
        await toClipboard(text);
        return {};
      },
      async openCell(cell) {
        await openCell(uri, cell, ui);
        return {};
      },
      async openText({ line }) {
        await openText(uri, line);
        return {};
      },
      async openSpec({ uri: spec }) {
        // One of those that the view was told of, not whatever an address leads to.
        const known = (await specsThatUse(path, ui)).some(({ uri }) => uri === spec);
        if (known) await vscode.window.showTextDocument(vscode.Uri.parse(spec, true));
        return {};
      },
      async openLink({ url }) {
        await openLink(url);
        return {};
      },
      async previewRow({ row }) {
        await vscode.commands.executeCommand('gavel.previewTemplate', uri, { row });
        return {};
      },
      async insertColumn({ column }) {
        await insertColumn(column);
        return {};
      },
      async act({ action, ...request }) {
        switch (action) {
          case 'openText':
            await openText(uri, null);
            break;
          case 'loadMore':
            await loadMore(ui, path, { bytes: MORE_BYTES, signal: ended.signal });
            break;
          case 'download':
            await downloadPartial(ui, path);
            break;
          default:
            // What the view asked for goes on beside it: failures are shown as those of a command.
            actOnDataset(action, { uri, open: await open(), request, ui }).catch((error: unknown) =>
              ui.report(error),
            );
        }
        return {};
      },
    },
  });
  const work = createDatasetWork({
    open,
    version: dataset.version,
    emit: served.emit,
    describe: (error) => (error instanceof Error ? error.message : String(error)),
  });

  return vscode.Disposable.from(
    served,
    dataset,
    work,
    { dispose: () => ended.abort(new UserError('cancelled', t('The dataset was closed.'))) },
    onDidChangeSpecs(() => {
      // A page that shows again asks for them itself.
      if (panel.visible) tellUses();
    }),
    onDidChangePartial((changed) => {
      if (changed !== path) return;
      dataset.refresh();
      void partialView().then((partial) => partial && served.emit('partial', partial));
    }),
    onDidWantRow((wanted) => {
      // A view that is still loading asks for it itself.
      if (!isShown || wanted.toString() !== uri.toString()) return;
      const row = takeWantedRow(uri);
      if (row !== undefined) served.emit('showRow', { row });
    }),
  );
}

/** VS Code refuses text documents over 50 MB: it says so itself, in the editor it opens. */
async function openText(uri: vscode.Uri, line: number | null): Promise<void> {
  const options: vscode.TextDocumentShowOptions = {};
  if (line !== null) options.selection = new vscode.Range(line - 1, 0, line - 1, 0);
  await vscode.commands.executeCommand('vscode.openWith', uri, 'default', options);
}
