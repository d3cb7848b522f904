import type { Estimate } from '../runs/manifest.js';
import { bcaEnds, bcaShift } from './bcaEnds.js';
import { randomIndexes } from './randomIndexes.js';
import { Z95 } from './z95.js';

const RESAMPLES = 2000;

/** Draws that a tenth of a second or two is enough for. */
const MOST_DRAWS = 2e7;

interface Spread {
  readonly mean: number;
  /** Of the mean: the deviation of the values (over n) by the root of n. */
  readonly error: number;
  /** Skewness and excess kurtosis of the mean of a resample. */
  readonly skewness: number;
  readonly kurtosis: number;
}

/**
 * The mean with its bias-corrected and accelerated bootstrap interval, "BCa" (Efron 1987); null below
 * two values. Where all values are equal there is nothing to resample: both ends are the value.
 *
 * The acceleration is the jackknife's, which for a mean is the values' skewness over 6 √n. Where
 * `resamples` of all values would take more than 20 million draws (10,000 values by default), the
 * quantiles of the resampled mean come from its cumulants, which are known exactly (Cornish and Fisher
 * 1938, up to the kurtosis; Hall 1992, section 3.10): with so many values that is nearer to endless
 * resampling than 2,000 resamples are, and takes no time.
 *
 * The interval needs some 20 values to hold the mean as often as it says, more where they are skewed.
 *
 * @param options.resamples 2,000 unless told
 */
export function bcaMean(
  values: ArrayLike<number>,
  { seed, resamples = RESAMPLES }: { readonly seed: number; readonly resamples?: number },
): Estimate | null {
  const n = values.length;
  if (n < 2) return null;
  const spread = spreadOf(values);
  const { mean, error, skewness } = spread;
  if (error === 0) return { value: mean, low: mean, high: mean, method: 'bca', n };
  const acceleration = skewness / 6;
  const { low, high } =
    n * resamples <= MOST_DRAWS
      ? bcaEnds(resampledMeans(values, spread, { seed, resamples }), 0, acceleration)
      : // Of the same cumulants, the bias of a mean is its acceleration.
        endsOfCumulants(spread, acceleration);
  return { value: mean, low: mean + error * low, high: mean + error * high, method: 'bca', n };
}

function spreadOf(values: ArrayLike<number>): Spread {
  const n = values.length;
  let sum = 0;
  for (let index = 0; index < n; index += 1) sum += values[index] ?? 0;
  const mean = sum / n;
  let squares = 0;
  let cubes = 0;
  let fourths = 0;
  for (let index = 0; index < n; index += 1) {
    const distance = (values[index] ?? 0) - mean;
    const square = distance * distance;
    squares += square;
    cubes += square * distance;
    fourths += square * square;
  }
  const variance = squares / n;
  // Equal values may leave a difference in the last digit of their mean.
  if (Math.sqrt(variance) <= 1e-14 * Math.abs(mean)) {
    return { mean: values[0] ?? mean, error: 0, skewness: 0, kurtosis: 0 };
  }
  return {
    mean,
    error: Math.sqrt(variance / n),
    skewness: cubes / n / variance ** 1.5 / Math.sqrt(n),
    kurtosis: (fourths / n / variance ** 2 - 3) / n,
  };
}

/** Means of resamples in standard errors from the mean, ascending. */
function resampledMeans(
  values: ArrayLike<number>,
  { mean, error }: Spread,
  { seed, resamples }: { readonly seed: number; readonly resamples: number },
): Float64Array {
  const n = values.length;
  const standard = Float64Array.from(values, (value) => (value - mean) / error / n);
  const draw = randomIndexes(seed);
  const means = new Float64Array(resamples);
  for (let resample = 0; resample < resamples; resample += 1) {
    let sum = 0;
    for (let index = 0; index < n; index += 1) sum += standard[draw(n)] ?? 0;
    means[resample] = sum;
  }
  return means.sort();
}

function endsOfCumulants(
  spread: Spread,
  acceleration: number,
): { readonly low: number; readonly high: number } {
  const end = (z: number) => cornishFisher(bcaShift(z, acceleration, acceleration), spread);
  return { low: end(-Z95), high: end(Z95) };
}

/** Quantile of a standardised mean at the normal quantile `z`. */
function cornishFisher(z: number, { skewness, kurtosis }: Spread): number {
  return (
    z +
    (skewness * (z * z - 1)) / 6 +
    (kurtosis * (z ** 3 - 3 * z)) / 24 -
    (skewness * skewness * (2 * z ** 3 - 5 * z)) / 36
  );
}
