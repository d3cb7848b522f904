import { changedPairs, compareRuns, type Comparison } from '../compare/compareRuns.js';
import { collectReliability } from '../reliability/judgeReliability.js';
import type { StoredRow } from '../runs/resultRow.js';
import type { RunRef, RunStore } from '../runs/runStore.js';
import { runStatistics } from '../stats/runStatistics.js';
import type { ChangedRow, RunReport } from './runReport.js';

interface ReadOptions {
  readonly runs: Pick<RunStore, 'read' | 'rows'>;
  readonly signal?: AbortSignal | undefined;
  /** An earlier run that this one is held against. */
  readonly baseline?: RunRef | undefined;
}

/** All that a report of a run is made of. Throws `UserError`. */
export async function readReport(
  run: RunRef,
  { runs, signal, baseline }: ReadOptions,
): Promise<RunReport> {
  const manifest = await runs.read(run);
  const rows: StoredRow[] = [];
  const reliability = collectReliability(manifest.spec);
  for await (const row of runs.rows(run, signal)) {
    rows.push(row);
    reliability.add(row, rows.length);
  }
  const report = {
    manifest,
    rows,
    statistics: runStatistics(manifest.spec, rows),
    reliability: reliability.current(),
  };
  if (!baseline) return report;
  const before = { run: baseline, manifest: await runs.read(baseline) };
  const comparison = await compareRuns(
    before,
    { run, manifest },
    { runs, ...(signal && { signal }) },
  );
  const name = before.manifest.name;
  const created = before.manifest.created_at;
  return { ...report, baseline: { name, created, comparison, changed: changedRows(comparison) } };
}

function changedRows(comparison: Comparison): readonly ChangedRow[] {
  return changedPairs(comparison).map(({ a, b, change }) => ({ row: b.row, a, b, change }));
}
