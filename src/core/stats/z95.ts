import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';

/** Standard normal quantile that leaves 2.5 % above it: all intervals are 95 % intervals. */
export const Z95 = normalQuantile(0.975, 0, 1);
