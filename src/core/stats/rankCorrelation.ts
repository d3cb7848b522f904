import tCdf from '@stdlib/stats-base-dists-t-cdf';
import type { Estimate } from '../runs/manifest.js';
import { averageRanks } from './averageRanks.js';
import { pairOrders } from './pairOrders.js';
import { twoSidedNormal } from './twoSidedNormal.js';
import { Z95 } from './z95.js';

type Correlation = Estimate & { readonly p_value: number };

/** Both intervals rest on n − 4 or n − 3 and say nothing below. */
const LEAST = 5;

/**
 * Kendall's τ-b (Kendall 1945) of paired values: of the pairs of rows that neither value ties, how
 * many more are in the same order than in opposite orders. P value: normal approximation with the
 * variance corrected for ties (Kendall 1970). Interval: Fisher's transform with the variance
 * 0.437 / (n − 4) (Fieller, Hartley and Pearson 1957), approximate where many values are tied. Null
 * below five rows and where one of both is constant.
 */
export function kendallTau(x: ArrayLike<number>, y: ArrayLike<number>): Correlation | null {
  const n = x.length;
  if (n < LEAST) return null;
  const { pairs, tiedX, tiedY, tiedBoth, discordant } = pairOrders(x, y);
  if (tiedX === pairs || tiedY === pairs) return null;
  const score = pairs - tiedX - tiedY + tiedBoth - 2 * discordant;
  const value = cut(score / Math.sqrt(pairs - tiedX) / Math.sqrt(pairs - tiedY));
  const interval = transformed(value, Math.sqrt(0.437 / (n - 4)), 1 - 2 / pairs);
  const z = score / Math.sqrt(scoreVariance(n, averageRanks(x).ties, averageRanks(y).ties));
  return { value, ...interval, method: 'kendall-tau-b', n, p_value: twoSidedNormal(z) };
}

/**
 * Spearman's ρ (Spearman 1904): the correlation of the ranks, ties averaged. P value: Student's t
 * with n − 2 degrees of freedom. Interval: Fisher's transform with the variance (1 + ρ²/2) / (n − 3)
 * (Bonett and Wright 2000). Null below five rows and where one of both is constant.
 */
export function spearman(x: ArrayLike<number>, y: ArrayLike<number>): Correlation | null {
  const n = x.length;
  if (n < LEAST) return null;
  const first = averageRanks(x).ranks;
  const second = averageRanks(y).ranks;
  const middle = (n + 1) / 2;
  let product = 0;
  let squaresX = 0;
  let squaresY = 0;
  for (let index = 0; index < n; index += 1) {
    const a = (first[index] ?? 0) - middle;
    const b = (second[index] ?? 0) - middle;
    product += a * b;
    squaresX += a * a;
    squaresY += b * b;
  }
  if (squaresX === 0 || squaresY === 0) return null;
  const value = cut(product / Math.sqrt(squaresX) / Math.sqrt(squaresY));
  const error = Math.sqrt((1 + (value * value) / 2) / (n - 3));
  const interval = transformed(value, error, 1 - 12 / (n * (n * n - 1)));
  const t = value * Math.sqrt((n - 2) / ((1 - value) * (1 + value)));
  const pValue = Math.abs(value) === 1 ? 0 : 2 * tCdf(-Math.abs(t), n - 2);
  return { value, ...interval, method: 'spearman', n, p_value: pValue };
}

/**
 * Interval of a correlation by Fisher's transform. At ±1, where the transform is infinite and the
 * interval would claim certainty, it is the one of the next smaller value that as many rows can have.
 */
function transformed(
  value: number,
  error: number,
  next: number,
): { readonly low: number; readonly high: number } {
  const middle = Math.atanh(Math.max(-next, Math.min(next, value)));
  return {
    low: value <= -next ? value : Math.tanh(middle - Z95 * error),
    high: value >= next ? value : Math.tanh(middle + Z95 * error),
  };
}

/** Floating point may leave ±1 by a digit. */
function cut(value: number): number {
  const nearest = Math.round(value);
  if (Math.abs(nearest) === 1 && Math.abs(value - nearest) < 1e-12) return nearest;
  return value;
}

/** Of concordant less discordant pairs, where there is no association (Kendall 1970, section 5.4). */
function scoreVariance(n: number, tiesX: readonly number[], tiesY: readonly number[]): number {
  const sum = (ties: readonly number[], term: (t: number) => number) =>
    ties.reduce((total, count) => total + term(count), 0);
  const twos = (t: number) => t * (t - 1);
  const threes = (t: number) => t * (t - 1) * (t - 2);
  const fives = (t: number) => t * (t - 1) * (2 * t + 5);
  return (
    (fives(n) - sum(tiesX, fives) - sum(tiesY, fives)) / 18 +
    (sum(tiesX, twos) * sum(tiesY, twos)) / (2 * twos(n)) +
    (sum(tiesX, threes) * sum(tiesY, threes)) / (9 * threes(n))
  );
}
