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
      `A wins ${wholePercent(rate.value)} % (${percentRange(rate, '–', wholePercent)})`,
      `B ${wholePercent(compare.b_wins / evaluated)} %`,
      `ties ${wholePercent(compare.ties / evaluated)} %`,
    ].join(' · ');
  }
  if (mean && passRate) {
    const { value, range } = meanText(mean, '–');
    return `mean ${value} (${range}) · ${percent(passRate.value)} % pass`;
  }
  if (passRate) return `${percent(passRate.value)} % pass (${percentRange(passRate, '–')})`;
  return n === 0 ? 'no rows yet' : 'no verdicts';
}

/**
 * The same as a sentence with every denominator: `412 of 495 judged rows pass (83.2 %, 95 % interval
 * 79.7 to 86.3); 5 rows have no verdict`. Without a full stop.
 */
export function headlineSentence(statistics: RunStatistics): string {
  const { n, evaluated } = statistics;
  if (n === 0) return 'No row has been judged';
  if (evaluated === 0) {
    return n === 1 ? 'The row has no verdict' : `None of the ${grouped(n)} rows has a verdict`;
  }
  const missing = n - evaluated;
  return missing === 0
    ? resultClause(statistics)
    : `${resultClause(statistics)}; ${rows(missing)} ${missing === 1 ? 'has' : 'have'} no verdict`;
}

function resultClause(statistics: RunStatistics): string {
  const { evaluated, compare, mean, pass_rate: passRate } = statistics;
  const judged = `${grouped(evaluated)} judged ${evaluated === 1 ? 'row' : 'rows'}`;
  if (compare) {
    const share = compare.win_rate_a ? ` (${shareWithInterval(compare.win_rate_a)})` : '';
    const { a_wins: a, b_wins: b, ties } = compare;
    return (
      `A wins ${grouped(a)} of ${judged}${share}, B wins ${grouped(b)}, ${grouped(ties)} ${ties === 1 ? 'is a tie' : 'are ties'}: ` +
      comparedWords(a, b)
    );
  }
  const verb = statistics.passed === 1 ? 'passes' : 'pass';
  const share = passRate ? ` (${shareWithInterval(passRate)})` : '';
  const passes = `${grouped(statistics.passed)} of ${judged} ${verb}${share}`;
  if (!mean) return passes;
  const { value, range } = meanText(mean, ' to ');
  const interval = mean.method === 'range' ? 'too few for an interval' : `95 % interval ${range}`;
  return `The mean score is ${value} (${interval}); ${passes}`;
}

/**
 * Which side wins more of the rows that aren't ties, where Wilson's interval of its share leaves out
 * one half.
 */
function comparedWords(a: number, b: number): string {
  const share = wilsonEstimate(a, a + b);
  if (share && share.low > 0.5) return 'A wins more often';
  if (share && share.high < 0.5) return 'B wins more often';
  return 'no clear difference';
}

function shareWithInterval(estimate: Estimate): string {
  return `${percent(estimate.value)} %, 95 % interval ${percentRange(estimate, ' to ')}`;
}

function rows(count: number): string {
  return count === 1 ? '1 row' : `${grouped(count)} rows`;
}
