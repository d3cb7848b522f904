import { loadTokenizer } from '../../../src/core/judging/tokenizer.js';
import type { RunManifest } from '../../../src/core/runs/manifest.js';
import type { ProgressFacts } from '../../../src/core/runs/progressFacts.js';
import { runSetup } from '../../../src/core/runs/runSetup.js';
import type { StoredRow } from '../../../src/core/runs/resultRow.js';
import type { Event, Handlers, Request } from '../../../src/shared/rpc.js';
import type { resultsProtocol } from '../../../src/shared/protocol.js';
import type { ChartFile } from '../../../src/shared/results/chartProtocol.js';
import type { SetupCheck } from '../../../src/shared/results/setupProtocol.js';
import { collectReliability } from '../../../src/core/reliability/judgeReliability.js';
import { judgeView } from '../../../src/ui/results/judge/judgeView.js';
import { slicesView } from '../../../src/ui/results/slices/slicesView.js';
import { collectSliceTable } from '../../../src/core/slices/sliceTable.js';
import { judgedRow } from '../../../src/ui/results/judgedRow.js';
import { resultDetail } from '../../../src/ui/results/resultDetail.js';
import { resultsView } from '../../../src/ui/results/resultsView.js';
import { columnView, rowColumns } from '../../../src/ui/results/rows/rowColumns.js';
import {
  conditionColumns,
  filterChips,
  moreFilters,
} from '../../../src/ui/results/rows/rowFilters.js';
import { rowHandlers } from '../../../src/ui/results/rows/rowHandlers.js';
import { rowsOnDisk } from './rowsOnDisk.js';
import { specRunsHost } from './specRunsHost.js';
import type { SpecRunsHost } from './specRunsHost.js';
import { detailHost } from './detailHost.js';
import type { DetailHost } from './detailHost.js';
import { failureCauses } from '../../../src/ui/results/failureCauses.js';
import { setupView } from '../../../src/ui/results/setup/setupView.js';
import { runLabelsHost } from './runLabelsHost.js';
import type { RunLabelsHost } from './runLabelsHost.js';

/** Ten seconds after the sample has begun. */
const NOW = Date.parse('2026-11-20T09:12:11.000Z');

type Results = typeof resultsProtocol;

export interface ResultsHost {
  readonly handlers: Handlers<Results>;
  /** Other rows or another manifest; gives what the editor would be told. */
  change(to: {
    manifest?: RunManifest;
    rows?: readonly StoredRow[];
    progress?: ProgressFacts;
  }): Event<Results, 'changed'>;
  /** Each action asked for. */
  readonly actions: string[];
  /** Each chart that was to be saved. */
  readonly charts: ChartFile[];
  /** What was to be done with the rows of which queries. */
  readonly shownRows: Request<Results, 'shownRowsAct'>[];
  readonly detail: DetailHost;
  readonly specRuns: SpecRunsHost;
  readonly labels: RunLabelsHost;
}

/** The editor's host over rows in memory. */
export function resultsHost(first: {
  readonly manifest: RunManifest;
  readonly rows: readonly StoredRow[];
  readonly checks?: readonly SetupCheck[];
  /** Whether people have labelled rows; true unless told. */
  readonly isLabelled?: boolean;
}): ResultsHost {
  let { manifest } = first;
  let read = readRows(first.rows);
  let progress: ProgressFacts | undefined;
  let version = 1;
  const actions: string[] = [];
  const charts: ChartFile[] = [];
  const shownRows: Request<Results, 'shownRowsAct'>[] = [];
  const specRuns = specRunsHost(() => manifest);
  const labels = runLabelsHost(() => ({ manifest, rows: read.stored }));
  const detail = detailHost(() => ({ manifest, rows: read.stored }));

  function readRows(stored: readonly StoredRow[]) {
    const { open, state } = rowsOnDisk(stored, manifest.spec);
    return { open, state, stored, columns: rowColumns(manifest.spec, state.columns) };
  }
  const view = () =>
    resultsView({
      manifest,
      statistics: read.state.statistics,
      loaded: true,
      version,
      live: manifest.status === 'running',
      progress: manifest.status === 'running' ? progress : undefined,
      filters: filterChips(manifest.spec, read.state.counts),
      moreFilters: moreFilters(manifest.spec, read.state.counts),
      conditionColumns: conditionColumns(read.state),
      columns: read.columns.map(columnView),
      now: NOW,
      causes: failureCauses(read.state.counts),
      isLabelled: first.isLabelled ?? true,
    });

  return {
    actions,
    charts,
    shownRows,
    detail,
    specRuns,
    labels,
    change(to) {
      manifest = to.manifest ?? manifest;
      progress = to.progress ?? progress;
      if (to.rows) read = readRows(to.rows);
      version += 1;
      return view();
    },
    handlers: {
      open: view,
      ...rowHandlers(() => {
        const rows = { ...read, state: { ...read.state, version } };
        return Promise.resolve({ rows, spec: manifest.spec });
      }, new AbortController().signal),
      row: async ({ id }) => {
        const placed = await read.open.row(id);
        if (!placed) throw new Error('no such row');
        return resultDetail(judgedRow(placed.stored, placed.line, manifest.spec), manifest.spec, {
          mayRender: true,
          backend: manifest.backend,
          tokenizer: await loadTokenizer(),
        });
      },
      act: ({ action }) => {
        actions.push(action);
        return {};
      },
      copy: () => ({}),
      shownRowsAct: (wanted) => {
        shownRows.push(wanted);
        return {};
      },
      setup: () => setupView(runSetup(manifest), ['spec', 'dataset']),
      setupChecks: () => [...(first.checks ?? [])],
      openSetup: ({ of }) => {
        actions.push(`open ${of}`);
        return {};
      },
      saveChart: (file) => {
        charts.push(file);
        return { isSaved: true };
      },
      ...detail.handlers,
      ...specRuns.handlers,
      ...labels.handlers,
      judge: ({ truth }) => {
        const collector = collectReliability(manifest.spec, { chosen: truth?.column });
        read.stored.forEach((row, index) => collector.add(row, index + 1));
        const choice = truth && { column: truth.column, map: new Map(truth.map) };
        const reliability = collector.current(choice ?? undefined);
        return { state: 'read', version, view: judgeView(reliability, null, manifest.spec) };
      },
      slices: ({ column }) => {
        const table = collectSliceTable(manifest.spec);
        for (const row of read.stored) table.add(row);
        return { state: 'read', version, view: slicesView(table.current(), column) };
      },
    },
  };
}
