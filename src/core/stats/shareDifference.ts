import type { Estimate } from '../runs/manifest.js';
import { wilsonEstimate } from './intervals.js';

/** Successes among trials. */
export interface Share {
  readonly k: number;
  readonly n: number;
}

/**
 * The first share minus the second, of different rows, as a fraction, with the score interval for
 * independent shares (Newcombe 1998, "Interval estimation for the difference between independent
 * proportions", method 10); null where one has no trials.
 */
export function shareDifference(first: Share, second: Share): Estimate | null {
  const a = wilsonEstimate(first.k, first.n);
  const b = wilsonEstimate(second.k, second.n);
  if (!a || !b) return null;
  const value = a.value - b.value;
  return {
    value,
    low: value - Math.hypot(a.value - a.low, b.high - b.value),
    high: value + Math.hypot(a.high - a.value, b.value - b.low),
    method: 'newcombe',
    n: first.n + second.n,
  };
}
