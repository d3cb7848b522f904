import normalCdf from '@stdlib/stats-base-dists-normal-cdf';
import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import { Z95 } from './z95.js';

/** Resamples summed in another order may differ in their last digits from what they equal. */
const TOLERANCE = 1e-9;

/**
 * Ends of a bias-corrected and accelerated bootstrap interval (Efron 1987).
 *
 * @param ascending the figure in each resample, in units in which it spreads about as far as 1
 * @param value the figure itself
 */
export function bcaEnds(
  ascending: ArrayLike<number>,
  value: number,
  acceleration: number,
): { readonly low: number; readonly high: number } {
  const bias = biasOf(ascending, value);
  const end = (z: number) => quantile(ascending, normalCdf(bcaShift(z, bias, acceleration), 0, 1));
  return { low: end(-Z95), high: end(Z95) };
}

/** The normal quantile at which the end of a plain interval at `z` is to be taken instead. */
export function bcaShift(z: number, bias: number, acceleration: number): number {
  const shifted = bias + z;
  return bias + shifted / (1 - acceleration * shifted);
}

/** How far the figure is from the median of its resamples; half of those that equal it count. */
function biasOf(ascending: ArrayLike<number>, value: number): number {
  const count = ascending.length;
  let below = 0;
  for (let index = 0; index < count; index += 1) {
    const distance = (ascending[index] ?? 0) - value;
    if (distance < -TOLERANCE) below += 1;
    else if (distance <= TOLERANCE) below += 0.5;
    else break;
  }
  // No resample on one side: as if half of one had been.
  const least = 0.5 / count;
  return normalQuantile(Math.min(1 - least, Math.max(least, below / count)), 0, 1);
}

/** Between the nearest two (method 7 of Hyndman and Fan 1996), as NumPy has it. */
function quantile(ascending: ArrayLike<number>, share: number): number {
  const place = share * (ascending.length - 1);
  const before = Math.floor(place);
  const low = ascending[before] ?? 0;
  const high = ascending[before + 1] ?? low;
  return low + (high - low) * (place - before);
}
