import type { Estimate } from '../runs/manifest.js';
import type { Share } from './shareDifference.js';
import { Z95 } from './z95.js';

/** A row whose verdict a person has checked. */
export interface LabelledVerdict {
  readonly verdict: 0 | 1;
  readonly truth: 0 | 1;
  /** One over the chance with which the row was chosen; all equal where absent. */
  readonly weight?: number;
}

/**
 * Rate of true passes, from many verdicts of a judge and a few labels of people: the judge's rate,
 * corrected by how much it is off on the labelled rows (prediction-powered inference, Angelopoulos et
 * al. 2023, the mean). Weighted labels: the correction is a ratio of weighted sums (Hájek 1971). Cut
 * to 0 to 1; null without verdicts or labels.
 *
 * Interval: their normal one, with one label counted in that is half a fault to each side, as
 * Agresti and Min (2005) do for paired shares. The plain one holds the truth in 90 % alone for 50
 * labels of a judge who is right in 95 %, and claims certainty where no label shows a fault.
 *
 * @param options.verdicts of rows without a label; where the labelled rows are among them the
 *   interval is a little wider than it need be, as the judge's faults then count twice
 */
export function predictionPowered({
  verdicts,
  labelled,
}: {
  readonly verdicts: ArrayLike<0 | 1>;
  readonly labelled: readonly LabelledVerdict[];
}): Estimate | null {
  const total = verdicts.length;
  const n = labelled.length;
  if (total === 0 || n === 0) return null;
  let passed = 0;
  for (let index = 0; index < total; index += 1) passed += verdicts[index] ?? 0;
  const rate = passed / total;

  let weights = 0;
  let faults = 0;
  for (const { verdict, truth, weight = 1 } of labelled) {
    weights += weight;
    faults += weight * (truth - verdict);
  }
  if (!(weights > 0)) return null;
  const correction = faults / weights;
  // The label that is counted in has the mean weight.
  const meanWeight = weights / n;
  let spread = meanWeight ** 2;
  for (const { verdict, truth, weight = 1 } of labelled) {
    spread += (weight * (truth - verdict - correction)) ** 2;
  }
  const variance = (rate * (1 - rate)) / total + spread / (weights + meanWeight) ** 2;
  const value = rate + correction;
  const reach = Z95 * Math.sqrt(variance);
  return {
    value: within(value),
    low: within(value - reach),
    high: within(value + reach),
    method: 'ppi',
    n,
  };
}

/**
 * Rate of true passes from the judge's rate and how often it is right on passes (sensitivity) and on
 * fails (specificity), each counted on labelled rows (Rogan and Gladen 1978). Interval: Lang and
 * Reiczigel 2014, who count a few made-up rows in, as the plain one misses the rate too often for few
 * labels. Both cut to 0 to 1. Null without rows or labels of both kinds, and for a judge that does no
 * better than chance: its verdicts tell nothing.
 */
export function roganGladen({
  passed,
  evaluated,
  sensitivity,
  specificity,
}: {
  readonly passed: number;
  readonly evaluated: number;
  readonly sensitivity: Share;
  readonly specificity: Share;
}): Estimate | null {
  if (evaluated === 0 || sensitivity.n === 0 || specificity.n === 0) return null;
  const youden = sensitivity.k / sensitivity.n + specificity.k / specificity.n - 1;
  if (youden <= 0) return null;
  const value = within((passed / evaluated + specificity.k / specificity.n - 1) / youden);

  const square = Z95 * Z95;
  const rows = evaluated + square;
  const share = (passed + square / 2) / rows;
  const [trueShare, trueRows] = [(sensitivity.k + 1) / (sensitivity.n + 2), sensitivity.n + 2];
  const [falseShare, falseRows] = [(specificity.k + 1) / (specificity.n + 2), specificity.n + 2];
  const span = trueShare + falseShare - 1;
  if (span <= 0) return { value, low: 0, high: 1, method: 'rogan-gladen', n: evaluated };
  const rate = (share + falseShare - 1) / span;
  const ofTrue = (trueShare * (1 - trueShare)) / trueRows;
  const ofFalse = (falseShare * (1 - falseShare)) / falseRows;
  const shift = 2 * square * (rate * ofTrue - (1 - rate) * ofFalse);
  const reach =
    (Z95 / span) *
    Math.sqrt((share * (1 - share)) / rows + rate * rate * ofTrue + (1 - rate) ** 2 * ofFalse);
  return {
    value,
    low: Math.min(value, within(rate + shift - reach)),
    high: Math.max(value, within(rate + shift + reach)),
    method: 'rogan-gladen',
    n: evaluated,
  };
}

function within(share: number): number {
  return Math.min(1, Math.max(0, share));
}
