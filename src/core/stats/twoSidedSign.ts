import binomialCdf from '@stdlib/stats-base-dists-binomial-cdf';

/**
 * Exact two-sided p value of a split of fair coin flips: the sum of all outcomes that are not more
 * likely than the observed one, which for a fair coin is twice the smaller tail. Null for no flips.
 */
export function twoSidedSign(heads: number, tails: number): number | null {
  const flips = heads + tails;
  if (flips === 0) return null;
  if (heads === tails) return 1;
  return Math.min(1, 2 * binomialCdf(Math.min(heads, tails), flips, 0.5));
}
