import type { Share } from './shareDifference.js';
import type { TestResult } from './testResult.js';
import { twoSidedNormal } from './twoSidedNormal.js';

/**
 * Whether two shares of different rows are equal: the z test with the pooled share. Good where each
 * side has some five successes and five failures; below, its p value is rough. Nulls where all or no
 * trials succeed, and where a side has none.
 */
export function twoProportionTest(first: Share, second: Share): TestResult {
  const name = 'Two-proportion z (pooled)';
  const n = first.n + second.n;
  const pooled = (first.k + second.k) / n;
  const variance = pooled * (1 - pooled) * (1 / first.n + 1 / second.n);
  if (!(variance > 0) || !Number.isFinite(variance)) {
    return { name, statistic: null, p_value: null };
  }
  const z = (first.k / first.n - second.k / second.n) / Math.sqrt(variance);
  return { name, statistic: z, p_value: twoSidedNormal(z) };
}
