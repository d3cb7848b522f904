import { outcomeOf } from '../judging/outcome.js';
import type { RunStore } from '../runs/runStore.js';
import type { ComparedRun } from './comparison.js';
import type { RankedRun } from './rankModels.js';

/** Counts who won the rows of a compare run; of another type there are none. */
export async function readRankedRun(
  { run, manifest }: ComparedRun,
  runs: Pick<RunStore, 'rows'>,
  signal?: AbortSignal,
): Promise<RankedRun> {
  const counts = { a: 0, b: 0, tie: 0 };
  if (manifest.spec.type !== 'compare') return { manifest, aWins: 0, bWins: 0, ties: 0 };
  for await (const { result } of runs.rows(run, signal)) {
    const outcome = outcomeOf(result, manifest.spec);
    if (outcome === 'a' || outcome === 'b' || outcome === 'tie') counts[outcome] += 1;
  }
  return { manifest, aWins: counts.a, bWins: counts.b, ties: counts.tie };
}
