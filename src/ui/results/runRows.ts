import { collectDryRunCost, dryRunSentence } from '../../core/preflight/dryRunCost.js';
import type { RunManifest, RunStatistics } from '../../core/runs/manifest.js';
import type { RunRef, RunStore } from '../../core/runs/runStore.js';
import { collectStatistics } from '../../core/stats/runStatistics.js';
import { judgedRow } from './judgedRow.js';
import type { JudgedRow } from './judgedRow.js';
import { createRowTable } from './rowTable.js';
import type { RowTable } from './rowTable.js';

/** A run's rows as they were at one reading, in the order of the file. */
export interface RunRows {
  readonly version: number;
  readonly rows: readonly JudgedRow[];
  /** The row of a name (`JudgedRow.id`). */
  named(id: number): JudgedRow | undefined;
  readonly statistics: RunStatistics;
  readonly table: RowTable;
  /** Of a dry run: what its rows say of the whole, one sentence. */
  readonly dryRun?: string;
}

export async function readRunRows(
  runs: RunStore,
  run: RunRef,
  { manifest, version }: { readonly manifest: RunManifest; readonly version: number },
  signal: AbortSignal,
): Promise<RunRows> {
  const rows: JudgedRow[] = [];
  const statistics = collectStatistics(manifest.spec);
  const dryRun = manifest.dry_run ? collectDryRunCost(manifest) : undefined;
  for await (const stored of runs.rows(run, signal)) {
    rows.push(judgedRow(stored, rows.length + 1, manifest.spec));
    statistics.add(stored);
    dryRun?.add(stored);
  }
  const byId = new Map(rows.map((row) => [row.id, row]));
  return {
    version,
    rows,
    named: (id) => byId.get(id),
    statistics: statistics.current(),
    table: createRowTable(manifest.spec, rows),
    ...(dryRun && { dryRun: dryRunSentence(dryRun.cost()) }),
  };
}
