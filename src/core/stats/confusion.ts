import type { Estimate } from '../runs/manifest.js';
import { wilsonEstimate } from './intervals.js';
import { cohenKappa } from './kappa.js';

interface LabelFigures {
  readonly label: string;
  /** Of the verdicts with this label, those that are right; null where none was given. */
  readonly precision: Estimate | null;
  /** Of the rows whose truth is this label, those that got it; null where there is none. */
  readonly recall: Estimate | null;
  /** Harmonic mean of both; null where the label occurs nowhere. */
  readonly f1: number | null;
  /** Rows whose truth it is. */
  readonly support: number;
}

/** How verdicts fit the truth, label by label. */
export interface Confusion {
  readonly labels: readonly string[];
  /** Pairs by label: `counts[truth][verdict]`, in the order of `labels`. */
  readonly counts: readonly (readonly number[])[];
  readonly n: number;
  /** Share of pairs that are equal, Wilson; null for no pairs. */
  readonly accuracy: Estimate | null;
  readonly kappa: ReturnType<typeof cohenKappa>;
  readonly perLabel: readonly LabelFigures[];
}

/**
 * Counts pairs of truth and verdict. Pairs of which one is not among `labels` are left out: `n` is
 * what is left. All shares with Wilson's interval.
 */
export function confusionMatrix(
  pairs: Iterable<readonly [truth: string, verdict: string]>,
  labels: readonly string[],
): Confusion {
  const places = new Map(labels.map((label, index) => [label, index]));
  const counts = labels.map(() => labels.map(() => 0));
  for (const [truth, verdict] of pairs) {
    const row = counts[places.get(truth) ?? -1];
    const column = places.get(verdict);
    if (row && column !== undefined) row[column] = (row[column] ?? 0) + 1;
  }
  const truths = counts.map(sum);
  const verdicts = labels.map((_, column) => sum(counts.map((row) => row[column] ?? 0)));
  const right = labels.map((_, index) => counts[index]?.[index] ?? 0);
  const n = sum(truths);
  return {
    labels,
    counts,
    n,
    accuracy: wilsonEstimate(sum(right), n),
    kappa: cohenKappa(counts),
    perLabel: labels.map((label, index) => {
      const hits = right[index] ?? 0;
      const given = verdicts[index] ?? 0;
      const support = truths[index] ?? 0;
      return {
        label,
        precision: wilsonEstimate(hits, given),
        recall: wilsonEstimate(hits, support),
        f1: given + support === 0 ? null : (2 * hits) / (given + support),
        support,
      };
    }),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
