import type { Estimate } from '../runs/manifest.js';
import { wilsonEstimate } from './intervals.js';

/** Rows by what two runs say of each: pass in both, in one alone, in neither. */
export interface PairedCounts {
  readonly both: number;
  readonly onlyA: number;
  readonly onlyB: number;
  readonly neither: number;
}

/**
 * The share of B minus that of A over the same rows, as a fraction, with the score interval for
 * paired shares (Newcombe 1998, "Improved confidence intervals for the difference between binomial
 * proportions based on paired data", method 10); null for no rows.
 */
export function pairedShareDifference(counts: PairedCounts): Estimate | null {
  const { both, onlyA, onlyB, neither } = counts;
  const n = both + onlyA + onlyB + neither;
  const a = wilsonEstimate(both + onlyA, n);
  const b = wilsonEstimate(both + onlyB, n);
  if (!a || !b) return null;
  const value = (onlyB - onlyA) / n;
  const phi = correctedPhi(counts);
  const low = reach(b.value - b.low, a.high - a.value, phi);
  const high = reach(a.value - a.low, b.high - b.value, phi);
  return { value, low: value - low, high: value + high, method: 'newcombe-paired', n };
}

function reach(x: number, y: number, phi: number): number {
  // Floating point may go below 0 where both are equal and the correlation is 1.
  return Math.sqrt(Math.max(0, x * x - 2 * phi * x * y + y * y));
}

/** Correlation of both answers; taken nearer to 0 where it is positive, which is what method 10 adds. */
function correctedPhi({ both, onlyA, onlyB, neither }: PairedCounts): number {
  const margins = (both + onlyA) * (onlyB + neither) * (both + onlyB) * (onlyA + neither);
  if (margins === 0) return 0;
  const n = both + onlyA + onlyB + neither;
  const cross = both * neither - onlyA * onlyB;
  return (cross > 0 ? Math.max(0, cross - n / 2) : cross) / Math.sqrt(margins);
}
