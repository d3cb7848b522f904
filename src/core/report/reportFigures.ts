import { plural, t } from '../../l10n/t.js';
import type { Estimate, RunStatistics } from '../runs/manifest.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { grouped, meanText, percent, percentRange, scoreText } from '../stats/figures.js';
import type { Ink } from '../charts/chart.js';
import type { RunReport } from './runReport.js';

export type AccountingPart =
  | 'A wins'
  | 'B wins'
  | 'ties'
  | 'passed'
  | 'failed'
  | 'invalid verdict'
  | 'judge error'
  | 'generation error'
  | 'rows';

/** The parts that add up to the rows, and the rows last; by their ids, the same in every language. */
export function accounting({
  n,
  passed,
  failed,
  invalid,
  judge_errors,
  generation_errors,
  compare,
}: RunStatistics): readonly (readonly [part: AccountingPart, count: number])[] {
  return [
    ...(compare
      ? ([
          ['A wins', compare.a_wins],
          ['B wins', compare.b_wins],
          ['ties', compare.ties],
        ] as const)
      : ([
          ['passed', passed],
          ['failed', failed],
        ] as const)),
    ['invalid verdict', invalid],
    ['judge error', judge_errors],
    ['generation error', generation_errors],
    ['rows', n],
  ];
}

interface ReportFigure {
  readonly name: string;
  readonly estimate: Estimate;
  /** With its interval: `83.2 % (79.7–86.3)`. */
  readonly text: string;
  /** What it is over: `495 judged rows`. */
  readonly over: string;
  /** A fraction of something; else a mean of scores. */
  readonly isShare: boolean;
}

/** Every figure of the run that has an interval, the answer first. */
export function reportFigures({ statistics, reliability }: RunReport): readonly ReportFigure[] {
  const { evaluated, compare } = statistics;
  const judged = plural(evaluated, '{0} judged row', '{0} judged rows');
  const share = (name: string, estimate: Estimate | null | undefined, over: string) =>
    estimate ? [{ name, estimate, text: shareText(estimate), over, isShare: true }] : [];
  const over = (estimate: Estimate | null | undefined, what: string) =>
    estimate?.n === undefined ? what : `${grouped(estimate.n)} ${what}`;
  const { mean } = statistics;
  return [
    ...share(t('pass rate'), statistics.pass_rate, judged),
    ...(mean
      ? [
          {
            name: t('mean score'),
            estimate: mean,
            text: meanFigure(mean),
            over: judged,
            isShare: false,
          },
        ]
      : []),
    ...share(t('A wins'), compare?.win_rate_a, judged),
    ...share(
      t('both orders agree'),
      compare?.position_consistency,
      over(compare?.position_consistency, t('rows judged in both orders')),
    ),
    ...share(
      t('the first shown is chosen'),
      compare?.first_position_rate,
      over(compare?.first_position_rate, t('passes that chose a side')),
    ),
    ...share(
      t('the judge agrees with itself'),
      statistics.self_consistency,
      over(statistics.self_consistency, t('rows judged more than once')),
    ),
    ...share(
      t('the longer response wins'),
      reliability?.length.longer_wins,
      over(reliability?.length.longer_wins, t('decided rows')),
    ),
  ];
}

function shareText(estimate: Estimate): string {
  return `${percent(estimate.value)} % (${percentRange(estimate, '–')})`;
}

function meanFigure(estimate: Estimate): string {
  const { value, range } = meanText(estimate, '–');
  return estimate.method === 'range'
    ? t('{0} (too few for an interval)', value)
    : `${value} (${range})`;
}

interface DistributionBar {
  readonly label: string;
  readonly count: number;
  /** Of the judged rows, in percent. */
  readonly share: string;
  readonly ink: Ink;
}

/** How the judged rows spread over labels, scores or sides. */
export function distributionBars(
  statistics: RunStatistics,
  spec: ResolvedSpec,
): readonly DistributionBar[] {
  const bar = (label: string, count: number, ink: Ink): DistributionBar => ({
    label,
    count,
    share: statistics.evaluated === 0 ? '' : `${percent(count / statistics.evaluated)} %`,
    ink,
  });
  switch (spec.type) {
    case 'classify':
      return Object.entries(statistics.labels ?? {}).map(([label, count]) =>
        bar(label, count, spec.pass_labels.includes(label) ? 'pass' : 'fail'),
      );
    case 'score':
      return (statistics.scores ?? []).map(({ from, to, count }) =>
        bar(
          from === to ? scoreText(from) : t('{0} to {1}', scoreText(from), scoreText(to)),
          count,
          from >= spec.pass_threshold ? 'pass' : 'fail',
        ),
      );
    case 'compare': {
      const { compare } = statistics;
      return compare
        ? [
            bar(t('A wins'), compare.a_wins, 'a'),
            bar(t('B wins'), compare.b_wins, 'b'),
            bar(t('tie'), compare.ties, 'neutral'),
          ]
        : [];
    }
  }
}
