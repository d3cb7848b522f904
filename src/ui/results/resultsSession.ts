import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { RunManifest } from '../../core/runs/manifest.js';
import type { RunRef } from '../../core/runs/runStore.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { resultsProtocol } from '../../shared/protocol.js';
import type { ResultsView } from '../../shared/protocol.js';
import { toClipboard } from '../toClipboard.js';
import type { GavelUi } from '../gavelUi.js';
import { tellWantedDifferences } from '../labels/wantedDifferences.js';
import { saveChart } from '../webview/saveChart.js';
import { serveWebview } from '../webview/serveWebview.js';
import { whileVisible } from '../webview/whileVisible.js';
import { actOnRun } from './actOnRun.js';
import { detailHandlers, tellWantedRows } from './detail/detailHandlers.js';
import { judgeHandlers } from './judge/judgeHandlers.js';
import { labelHandlers } from './labels/labelHandlers.js';
import type { OpenRun } from './openRun.js';
import { failureCauses } from './failureCauses.js';
import { labelledRun } from './labelledRun.js';
import { REST_MS, repeating } from './repeating.js';
import { resultDetail } from './resultDetail.js';
import { resultsView } from './resultsView.js';
import { readRunRows, resultQuery } from './runRows.js';
import type { RunRows } from './runRows.js';
import { conditionColumns, filterChips, moreFilters } from './rows/rowFilters.js';
import { columnView } from './rows/rowColumns.js';
import { rowHandlers } from './rows/rowHandlers.js';
import { shownRowsHandlers } from './rows/shownRowsHandlers.js';
import { judgedRow } from './judgedRow.js';
import { specRunsHandlers, tellSpecRuns } from './runs/specRunsHandlers.js';
import { setupHandlers } from './setup/setupHandlers.js';
import { slicesHandlers } from './slices/slicesHandlers.js';
import { titleActions } from './titleActions.js';

const TICK_MS = 1000;
/** Reading the rows again may take at most this part of the time while they grow. */
const READING_SHARE = 0.2;

