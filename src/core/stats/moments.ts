/** Count, mean and sum of squared differences from the mean, kept by Welford's method. */
export interface Moments {
  readonly count: number;
  readonly mean: number;
  readonly squares: number;
}

export function emptyMoments(): Moments {
  return { count: 0, mean: 0, squares: 0 };
}

export function addToMoments({ count, mean, squares }: Moments, value: number): Moments {
  const difference = value - mean;
  const next = mean + difference / (count + 1);
  return { count: count + 1, mean: next, squares: squares + difference * (value - next) };
}

/** Sample standard deviation (n − 1); null below two values. */
export function sampleDeviation({ count, squares }: Moments): number | null {
  return count < 2 ? null : Math.sqrt(squares / (count - 1));
}
