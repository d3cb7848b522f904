import type { RunManifest } from '../../../src/core/runs/manifest.js';
import type { StoredRow } from '../../../src/core/runs/resultRow.js';
import { runStatistics } from '../../../src/core/stats/runStatistics.js';
import type { DeltaView } from '../../../src/shared/results/specRunsProtocol.js';
import { sampleRun } from './sampleRun.js';

const sample = sampleRun({ type: 'classify', rows: 500 });
const spec = {
  ...sample.manifest.spec,
  judge: { ...sample.manifest.spec.judge, system_template: 'An older rubric: {{ question }}' },
};

/** A run of the series, whose figure is over its first so many rows. */
function run(
  id: string,
  { day, rows, ...changes }: { day: number; rows: number } & Partial<RunManifest>,
): RunManifest {
  return {
    ...sample.manifest,
    id,
    created_at: `2026-11-${String(day).padStart(2, '0')}T09:12:00.000Z`,
    statistics: runStatistics(sample.manifest.spec, sample.rows.slice(0, rows)),
    dataset: { ...sample.manifest.dataset, sha256: 'aaaaaaabbbb' },
    usage: { prompt_tokens: 1, completion_tokens: 1, cost_usd: 0.31 },
    ...changes,
  };
}

const older = { rows: 200, sha256: 'cccccccdddd' };

/** Runs of one spec: the newest, and a dry run, a changed rubric and changed data before it. */
export const seriesOfRuns: {
  readonly manifest: RunManifest;
  readonly rows: readonly StoredRow[];
  readonly others: readonly RunManifest[];
} = {
  manifest: run('r6', { day: 20, rows: 500 }),
  rows: sample.rows,
  others: [
    run('r3', { day: 14, rows: 400, spec }),
    run('r5', { day: 19, rows: 30, dry_run: true, selected_rows: [1, 2, 3] }),
    run('r4', { day: 18, rows: 300 }),
    run('r2', { day: 12, rows: 200, spec, dataset: older, status: 'cancelled' }),
    run('r1', { day: 10, rows: 350, spec, dataset: older, demo: true }),
  ],
};

/** How they stand to `r3`. */
export const deltasToR3: Readonly<Record<string, DeltaView>> = {
  r6: {
    text: '+3.1 pts (−0.4 to +6.6)',
    words: 'no clear difference',
    clear: 'none',
    cautions: ['The rubric differs; the difference may be the rubric’s.'],
  },
  r4: {
    text: '+6.2 pts (+1.4 to +10.6)',
    words: 'passes more often',
    clear: 'better',
    cautions: [],
  },
};
