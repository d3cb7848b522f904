import type { Comparison } from '../compare/comparison.js';
import { clearDifference, clearWords, shortDelta } from '../compare/comparisonSentence.js';
import type { ClearDifference } from '../compare/comparisonSentence.js';
import { grouped } from '../stats/figures.js';

/** A run against the baseline of its spec, run − baseline, as it is told. */
export interface BaselineDelta {
  /** `+3.1 pts (−0.4 to +6.6)`; null where too few rows are in both. */
  readonly text: string | null;
  /** `no clear difference`, `passes more often`; or why there is none. */
  readonly words: string;
  readonly clear: ClearDifference;
  /** Rows that both have judged. */
  readonly judged: number;
  /** What to know before it is believed, one sentence each; the baseline is A, the run B. */
  readonly cautions: readonly string[];
}

/** @param comparison of the baseline, as A, with the run */
export function baselineDelta(comparison: Comparison): BaselineDelta {
  const { measure, judged, cautions } = comparison;
  const text = shortDelta(comparison);
  const clear = clearDifference(comparison);
  const words = text === null ? tooFew(judged) : clearWords(measure, clear);
  return { text, words, clear, judged, cautions: cautions.map(withLetters) };
}

/** Some cautions name the runs by their letters. */
function withLetters(caution: string): string {
  return /\b[AB]\b/.test(caution) ? `${caution} (A is the baseline, B this run.)` : caution;
}

function tooFew(judged: number): string {
  if (judged === 0) return 'no row in common with the baseline';
  const rows = judged === 1 ? '1 row' : `${grouped(judged)} rows`;
  return `only ${rows} in common with the baseline: too few to tell`;
}
