import type { Estimate } from '../runs/manifest.js';

/** Half the width of an interval that tells one judge from another. */
const NARROW = 0.1;

/**
 * How many labels more make the interval ± `reach` wide, if the spread stays: widths go with one over
 * the square root of the number. 0 where it is as narrow already; null where nothing can be said.
 */
export function moreLabelsFor(estimate: Estimate | null, n: number, reach = NARROW): number | null {
  if (!estimate || n < 2) return null;
  const half = (estimate.high - estimate.low) / 2;
  if (half <= 0) return null;
  return Math.max(0, Math.ceil(n * (half / reach) ** 2) - n);
}
