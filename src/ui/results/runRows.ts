import { collectDryRunCost, dryRunSentence } from '../../core/preflight/dryRunCost.js';
import type { OpenRows, RowsReader, RowsState } from '../../core/rows/openRows.js';
import type { ResultQuery } from '../../core/rows/resultQuery.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import type { RunRef, RunStore } from '../../core/runs/runStore.js';
import type { RowQuery } from '../../shared/protocol.js';
import { rowColumns } from './rows/rowColumns.js';
import type { RowColumn } from './rows/rowColumns.js';

/** A run's rows as they were at one reading. */
export interface RunRows {
  readonly open: OpenRows;
  readonly state: RowsState;
  /** On offer, the usual ones first. */
  readonly columns: readonly RowColumn[];
  /** Of a dry run: what its rows say of the whole, one sentence. */
  readonly dryRun?: string;
}

export interface RowSources {
  readonly runs: RunStore;
  rowsReader(): Promise<RowsReader>;
}

/** Reads what is new since the last reading; opens the rows where there was none. */
export async function readRunRows(
  { runs, rowsReader }: RowSources,
  { run, manifest }: { readonly run: RunRef; readonly manifest: RunManifest },
  { before, signal }: { readonly before: RunRows | undefined; readonly signal: AbortSignal },
): Promise<RunRows> {
  const open = before?.open ?? (await (await rowsReader()).open(run, manifest.spec));
  try {
    const state = await open.refresh(signal);
    const dryRun = manifest.dry_run ? await dryRunWords(runs, run, manifest, signal) : undefined;
    signal.throwIfAborted();
    return {
      open,
      state,
      columns: rowColumns(manifest.spec, state.columns),
      ...(dryRun !== undefined && { dryRun }),
    };
  } catch (error) {
    // Whoever has no rows yet has nothing to close: a thread would stay for them.
    if (!before) void open.close().catch(() => undefined);
    throw error;
  }
}

async function dryRunWords(
  runs: RunStore,
  run: RunRef,
  manifest: RunManifest,
  signal: AbortSignal,
): Promise<string> {
  const dryRun = collectDryRunCost(manifest);
  for await (const stored of runs.rows(run, signal)) dryRun.add(stored);
  return dryRunSentence(dryRun.cost());
}

/** A query of the view as the rows are asked. */
export function resultQuery(query: RowQuery, columns: readonly RowColumn[]): ResultQuery {
  const { filters, where = [], search, sort, descending } = query;
  const column = columns.find(({ id }) => id === sort);
  return { filters, where, search, sort: column?.sort ?? sort, descending };
}
