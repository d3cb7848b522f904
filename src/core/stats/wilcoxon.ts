import signrankCdf from '@stdlib/stats-base-dists-signrank-cdf';
import { averageRanks } from './averageRanks.js';
import type { TestResult } from './testResult.js';
import { twoSidedNormal } from './twoSidedNormal.js';

/** Beyond as many differences the normal distribution is as good as the exact one, and quicker. */
const MOST_EXACT = 50;

/**
 * Wilcoxon's signed-rank test (Wilcoxon 1945) of whether paired differences lie evenly about 0. As
 * he did it, differences of 0 are dropped. The statistic is the smaller of both rank sums.
 *
 * - exact: up to 50 differences, no two of the same size;
 * - normal: else, with the variance corrected for ties (Lehmann 1975), no continuity correction.
 *
 * Nulls where no difference is left.
 */
export function wilcoxonSignedRank(differences: ArrayLike<number>): TestResult {
  const nonzero = Float64Array.from(differences).filter((difference) => difference !== 0);
  const n = nonzero.length;
  if (n === 0) return { name: 'Wilcoxon signed-rank', statistic: null, p_value: null };
  const { ranks, ties } = averageRanks(nonzero.map(Math.abs));
  let positive = 0;
  ranks.forEach((rank, index) => {
    if ((nonzero[index] ?? 0) > 0) positive += rank;
  });
  const statistic = Math.min(positive, (n * (n + 1)) / 2 - positive);
  if (n <= MOST_EXACT && ties.length === 0) {
    return {
      name: 'Wilcoxon signed-rank (exact)',
      statistic,
      p_value: Math.min(1, 2 * signrankCdf(statistic, n)),
    };
  }
  const tied = ties.reduce((sum, count) => sum + (count ** 3 - count), 0);
  const variance = (n * (n + 1) * (2 * n + 1) - tied / 2) / 24;
  return {
    name: 'Wilcoxon signed-rank (normal approximation)',
    statistic,
    p_value: twoSidedNormal((statistic - (n * (n + 1)) / 4) / Math.sqrt(variance)),
  };
}
