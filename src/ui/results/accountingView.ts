import type { RunStatistics } from '../../core/runs/manifest.js';
import type { TallyView } from '../../shared/protocol.js';

/** The parts that add up to the rows; compare has its own names for the judged ones. */
export function accountingOf(statistics: RunStatistics): TallyView[] {
  const { compare, invalid, judge_errors: judge, generation_errors: generation } = statistics;
  const judged: TallyView[] = compare
    ? [
        {
          id: 'a',
          label: compare.a_wins === 1 ? 'A win' : 'A wins',
          count: compare.a_wins,
          tone: 'a',
        },
        {
          id: 'b',
          label: compare.b_wins === 1 ? 'B win' : 'B wins',
          count: compare.b_wins,
          tone: 'b',
        },
        {
          id: 'tie',
          label: compare.ties === 1 ? 'tie' : 'ties',
          count: compare.ties,
          tone: 'neutral',
        },
      ]
    : [
        { id: 'passed', label: 'passed', count: statistics.passed, tone: 'pass' },
        { id: 'failed', label: 'failed', count: statistics.failed, tone: 'fail' },
      ];
  const errors = (count: number, what: string) => `${what} ${count === 1 ? 'error' : 'errors'}`;
  return [
    ...judged,
    { id: 'invalid', label: 'invalid', count: invalid, tone: 'warn' },
    { id: 'judge_error', label: errors(judge, 'judge'), count: judge, tone: 'error' },
    {
      id: 'generation_error',
      label: errors(generation, 'generation'),
      count: generation,
      tone: 'error',
    },
  ];
}

/** Rows without a verdict that counts. */
export function unjudgedRows(statistics: RunStatistics): number {
  return statistics.invalid + statistics.judge_errors + statistics.generation_errors;
}
