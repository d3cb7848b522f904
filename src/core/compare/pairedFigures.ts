import type { Estimate } from '../runs/manifest.js';
import { bcaMean } from '../stats/bootstrap.js';
import { meanEstimate, wilsonEstimate } from '../stats/intervals.js';
import { exactMcNemar } from '../stats/mcNemar.js';
import { addToMoments, emptyMoments } from '../stats/moments.js';
import { pairedShareDifference } from '../stats/pairedShares.js';
import { signTest } from '../stats/signTest.js';
import type { TestResult } from '../stats/testResult.js';
import { wilcoxonSignedRank } from '../stats/wilcoxon.js';
import type { Measure } from './pairedChange.js';

/** Any number does: it only has to be the same each time. */
const SEED = 20240601;

/** What the pairs say of the difference between two runs. */
interface PairedFigures {
  /** Pairs with a verdict on both sides; every figure is over them. */
  readonly n: number;
  /** The measure in each run, over the same rows: a fraction, or the mean score. */
  readonly a: Estimate | null;
  readonly b: Estimate | null;
  /** B − A; a fraction, for scores in points of the scale. Null where no pair has both verdicts. */
  readonly delta: Estimate | null;
  readonly test: TestResult;
}

/**
 * Pass rate: the difference of paired shares with an exact McNemar test. Win rate of response A: the
 * same difference, with a sign test over the rows whose decision moved. Scores: the mean difference
 * with a paired bootstrap (BCa, Efron 1987) and Wilcoxon's signed-rank test. Swapping the runs turns
 * the sign of `delta` and changes nothing else; neither does the order of the pairs.
 *
 * @param judged places of both rows of each pair with a verdict on both sides (see `positionsOf`)
 * @param scale ends of the scores
 */
export function pairedFigures(
  judged: JudgedPairs,
  measure: Measure,
  scale: { readonly min: number; readonly max: number },
): PairedFigures {
  return measure === 'mean_score' ? scoreFigures(judged, scale) : shareFigures(judged, measure);
}

/** The same pair at the same place. */
interface JudgedPairs {
  readonly a: Float64Array;
  readonly b: Float64Array;
}

function shareFigures({ a, b }: JudgedPairs, measure: Measure): PairedFigures {
  let both = 0;
  let onlyA = 0;
  let onlyB = 0;
  let up = 0;
  let down = 0;
  a.forEach((from, pair) => {
    const to = b[pair] ?? 0;
    // A row that passes, or that response A wins.
    if (from === 1 && to === 1) both += 1;
    else if (from === 1) onlyA += 1;
    else if (to === 1) onlyB += 1;
    if (to > from) up += 1;
    else if (to < from) down += 1;
  });
  const n = a.length;
  return {
    n,
    a: wilsonEstimate(both + onlyA, n),
    b: wilsonEstimate(both + onlyB, n),
    delta: pairedShareDifference({ both, onlyA, onlyB, neither: n - both - onlyA - onlyB }),
    test: measure === 'win_rate_a' ? signTest(up, down) : exactMcNemar(onlyA, onlyB),
  };
}

function scoreFigures(
  { a, b }: JudgedPairs,
  scale: { readonly min: number; readonly max: number },
): PairedFigures {
  const differences = a.map((from, pair) => (b[pair] ?? 0) - from);
  const meanOf = (scores: Float64Array) =>
    meanEstimate(scores.reduce(addToMoments, emptyMoments()), scale);
  return {
    n: a.length,
    a: meanOf(a),
    b: meanOf(b),
    delta: meanDifference(differences),
    test: wilcoxonSignedRank(differences),
  };
}

/**
 * A bootstrap draws by place, so the same rows in another order, or the runs swapped, would give
 * slightly other ends: the differences are put into one order, and turned so that most of them rise.
 */
function meanDifference(differences: Float64Array): Estimate | null {
  const rising = differences.slice().sort();
  const falling = rising.map((difference) => -difference).reverse();
  const turned = firstDifference(rising, falling);
  if (turned === 0) {
    // As many rise as fall, by the same amounts: the interval has 0 in its middle.
    const estimate = bcaMean(rising, { seed: SEED });
    const reach = estimate && Math.max(Math.abs(estimate.low), Math.abs(estimate.high));
    return estimate && { ...estimate, value: 0, low: -(reach ?? 0), high: reach ?? 0 };
  }
  if (turned > 0) return bcaMean(rising, { seed: SEED });
  const estimate = bcaMean(falling, { seed: SEED });
  return (
    estimate && {
      ...estimate,
      value: negated(estimate.value),
      low: negated(estimate.high),
      high: negated(estimate.low),
    }
  );
}

function firstDifference(one: Float64Array, other: Float64Array): number {
  for (const [index, value] of one.entries()) {
    const difference = value - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function negated(value: number): number {
  return value === 0 ? 0 : -value;
}
