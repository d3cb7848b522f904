import normalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import type { Estimate } from '../runs/manifest.js';

const Z = normalQuantile(0.975, 0, 1);

/** A labelled row: the judge's score, the person's, and how many rows it stands for. */
interface LabelledScore {
  readonly verdict: number;
  readonly truth: number;
  /** 1 unless told. */
  readonly weight?: number;
}

/**
 * The mean score as people would give it: the judge's mean over all rows plus the mean of what people
 * give more on the labelled ones (prediction-powered inference for a mean, Angelopoulos et al. 2023,
 * with weights as in Hájek's estimator); null below two labels. Normal interval, method
 * `prediction-powered`.
 */
export function correctedMean(
  scores: readonly number[],
  labelled: readonly LabelledScore[],
): Estimate | null {
  if (scores.length === 0 || labelled.length < 2) return null;
  const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
  const spread =
    scores.length < 2
      ? 0
      : scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (scores.length - 1);
  const weights = labelled.map(({ weight = 1 }) => weight);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const residuals = labelled.map(({ verdict, truth }) => truth - verdict);
  const rest = residuals.reduce((sum, one, at) => sum + one * (weights[at] ?? 0), 0) / total;
  const n = labelled.length;
  const variance =
    residuals.reduce((sum, one, at) => sum + ((weights[at] ?? 0) * (one - rest)) ** 2, 0) /
    total ** 2;
  const reach = Z * Math.sqrt(spread / scores.length + (variance * n) / (n - 1));
  const value = mean + rest;
  return { value, low: value - reach, high: value + reach, method: 'prediction-powered', n };
}
