import type { TestResult } from './testResult.js';
import { twoSidedSign } from './twoSidedSign.js';

/**
 * Exact McNemar test (McNemar 1947; exact by the binomial distribution, Liddell 1983) of two paired
 * shares: whether the rows that pass in one alone split evenly. The statistic is the smaller count;
 * both it and the p value are null where no row passes in one alone.
 *
 * @param onlyA rows that pass in A and not in B
 */
export function exactMcNemar(onlyA: number, onlyB: number): TestResult {
  const pValue = twoSidedSign(onlyA, onlyB);
  return {
    name: 'McNemar (exact)',
    statistic: pValue === null ? null : Math.min(onlyA, onlyB),
    p_value: pValue,
  };
}
