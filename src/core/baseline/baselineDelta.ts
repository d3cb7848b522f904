import { plural, t } from '../../l10n/t.js';
import type { Comparison } from '../compare/comparison.js';
import { clearDifference, clearWords, shortDelta } from '../compare/comparisonSentence.js';
import type { ClearDifference } from '../compare/comparisonSentence.js';

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
  return /\b[AB]\b/.test(caution) ? t('{0} (A is the baseline, B this run.)', caution) : caution;
}

function tooFew(judged: number): string {
  if (judged === 0) return t('no row in common with the baseline');
  return plural(
    judged,
    'only {0} row in common with the baseline: too few to tell',
    'only {0} rows in common with the baseline: too few to tell',
  );
}
