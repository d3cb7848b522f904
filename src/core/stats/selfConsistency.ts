import { verdictOf } from '../judging/repeatedVerdict.js';
import type { JsonObject } from '../json.js';
import type { RunStatistics } from '../runs/manifest.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { clusteredShareEstimate } from './intervals.js';
import { addToMoments, emptyMoments, mean, sampleDeviation } from './moments.js';

/** How far a judge agrees with itself, while the judgements of rows come in. Keeps sums, not rows. */
interface SelfConsistency {
  /** @param judgements the verdict columns of each judgement of one row */
  add(judgements: readonly JsonObject[]): void;
  current(): Pick<RunStatistics, 'self_consistency' | 'within_row_sd'>;
}

/**
 * - `self_consistency`: of each row, the share of its pairs of judgements whose verdicts are equal
 *   (labels, scores, decisions of both orders); the mean over rows. That is the observed agreement P̄
 *   of Fleiss (1971), nothing taken off for chance. Interval: `clusteredShareEstimate`.
 * - `within_row_sd` (score): how far the scores of the same row spread: the square root of the
 *   variance within rows, pooled.
 *
 * Judgements without a usable verdict are left out, and rows with fewer than two others: `n` counts
 * the rows that are left.
 */
export function collectSelfConsistency(spec: ResolvedSpec): SelfConsistency {
  let shares = emptyMoments();
  let squares = emptyMoments();
  /** Judgements beyond the first of each row: what the rows can tell of agreement. */
  let freedom = 0;

  return {
    add(judgements) {
      const verdicts = judgements.flatMap((columns) => verdictOf(columns, spec) ?? []);
      const share = pairsAlike(verdicts);
      if (share === undefined) return;
      shares = addToMoments(shares, share);
      freedom += verdicts.length - 1;
      const scores = verdicts.filter((verdict) => typeof verdict === 'number');
      const deviation = sampleDeviation(scores.reduce(addToMoments, emptyMoments())) ?? 0;
      squares = addToMoments(squares, deviation * deviation * (verdicts.length - 1));
    },
    current() {
      const consistency = { self_consistency: clusteredShareEstimate(shares, freedom) };
      if (spec.type !== 'score') return consistency;
      const square = mean(squares);
      const within = square === null ? null : Math.sqrt((square * squares.count) / freedom);
      return { ...consistency, within_row_sd: within };
    },
  };
}

/** Share of pairs whose members are equal; undefined where there is no pair. */
function pairsAlike(verdicts: readonly (string | number)[]): number | undefined {
  const n = verdicts.length;
  if (n < 2) return undefined;
  const counts = new Map<string | number, number>();
  for (const verdict of verdicts) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  let alike = 0;
  for (const count of counts.values()) alike += count * (count - 1);
  return alike / (n * (n - 1));
}
