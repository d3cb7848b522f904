import type { TestResult } from './testResult.js';
import { twoSidedSign } from './twoSidedSign.js';

/**
 * Exact sign test (Arbuthnott 1710; Dixon and Mood 1946) of whether both signs are as likely; ties
 * are left out by the caller. The statistic is the count of positives; null where there is no sign.
 */
export function signTest(positive: number, negative: number): TestResult {
  const pValue = twoSidedSign(positive, negative);
  return {
    name: 'Sign test (exact)',
    statistic: pValue === null ? null : positive,
    p_value: pValue,
  };
}
