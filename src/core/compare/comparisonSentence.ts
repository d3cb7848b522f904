import { decimalText, plural, t } from '../../l10n/t.js';
import { figureText, grouped, signedText } from '../stats/figures.js';
import type { Comparison } from './comparison.js';
import type { Measure } from './pairedChange.js';

/** Below this a test's p value counts: the counterpart of 95 % intervals. */
const ALPHA = 0.05;

/**
 * What a difference may be called: `better` or `worse` (for the win rate of response A: more or less
 * often) where the interval leaves out 0 and the test agrees; `none` where not both do.
 */
export type ClearDifference = 'better' | 'worse' | 'none';

/** @param p the test's p value, adjusted where there are several comparisons */
export function clearDifference(
  { delta, test }: Pick<Comparison, 'delta' | 'test'>,
  p: number | null = test.p_value,
): ClearDifference {
  if (!delta || p === null || p >= ALPHA) return 'none';
  if (delta.low > 0) return 'better';
  return delta.high < 0 ? 'worse' : 'none';
}

/**
 * The answer in one sentence, without a full stop: `B passes more often by 3.1 points (0.4 to 5.8): 41
 * rows fixed, 22 broken, 437 same`, or `No clear difference: B − A = +1.2 points (−2.1 to +4.4); …`.
 */
export function comparisonSentence(comparison: Comparison): string {
  const { pairs, judged, delta, counts } = comparison;
  if (pairs.length === 0) return t('No rows pair: the two runs have no content in common');
  const missing = counts.no_verdict;
  if (judged === 0) {
    return plural(
      pairs.length,
      'None of the {0} row of both runs has a verdict in each',
      'None of the {0} rows of both runs has a verdict in each',
    );
  }
  if (delta === null) {
    return plural(
      judged,
      'Only {0} row of both runs has a verdict in each: too few to tell',
      'Only {0} rows of both runs has a verdict in each: too few to tell',
    );
  }
  const told = judgedSentence(comparison);
  return missing === 0
    ? told
    : plural(
        missing,
        '{1}; {0} row lacks a verdict in A or B',
        '{1}; {0} rows lack a verdict in A or B',
        told,
      );
}

function judgedSentence(comparison: Comparison): string {
  const clear = clearDifference(comparison);
  const words = changeWords(comparison);
  if (clear !== 'none') {
    return t(
      '{0} by {1}: {2}',
      clearClause(comparison.measure, clear),
      deltaText(comparison, 'plain'),
      words,
    );
  }
  return t(
    'No clear difference: {0}; {1}',
    withDoubt(comparison, deltaText(comparison, 'signed')),
    words,
  );
}

function clearClause(measure: Measure, clear: 'better' | 'worse'): string {
  const isBetter = clear === 'better';
  switch (measure) {
    case 'pass_rate':
      return isBetter ? t('B passes more often') : t('B passes less often');
    case 'mean_score':
      return isBetter ? t('B scores higher') : t('B scores lower');
    case 'win_rate_a':
      return isBetter
        ? t('Response A wins more often in run B')
        : t('Response A wins less often in run B');
  }
}

/** The same for a table: `passes more often`, `no clear difference`. */
export function clearWords(measure: Measure, clear: ClearDifference): string {
  if (clear === 'none') return t('no clear difference');
  const isBetter = clear === 'better';
  switch (measure) {
    case 'pass_rate':
      return isBetter ? t('passes more often') : t('passes less often');
    case 'mean_score':
      return isBetter ? t('scores higher') : t('scores lower');
    case 'win_rate_a':
      return isBetter ? t('response A wins more often') : t('response A wins less often');
  }
}

/** `3.1 points (0.4 to 5.8)`; signed: `B − A = +1.2 points (−2.1 to +4.4)`. */
function deltaText(
  { delta, measure }: Pick<Comparison, 'delta' | 'measure'>,
  form: 'plain' | 'signed',
): string {
  if (!delta) return '';
  const { value, low, high } = delta;
  const text = (...figures: readonly [string, string, string]) =>
    measure === 'mean_score'
      ? t('{0} ({1} to {2})', ...figures)
      : t('{0} points ({1} to {2})', ...figures);
  if (form === 'signed') {
    const format = (figure: number) => written(figure, measure, signedText);
    return `B − A = ${text(format(value), format(low), format(high))}`;
  }
  // The words say which way: of a loss the amounts are told.
  const [least, most] = value < 0 ? [-high, -low] : [low, high];
  const format = (figure: number) => written(figure, measure, figureText);
  return text(format(Math.abs(value)), format(least), format(most));
}

/** A difference as it is written everywhere: `+3.1 pts (+0.4 to +5.8)`. */
export function shortDelta({
  delta,
  measure,
}: Pick<Comparison, 'delta' | 'measure'>): string | null {
  if (!delta) return null;
  const format = (figure: number) => written(figure, measure, signedText);
  const [value, low, high] = [format(delta.value), format(delta.low), format(delta.high)];
  return measure === 'mean_score'
    ? t('{0} ({1} to {2})', value, low, high)
    : t('{0} pts ({1} to {2})', value, low, high);
}

/** In the unit of the measure: its scale, or points of a hundred. */
function written(figure: number, measure: Measure, write: typeof figureText): string {
  return measure === 'mean_score' ? write(figure, 2) : write(100 * figure, 1);
}

/** Where interval and test disagree, both are said: neither is left out to make a point. */
function withDoubt({ delta, test }: Comparison, text: string): string {
  if (!delta || test.p_value === null) return text;
  const leavesOut = delta.low > 0 || delta.high < 0;
  const p = pText(test.p_value);
  if (leavesOut && test.p_value >= ALPHA) {
    return t('{0}, though the test is not sure ({1})', text, p);
  }
  if (!leavesOut && test.p_value < ALPHA) {
    return t('{0}, though the test finds one ({1})', text, p);
  }
  return text;
}

/** `p = 0.021`, `p < 0.001` */
export function pText(p: number): string {
  return decimalText(p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(p < 0.1 ? 3 : 2)}`);
}

function changeWords({ counts, measure }: Comparison): string {
  const same = grouped(counts.same);
  switch (measure) {
    case 'pass_rate':
      return plural(
        counts.fixed,
        '{0} row fixed, {1} broken, {2} same',
        '{0} rows fixed, {1} broken, {2} same',
        grouped(counts.broken),
        same,
      );
    case 'mean_score':
      return plural(
        counts.up,
        '{0} row up, {1} down, {2} same',
        '{0} rows up, {1} down, {2} same',
        grouped(counts.down),
        same,
      );
    case 'win_rate_a':
      return plural(
        counts.to_a,
        '{0} row moved to A, {1} to B, {2} same',
        '{0} rows moved to A, {1} to B, {2} same',
        grouped(counts.to_b),
        same,
      );
  }
}
