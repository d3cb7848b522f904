import { compareRuns } from '../compare/compareRuns.js';
import { changedPairs, type Comparison } from '../compare/comparison.js';
import type { LabelStore } from '../labels/labelStore.js';
import { readReliability } from '../reliability/readReliability.js';
import { trustSentence } from '../reliability/trustSentence.js';
import type { StoredRow } from '../runs/resultRow.js';
import type { RunRef, RunStore } from '../runs/runStore.js';
import { runStatistics } from '../stats/runStatistics.js';
import type { ChangedRow, RunReport } from './runReport.js';

interface ReadOptions {
  readonly runs: Pick<RunStore, 'read' | 'rows'>;
  readonly labels: LabelStore;
  readonly signal: AbortSignal;
  /** An earlier run that this one is held against. */
  readonly baseline?: RunRef | undefined;
}

/** All that a report of a run is made of. Throws `UserError`. */
export async function readReport(
  run: RunRef,
  { runs, labels, signal, baseline }: ReadOptions,
): Promise<RunReport> {
  const manifest = await runs.read(run);
  const { spec } = manifest;
  const rows: StoredRow[] = [];
  const { judge, people } = await readReliability(
    { runs, labels, run, manifest },
    { signal, eachRow: (row) => void rows.push(row) },
  );
  const report = {
    manifest,
    rows,
    statistics: runStatistics(spec, rows),
    trust: trustSentence(judge.current(), people),
    reliability: judge.current(),
  };
  if (!baseline) return report;
  const before = { run: baseline, manifest: await runs.read(baseline) };
  const comparison = await compareRuns(before, { run, manifest }, { runs, signal });
  const name = before.manifest.name;
  const created = before.manifest.created_at;
  return { ...report, baseline: { name, created, comparison, changed: changedRows(comparison) } };
}

function changedRows(comparison: Comparison): readonly ChangedRow[] {
  return changedPairs(comparison).map(({ a, b, change }) => ({ row: b.row, a, b, change }));
}
