import type { Estimate } from '../runs/manifest.js';
import { twoSidedNormal } from './twoSidedNormal.js';
import { Z95 } from './z95.js';

const STEPS = 50;

/**
 * Logistic regression on one number (Cox 1958) by maximum likelihood, Newton's steps: by how much the
 * log-odds of y = 1 rise with 1 more of x. Interval and p value are Wald's, from the observed
 * information.
 *
 * Null where no line has the greatest likelihood: x is constant, y is, or some x separates both
 * (Albert and Anderson 1984), as it easily does for few rows.
 */
export function logisticSlope(
  x: ArrayLike<number>,
  y: ArrayLike<0 | 1>,
): { readonly slope: Estimate; readonly intercept: number; readonly p_value: number } | null {
  const n = x.length;
  if (isSeparated(x, y)) return null;
  const { middle, scale } = scaleOf(x);
  let a = 0;
  let b = 0;
  let variance = Number.NaN;
  for (let step = 0; step < STEPS; step += 1) {
    const { slopes, weights } = derivatives((index) => ((x[index] ?? 0) - middle) / scale, y, [
      a,
      b,
    ]);
    const determinant = weights[0] * weights[2] - weights[1] * weights[1];
    if (!(determinant > 0)) return null;
    variance = weights[0] / determinant;
    const stepA = (weights[2] * slopes[0] - weights[1] * slopes[1]) / determinant;
    const stepB = (weights[0] * slopes[1] - weights[1] * slopes[0]) / determinant;
    // A step across the whole curve overshoots where some x lies far out.
    const length = Math.min(1, 4 / Math.max(Math.abs(stepA), Math.abs(stepB), 1e-300));
    a += length * stepA;
    b += length * stepB;
    if (Math.abs(stepA) + Math.abs(stepB) < 1e-10) break;
  }
  if (!Number.isFinite(a) || !Number.isFinite(b)) return null;
  const error = Math.sqrt(variance) / scale;
  const value = b / scale;
  return {
    slope: { value, low: value - Z95 * error, high: value + Z95 * error, method: 'wald', n },
    intercept: a - (b * middle) / scale,
    p_value: twoSidedNormal(value / error),
  };
}

/** One number separates exactly where the ranges of both classes overlap in no more than an end. */
function isSeparated(x: ArrayLike<number>, y: ArrayLike<0 | 1>): boolean {
  const low = [Infinity, Infinity];
  const high = [-Infinity, -Infinity];
  for (let index = 0; index < x.length; index += 1) {
    const side = y[index] ?? 0;
    low[side] = Math.min(low[side] ?? Infinity, x[index] ?? 0);
    high[side] = Math.max(high[side] ?? -Infinity, x[index] ?? 0);
  }
  const [low0 = 0, low1 = 0] = low;
  const [high0 = 0, high1 = 0] = high;
  return high0 <= low1 || high1 <= low0;
}

/** Mean and deviation: Newton's steps are good ones where x is about as large as 1. */
function scaleOf(x: ArrayLike<number>): { readonly middle: number; readonly scale: number } {
  const n = x.length;
  let sum = 0;
  for (let index = 0; index < n; index += 1) sum += x[index] ?? 0;
  const middle = sum / n;
  let squares = 0;
  for (let index = 0; index < n; index += 1) squares += ((x[index] ?? 0) - middle) ** 2;
  return { middle, scale: Math.sqrt(squares / n) };
}

/** First derivatives of the log-likelihood, and the negative second ones: aa, ab, bb. */
function derivatives(
  x: (index: number) => number,
  y: ArrayLike<0 | 1>,
  [a, b]: readonly [number, number],
): { readonly slopes: [number, number]; readonly weights: [number, number, number] } {
  const slopes: [number, number] = [0, 0];
  const weights: [number, number, number] = [0, 0, 0];
  for (let index = 0; index < y.length; index += 1) {
    const value = x(index);
    const share = 1 / (1 + Math.exp(-(a + b * value)));
    const rest = (y[index] ?? 0) - share;
    const weight = share * (1 - share);
    slopes[0] += rest;
    slopes[1] += rest * value;
    weights[0] += weight;
    weights[1] += weight * value;
    weights[2] += weight * value * value;
  }
  return { slopes, weights };
}
