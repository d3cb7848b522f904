import type { RunStatistics } from '../../core/runs/manifest.js';
import { t } from '../../l10n/t.js';
import type { TallyView } from '../../shared/protocol.js';

/** The parts that add up to the rows; compare has its own names for the judged ones. */
export function accountingOf(statistics: RunStatistics): TallyView[] {
  const { compare, invalid, judge_errors: judge, generation_errors: generation } = statistics;
  const judged: TallyView[] = compare
    ? [
        {
          id: 'a',
          label: compare.a_wins === 1 ? t('A win') : t('A wins'),
          count: compare.a_wins,
          tone: 'a',
        },
        {
          id: 'b',
          label: compare.b_wins === 1 ? t('B win') : t('B wins'),
          count: compare.b_wins,
          tone: 'b',
        },
        {
          id: 'tie',
          label: compare.ties === 1 ? t('tie') : t('ties'),
          count: compare.ties,
          tone: 'neutral',
        },
      ]
    : [
        { id: 'passed', label: t('passed'), count: statistics.passed, tone: 'pass' },
        { id: 'failed', label: t('failed'), count: statistics.failed, tone: 'fail' },
      ];
  return [
    ...judged,
    { id: 'invalid', label: t('invalid'), count: invalid, tone: 'warn' },
    {
      id: 'judge_error',
      label: judge === 1 ? t('judge error') : t('judge errors'),
      count: judge,
      tone: 'error',
    },
    {
      id: 'generation_error',
      label: generation === 1 ? t('generation error') : t('generation errors'),
      count: generation,
      tone: 'error',
    },
  ];
}

/** Rows without a verdict that counts. */
export function unjudgedRows(statistics: RunStatistics): number {
  return statistics.invalid + statistics.judge_errors + statistics.generation_errors;
}