/** Serves one open results editor, live while the run is. */
export function showResults(
  uri: vscode.Uri,
  panel: Pick<vscode.WebviewPanel, 'webview' | 'active' | 'visible' | 'onDidChangeViewState'>,
  ui: GavelUi,
): vscode.Disposable {
  const title = titleActions(panel);
  const abort = new AbortController();
  let run: RunRef | undefined;
  let manifest: RunManifest | undefined;
  let rows: RunRows | undefined;
  const isLabelled = labelledRun(ui.services);

  const openRun: OpenRun = {
    uri,
    ui,
    signal: abort.signal,
    async current() {
      ui.services.paths.named(dirname(uri.fsPath));
      run ??= await ui.services.runs.find(uri.fsPath, []);
      manifest = await ui.services.runs.read(run);
      return { run, manifest };
    },
    async matching(query) {
      const { rows } = await loadedRows();
      return rows.open.names(resultQuery(query, rows.columns), abort.signal);
    },
  };
  const view = async (): Promise<ResultsView> => {
    const { run, manifest } = await openRun.current();
    const isLive = ui.live.isLive(run);
    const shown = resultsView({
      manifest,
      statistics: rows?.state.statistics ?? manifest.statistics,
      loaded: rows !== undefined,
      version: rows?.state.version ?? 0,
      live: isLive,
      progress: isLive ? ui.live.progress(run) : undefined,
      filters: rows ? filterChips(manifest.spec, rows.state.counts) : [],
      moreFilters: rows ? moreFilters(manifest.spec, rows.state.counts) : [],
      conditionColumns: rows ? conditionColumns(rows.state) : [],
      columns: (rows?.columns ?? []).map(columnView),
      now: Date.now(),
      dryRun: rows?.dryRun,
      causes: rows && failureCauses(rows.state.counts),
      isLabelled: await isLabelled({ run, manifest }),
    });
    title.show(shown.actions);
    return shown;
  };
  const loadedRows = async (): Promise<{
    rows: RunRows;
    run: RunRef;
    spec: RunManifest['spec'];
    backend: RunManifest['backend'];
  }> => {
    await view();
    if (!run || !manifest) throw new UserError('not_found', t('The run is not there any more.'));
    rows ??= await readRows(run, manifest);
    return { rows, run, spec: manifest.spec, backend: manifest.backend };
  };

  let reading: Promise<RunRows> | undefined;
  const readRows = (run: RunRef, manifest: RunManifest): Promise<RunRows> => {
    const how = { before: rows, signal: abort.signal };
    // One at a time, so that the rows are opened once.
    reading ??= readRunRows(ui.services, { run, manifest }, how).finally(
      () => (reading = undefined),
    );
    return reading;
  };

  const served = serveWebview(resultsProtocol, panel.webview, {
    ui,
    handlers: {
      async open() {
        const first = await view();
        // The name and the status are on screen while the rows are read.
        if (!first.loaded) refresh.now();
        return first;
      },
      async row({ id }) {
        const { rows: current, spec, backend } = await loadedRows();
        const placed = await current.open.row(id, abort.signal);
        const row = placed && judgedRow(placed.stored, placed.line, spec);
        if (!row) throw new UserError('not_found', t('The run has no result for row {0} now.', id));
        const { loadTokenizer } = await import('../../core/judging/tokenizer.js');
        const tokenizer = await loadTokenizer();
        const mayRender = vscode.workspace.isTrusted;
        return resultDetail(row, spec, { mayRender, backend, tokenizer });
      },
      ...rowHandlers(loadedRows, abort.signal),
      ...shownRowsHandlers(openRun),
      async act({ action }) {
        await actOnRun(action, uri);
        return {};
      },
      async copy({ text }) {
        await toClipboard(text);
        return {};
      },
      ...setupHandlers(openRun),
      saveChart: (file) => saveChart(file, vscode.Uri.joinPath(uri, '..')),
      ...detailHandlers(openRun),
      ...specRunsHandlers(openRun),
      ...judgeHandlers(openRun),
      ...slicesHandlers(openRun),
      ...labelHandlers(openRun),
    },
  });

  const failed = (error: unknown) => {
    if (abort.signal.aborted) return;
    ui.log.warn(`results of ${uri.fsPath}: ${String(error)}`);
    const message = error instanceof Error ? error.message : String(error);
    served.emit('unreadable', { message });
  };
  // How far a run is: told apart from the rows, whose reading takes long and rests longer.
  const header = repeating(async () => {
    served.emit('changed', await view());
    return REST_MS;
  }, failed);
  // Without a row for a while, what has passed since the start still grows.
  const ticking = setInterval(() => {
    if (run && ui.live.isLive(run)) shownHeader.soon();
  }, TICK_MS);
  const clock = { dispose: () => clearInterval(ticking) };
  const shownHeader = whileVisible(panel, () => header.soon());
  const refresh = repeating(async () => {
    const started = Date.now();
    await view();
    if (!run || !manifest) return REST_MS;
    rows = await readRows(run, manifest);
    const spent = Date.now() - started;
    served.emit('changed', await view());
    return Math.max(REST_MS, spent / READING_SHARE);
  }, failed);

  const shownRefresh = whileVisible(panel, () => refresh.soon());

  return vscode.Disposable.from(
    served,
    title,
    header,
    shownHeader,
    clock,
    refresh,
    shownRefresh,
    tellSpecRuns(openRun, () => {
      // A page that shows again asks for it itself.
      if (panel.visible) served.emit('specRunsChanged', {});
    }),
    tellWantedDifferences(uri, () => served.emit('differencesWanted', {})),
    tellWantedRows(uri, () => served.emit('rowWanted', {})),
    ui.onDidChangeRuns((changed) => {
      if (!changed || changed.id === run?.id) shownRefresh.soon();
    }),
    ui.live.onDidEmit(({ run: live }) => {
      if (live.id !== run?.id) return;
      shownHeader.soon();
      shownRefresh.soon();
    }),
    watchFolder(uri, () => shownRefresh.soon()),
    vscode.workspace.onDidGrantWorkspaceTrust(() => shownRefresh.soon()),
    {
      dispose() {
        abort.abort();
        void rows?.open.close().catch(() => undefined);
      },
    },
  );
}

/** The command line, or another window, may be at work on the same run. */
function watchFolder(uri: vscode.Uri, changed: () => void): vscode.Disposable {
  const folder = vscode.Uri.joinPath(uri, '..');
  const watcher = vscode.workspace.createFileSystemWatcher(
    new vscode.RelativePattern(folder, '*.{json,jsonl}'),
  );
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(changed),
    watcher.onDidCreate(changed),
    watcher.onDidDelete(changed),
  );
}
