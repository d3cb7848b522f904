import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import type { Estimate } from '../runs/manifest.js';
import { mean, sampleDeviation } from './moments.js';
import type { Moments } from './moments.js';

/** Quantile that leaves 2.5 % on either side: all intervals are 95 % intervals. */
const UPPER = 0.975;
const Z = normalQuantile(UPPER, 0, 1);

/**
 * A share with Wilson's score interval (Wilson 1927; method 3 of Newcombe 1998, without continuity
 * correction), as fractions; null for no trials. Stays within 0 and 1 and is honest at both ends,
 * where the textbook's ± interval claims certainty.
 */
export function wilsonEstimate(successes: number, trials: number): Estimate | null {
  if (trials === 0) return null;
  const share = successes / trials;
  const square = Z * Z;
  const middle = share + square / (2 * trials);
  const reach = Z * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials * trials));
  const scale = 1 + square / trials;
  return {
    value: share,
    // At the ends the formula gives exactly 0 or 1, floating point nearly.
    low: successes === 0 ? 0 : (middle - reach) / scale,
    high: successes === trials ? 1 : (middle + reach) / scale,
    method: 'wilson',
    n: trials,
  };
}

/**
 * A mean with Student's t interval; null for no values. The interval is not cut to the range of the
 * values. One value tells nothing of the spread: the interval is then the whole `range`.
 */
export function meanEstimate(
  moments: Moments,
  range: { readonly min: number; readonly max: number },
): Estimate | null {
  const { count } = moments;
  const value = mean(moments);
  if (value === null) return null;
  const deviation = sampleDeviation(moments);
  if (deviation === null) {
    return { value, low: range.min, high: range.max, method: 'range', n: count };
  }
  const reach = (tQuantile(UPPER, count - 1) * deviation) / Math.sqrt(count);
  return { value, low: value - reach, high: value + reach, method: 't', n: count };
}
