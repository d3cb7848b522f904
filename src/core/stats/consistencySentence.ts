import { plural, t } from '../../l10n/t.js';
import type { RunStatistics } from '../runs/manifest.js';
import { meanText, percent, percentRange } from './figures.js';

/**
 * How far the judge agrees with itself, in words: `The judge gave the same label in 94.0 % of pairs
 * (95 % interval 92.1 to 95.6; 200 rows judged several times)`. Without a full stop; undefined for a
 * run that judged each row once.
 */
export function consistencySentence(statistics: RunStatistics): string | undefined {
  const { self_consistency: estimate, within_row_sd: deviation, type } = statistics;
  if (estimate === undefined) return undefined;
  if (estimate === null) return t('No row has two verdicts that could agree');
  const { value, n = 0 } = estimate;
  const said = sameText(type, n, [percent(value), percentRange(estimate, t(' to '))]);
  if (typeof deviation !== 'number') return said;
  return t(
    '{0}; its scores of the same row have a standard deviation of {1}',
    said,
    deviationText(deviation),
  );
}

function sameText(
  type: RunStatistics['type'],
  n: number,
  [share, range]: readonly [string, string],
): string {
  switch (type) {
    case 'classify':
      return plural(
        n,
        'The judge gave the same label in {1} % of pairs (95 % interval {2}; {0} row judged several times)',
        'The judge gave the same label in {1} % of pairs (95 % interval {2}; {0} rows judged several times)',
        share,
        range,
      );
    case 'score':
      return plural(
        n,
        'The judge gave the same score in {1} % of pairs (95 % interval {2}; {0} row judged several times)',
        'The judge gave the same score in {1} % of pairs (95 % interval {2}; {0} rows judged several times)',
        share,
        range,
      );
    case 'compare':
      return plural(
        n,
        'The judge gave the same decision in {1} % of pairs (95 % interval {2}; {0} row judged several times)',
        'The judge gave the same decision in {1} % of pairs (95 % interval {2}; {0} rows judged several times)',
        share,
        range,
      );
  }
}

/** A standard deviation with the decimals that its size deserves. */
export function deviationText(deviation: number): string {
  return meanText({ value: deviation, low: 0, high: deviation, method: '' }, '–').value;
}
