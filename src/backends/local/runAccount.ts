import {
  addToTally,
  emptyTally,
  serviceResults,
  tooManyFailed,
} from '../../core/judging/accounting.js';
import { createRowBits } from '../../core/dataset/rowBits.js';
import type { RunProgress } from '../../core/runs/evalBackend.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import type { StoredRow } from '../../core/runs/resultRow.js';
import type { ResolvedSpec } from '../../core/spec/evalSpec.js';
import { collectStatistics } from '../../core/stats/runStatistics.js';

/** What a run has come to so far. */
export interface RunAccount {
  add(row: StoredRow): void;
  /** Whether the row (from 1) has ended. */
  has(row: number): boolean;
  progress(): RunProgress;
  /** The fields of the manifest that follow from the rows. */
  soFar(): Pick<RunManifest, 'progress' | 'statistics' | 'usage'>;
  /** The aggregates, once every row has ended. */
  results(): Pick<RunManifest, 'results'>;
  tooManyFailed(): boolean;
}

export function createRunAccount(spec: ResolvedSpec, total: number): RunAccount {
  const statistics = collectStatistics(spec);
  const ended = createRowBits();
  const usage = { prompt_tokens: 0, completion_tokens: 0 };
  let tally = emptyTally();

  return {
    add({ result, details }) {
      tally = addToTally(tally, result, spec);
      statistics.add(result);
      if (!details) return;
      ended.add(details.row);
      usage.prompt_tokens += details.usage?.prompt_tokens ?? 0;
      usage.completion_tokens += details.usage?.completion_tokens ?? 0;
    },
    has: (row) => ended.has(row),
    progress: () => ({
      done: tally.rows,
      total,
      errors: tally.outcomes.generation_error + tally.outcomes.judge_error,
    }),
    soFar: () => ({
      progress: { done: tally.rows, total },
      statistics: statistics.current(),
      usage: { ...usage },
    }),
    results: () => ({ results: serviceResults(spec, tally) }),
    tooManyFailed: () => tooManyFailed(tally),
  };
}
