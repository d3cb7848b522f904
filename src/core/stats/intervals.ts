import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import type { Estimate } from '../runs/manifest.js';
import { mean, sampleDeviation } from './moments.js';
import type { Moments } from './moments.js';
import { Z95 } from './z95.js';

/**
 * A share with Wilson's score interval (Wilson 1927; method 3 of Newcombe 1998, without continuity
 * correction), as fractions; null for no trials. Stays within 0 and 1 and is honest at both ends,
 * where the textbook's ± interval claims certainty.
 */
export function wilsonEstimate(successes: number, trials: number): Estimate | null {
  if (trials === 0) return null;
  const value = successes / trials;
  return { value, ...wilsonBounds(value, trials), method: 'wilson', n: trials };
}

/** `trials` need not be whole. */
function wilsonBounds(share: number, trials: number): Pick<Estimate, 'low' | 'high'> {
  const square = Z95 * Z95;
  const middle = share + square / (2 * trials);
  const reach = Z95 * Math.sqrt((share * (1 - share)) / trials + square / (4 * trials * trials));
  const scale = 1 + square / trials;
  return {
    // At the ends the formula gives exactly 0 or 1, floating point nearly.
    low: share === 0 ? 0 : (middle - reach) / scale,
    high: share === 1 ? 1 : (middle + reach) / scale,
  };
}

/**
 * The mean of shares, one of each row, with Wilson's interval over as many trials as their spread
 * between the rows is worth (effective sample size, as for clustered surveys: Dean and Pagano 2015);
 * null for no rows. `n` is rows. Where each share is 0 or 1, it is Wilson's interval over the rows.
 *
 * Student's t over the shares holds the true mean far less often than it says where that is near 1,
 * as judges' agreement is, and claims certainty once all rows agree: those count as one trial each
 * here. Shares that are alike by chance would be worth any number of trials: `most` is the limit.
 *
 * @param most trials that all the shares together can be worth
 */
export function clusteredShareEstimate(shares: Moments, most: number): Estimate | null {
  const { count } = shares;
  const value = mean(shares);
  if (value === null) return null;
  const binary = value * (1 - value);
  const deviation = sampleDeviation(shares) ?? 0;
  const variance = (deviation * deviation * (count - 1)) / count;
  const worth = variance > 0 ? (count * binary) / variance : most;
  const trials = binary > 0 ? Math.min(worth, most) : count;
  return { value, ...wilsonBounds(value, trials), method: 'wilson-effective', n: count };
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
  const reach = (tQuantile(0.975, count - 1) * deviation) / Math.sqrt(count);
  return { value, low: value - reach, high: value + reach, method: 't', n: count };
}
