import { grouped } from '../stats/figures.js';
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
  if (pairs.length === 0) return 'No rows pair: the two runs have no content in common';
  const missing = counts.no_verdict;
  if (judged === 0 || delta === null) {
    return judged === 0
      ? `None of the ${rows(pairs.length)} of both runs has a verdict in each`
      : `Only ${rows(judged)} of both runs has a verdict in each: too few to tell`;
  }
  const without =
    missing === 0
      ? ''
      : `; ${rows(missing)} ${missing === 1 ? 'lacks' : 'lack'} a verdict in A or B`;
  const clear = clearDifference(comparison);
  const words = changeWords(comparison);
  if (clear === 'none') {
    return `No clear difference: ${deltaText(comparison, 'signed')}${doubt(comparison)}; ${words}${without}`;
  }
  return `${CLEAR[comparison.measure][clear]} by ${deltaText(comparison, 'plain')}: ${words}${without}`;
}

const CLEAR: Record<Measure, Record<'better' | 'worse', string>> = {
  pass_rate: { better: 'B passes more often', worse: 'B passes less often' },
  mean_score: { better: 'B scores higher', worse: 'B scores lower' },
  win_rate_a: {
    better: 'Response A wins more often in run B',
    worse: 'Response A wins less often in run B',
  },
};

/** The same for a table: `passes more often`, `no clear difference`. */
export function clearWords(measure: Measure, clear: ClearDifference): string {
  if (clear === 'none') return 'no clear difference';
  return CLEAR[measure][clear]
    .replace(/^B /, '')
    .replace(/ in run B$/, '')
    .replace(/^R/, 'r');
}

/** `3.1 points (0.4 to 5.8)`; signed: `B − A = +1.2 points (−2.1 to +4.4)`. */
function deltaText(
  { delta, measure }: Pick<Comparison, 'delta' | 'measure'>,
  form: 'plain' | 'signed',
): string {
  if (!delta) return '';
  const { value, low, high } = delta;
  const unit = measure === 'mean_score' ? '' : ' points';
  const format = (figure: number) => figureText(figure, measure);
  if (form === 'signed') {
    return `B − A = ${signed(format(value))}${unit} (${signed(format(low))} to ${signed(format(high))})`;
  }
  // The words say which way: of a loss the amounts are told.
  const [least, most] = value < 0 ? [-high, -low] : [low, high];
  return `${format(Math.abs(value))}${unit} (${format(least)} to ${format(most)})`;
}

/** A difference as it is written everywhere: `+3.1 pts (+0.4 to +5.8)`. */
export function shortDelta({
  delta,
  measure,
}: Pick<Comparison, 'delta' | 'measure'>): string | null {
  if (!delta) return null;
  const unit = measure === 'mean_score' ? '' : ' pts';
  const format = (figure: number) => signed(figureText(figure, measure));
  return `${format(delta.value)}${unit} (${format(delta.low)} to ${format(delta.high)})`;
}

function figureText(figure: number, measure: Measure): string {
  const text = measure === 'mean_score' ? figure.toFixed(2) : (100 * figure).toFixed(1);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '−');
}

function signed(text: string): string {
  return text.startsWith('−') || Number(text) === 0 ? text : `+${text}`;
}

/** Where interval and test disagree, both are said: neither is left out to make a point. */
function doubt({ delta, test }: Comparison): string {
  if (!delta || test.p_value === null) return '';
  const leavesOut = delta.low > 0 || delta.high < 0;
  const p = pText(test.p_value);
  if (leavesOut && test.p_value >= ALPHA) return `, though the test is not sure (${p})`;
  if (!leavesOut && test.p_value < ALPHA) return `, though the test finds one (${p})`;
  return '';
}

/** `p = 0.021`, `p < 0.001` */
export function pText(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(p < 0.1 ? 3 : 2)}`;
}

function changeWords({ counts, measure }: Comparison): string {
  const same = `${grouped(counts.same)} same`;
  switch (measure) {
    case 'pass_rate':
      return `${rows(counts.fixed)} fixed, ${grouped(counts.broken)} broken, ${same}`;
    case 'mean_score':
      return `${rows(counts.up)} up, ${grouped(counts.down)} down, ${same}`;
    case 'win_rate_a':
      return `${rows(counts.to_a)} moved to A, ${grouped(counts.to_b)} to B, ${same}`;
  }
}

function rows(count: number): string {
  return count === 1 ? '1 row' : `${grouped(count)} rows`;
}
