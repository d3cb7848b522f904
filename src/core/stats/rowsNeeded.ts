import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import type { Estimate } from '../runs/manifest.js';
import { Z95 } from './z95.js';

/** Beyond as many rows no one would wait for them. */
const MOST_ROWS = 1e12;

/**
 * Rows for which Wilson's interval of a share reaches no more than `halfWidth` to each side of its
 * middle; as fractions. 0 where no row is needed.
 */
export function rowsForShare(share: number, halfWidth: number): number {
  return halfWidth >= 0.5 ? 0 : Math.ceil(trialsForHalfWidth(share, halfWidth) - 1e-9);
}

/**
 * How many rows more it takes until the interval leaves the bound, if the value stays where it is; in
 * what the estimate's `n` counts. 0 where it has left it, null where the value lies on it, where the
 * estimate doesn't tell its `n`, and where one row tells nothing of the spread.
 *
 * - Wilson's interval leaves a bound b once |value − b| > 1.96 √(b (1 − b) / n).
 * - `wilson-effective`: the same in the trials that its rows are worth.
 * - Student's t: for the spread that the interval tells of.
 * - any other: as if its half width went down with the root of n.
 */
export function moreRowsForBound(estimate: Estimate, bound: number): number | null {
  const { value, low, high, method, n = 0 } = estimate;
  if (value === bound || n === 0 || method === 'range') return null;
  if (bound < low || bound > high) return 0;
  const rows = rowsForBound(estimate, bound, n);
  return rows > MOST_ROWS ? null : Math.max(1, Math.ceil(rows - 1e-9) - n);
}

function rowsForBound({ value, low, high, method }: Estimate, bound: number, n: number): number {
  const distance = Math.abs(value - bound);
  switch (method) {
    case 'wilson':
      return wilsonTrials(distance, bound);
    case 'wilson-effective':
      return (wilsonTrials(distance, bound) * n) / trialsForHalfWidth(value, (high - low) / 2);
    case 't':
      return studentRows(distance, ((high - low) / 2) * (Math.sqrt(n) / studentQuantile(n)), n);
    default:
      return n * ((bound < value ? value - low : high - value) / distance) ** 2;
  }
}

function wilsonTrials(distance: number, bound: number): number {
  return (Z95 * Z95 * bound * (1 - bound)) / (distance * distance);
}

/** Solves Wilson's half width for n; it is a quadratic in z² / n. */
function trialsForHalfWidth(share: number, halfWidth: number): number {
  const binary = share * (1 - share);
  const square = halfWidth * halfWidth;
  const a = 0.25 - square;
  const b = binary - 2 * square;
  const inverse =
    b >= 0
      ? (2 * square) / (b + Math.sqrt(b * b + 4 * a * square))
      : (-b + Math.sqrt(b * b + 4 * a * square)) / (2 * a);
  return (Z95 * Z95) / inverse;
}

/** Fewest rows, beyond `n`, whose t interval reaches less than `distance`. */
function studentRows(distance: number, deviation: number, n: number): number {
  const reach = (rows: number) => (studentQuantile(rows) * deviation) / Math.sqrt(rows);
  let low = n;
  let high = n;
  while (reach(high) >= distance && high <= MOST_ROWS) high *= 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (reach(middle) >= distance) low = middle;
    else high = middle;
  }
  return high;
}

function studentQuantile(rows: number): number {
  return tQuantile(0.975, rows - 1);
}
