import tCdf from '@stdlib/stats-base-dists-t-cdf';
import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import type { Estimate } from '../runs/manifest.js';
import { mean, sampleDeviation } from './moments.js';
import type { Moments } from './moments.js';
import type { TestResult } from './testResult.js';

/**
 * The first mean minus the second, of different rows, with the interval and the test of Welch (1947),
 * who lets each side have its own spread. Null where a side has fewer than two values, or neither any
 * spread.
 */
export function meanDifference(
  first: Moments,
  second: Moments,
): { readonly difference: Estimate; readonly test: TestResult } | null {
  const [a, b] = [mean(first), mean(second)];
  const [spreadA, spreadB] = [sampleDeviation(first), sampleDeviation(second)];
  if (a === null || b === null || spreadA === null || spreadB === null) return null;
  const partA = (spreadA * spreadA) / first.count;
  const partB = (spreadB * spreadB) / second.count;
  const variance = partA + partB;
  if (variance === 0) return null;
  const freedom =
    (variance * variance) /
    ((partA * partA) / (first.count - 1) + (partB * partB) / (second.count - 1));
  const value = a - b;
  const error = Math.sqrt(variance);
  const reach = tQuantile(0.975, freedom) * error;
  return {
    difference: {
      value,
      low: value - reach,
      high: value + reach,
      method: 'welch',
      n: first.count + second.count,
    },
    test: {
      name: 'Welch t',
      statistic: value / error,
      p_value: 2 * tCdf(-Math.abs(value / error), freedom),
    },
  };
}
