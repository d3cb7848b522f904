import { plural, t } from '../../l10n/t.js';
import type { Estimate, RunStatistics } from '../runs/manifest.js';
import { grouped, meanText, percent, percentRange, wholePercent } from './figures.js';
import { wilsonEstimate } from './intervals.js';

/**
 * The one figure of a run with its interval, for trees and lists: `83.2 % pass (79.7–86.3)`,
 * `mean 6.42 (6.1–6.7) · 55.0 % pass`, `A wins 41 % (38–44) · B 39 % · ties 20 %`.
 */
export function headline(statistics: RunStatistics): string {
  const { evaluated, pass_rate: passRate, mean, compare, n } = statistics;
  const rate = compare?.win_rate_a;
  if (compare && rate) {
    return [
      t('A wins {0} % ({1})', wholePercent(rate.value), percentRange(rate, '–', wholePercent)),
      `B ${wholePercent(compare.b_wins / evaluated)} %`,
      t('ties {0} %', wholePercent(compare.ties / evaluated)),
    ].join(' · ');
  }
  if (mean && passRate) {
    const { value, range } = meanText(mean, '–');
    return t('mean {0} ({1}) · {2} % pass', value, range, percent(passRate.value));
  }
  if (passRate) return t('{0} % pass ({1})', percent(passRate.value), percentRange(passRate, '–'));
  return n === 0 ? t('no rows yet') : t('no verdicts');
}

/**
 * The same as a sentence with every denominator: `412 of 495 judged rows pass (83.2 %, 95 % interval
 * 79.7 to 86.3); 5 rows have no verdict`. Without a full stop.
 */
export function headlineSentence(statistics: RunStatistics): string {
  const { n, evaluated } = statistics;
  if (n === 0) return t('No row has been judged');
  if (evaluated === 0) {
    return plural(n, 'The row has no verdict', 'None of the {0} rows has a verdict');
  }
  const missing = n - evaluated;
  return missing === 0
    ? resultClause(statistics)
    : plural(
        missing,
        '{1}; {0} row has no verdict',
        '{1}; {0} rows have no verdict',
        resultClause(statistics),
      );
}

function resultClause(statistics: RunStatistics): string {
  const { evaluated, compare, mean, pass_rate: passRate } = statistics;
  const judged = plural(evaluated, '{0} judged row', '{0} judged rows');
  if (compare) {
    const share = compare.win_rate_a ? ` (${shareWithInterval(compare.win_rate_a)})` : '';
    const { a_wins: a, b_wins: b, ties } = compare;
    return plural(
      ties,
      'A wins {1} of {2}, B wins {3}, {0} is a tie: {4}',
      'A wins {1} of {2}, B wins {3}, {0} are ties: {4}',
      grouped(a),
      `${judged}${share}`,
      grouped(b),
      comparedWords(a, b),
    );
  }
  const verb = plural(statistics.passed, '{0} of {1} passes', '{0} of {1} pass', judged);
  const passes = passRate ? `${verb} (${shareWithInterval(passRate)})` : verb;
  if (!mean) return passes;
  const { value, range } = meanText(mean, t(' to '));
  const interval =
    mean.method === 'range' ? t('too few for an interval') : t('95 % interval {0}', range);
  return t('The mean score is {0} ({1}); {2}', value, interval, passes);
}

/**
 * Which side wins more of the rows that aren't ties, where Wilson's interval of its share leaves out
 * one half.
 */
function comparedWords(a: number, b: number): string {
  const share = wilsonEstimate(a, a + b);
  if (share && share.low > 0.5) return t('A wins more often');
  if (share && share.high < 0.5) return t('B wins more often');
  return t('no clear difference');
}

function shareWithInterval(estimate: Estimate): string {
  return t('{0} %, 95 % interval {1}', percent(estimate.value), percentRange(estimate, t(' to ')));
}
