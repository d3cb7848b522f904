import normalCdf from '@stdlib/stats-base-dists-normal-cdf';

/** Two-sided p value of a standard normal statistic; exact far into the tails. */
export function twoSidedNormal(z: number): number {
  return 2 * normalCdf(-Math.abs(z), 0, 1);
}
