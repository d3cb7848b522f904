import type { EvaluationType, ResolvedSpec } from '../spec/evalSpec.js';
import type { ComparedRow } from './comparedRow.js';
import { tableRow } from './rowTable.js';
import type { RowTable } from './rowTable.js';

/**
 * What is measured on each pair: whether the row passes, its score, or whether response A wins it.
 */
export type Measure = 'pass_rate' | 'mean_score' | 'win_rate_a';

/**
 * How a row's verdict moved from run A to run B: `fixed` failed and now passes, `broken` the other
 * way round; `up`, `down` of scores; `to_a`, `to_b` the decision moved towards that response, from a
 * tie too. `no_verdict`: one of the runs, or both, has none for the row.
 */
export type Change = 'fixed' | 'broken' | 'up' | 'down' | 'to_a' | 'to_b' | 'same' | 'no_verdict';

/** The two changes of a measure: for the better (or towards A), and for the worse. */
export const CHANGES = {
  pass_rate: ['fixed', 'broken'],
  mean_score: ['up', 'down'],
  win_rate_a: ['to_a', 'to_b'],
} as const satisfies Record<Measure, readonly [Change, Change]>;

/** Undefined where verdicts of the two types can't be held against each other. */
export function measureOf(a: ResolvedSpec, b: ResolvedSpec): Measure | undefined {
  if (a.type === 'compare' || b.type === 'compare') {
    return a.type === b.type ? 'win_rate_a' : undefined;
  }
  return a.type === 'score' && b.type === 'score' && hasSameScale(a, b)
    ? 'mean_score'
    : 'pass_rate';
}

type ScoreSpec = Extract<ResolvedSpec, { type: Extract<EvaluationType, 'score'> }>;

function hasSameScale(a: ScoreSpec, b: ScoreSpec): boolean {
  return a.min_score === b.min_score && a.max_score === b.max_score;
}

/** Changes in the order by which `PairTable.changes` names them. */
export const ALL_CHANGES = [
  'fixed',
  'broken',
  'up',
  'down',
  'to_a',
  'to_b',
  'same',
  'no_verdict',
] as const satisfies readonly Change[];

/** @param difference of the positions of two rows; NaN where one has none */
export function changeOf(difference: number, measure: Measure): Change {
  if (Number.isNaN(difference)) return 'no_verdict';
  if (difference === 0) return 'same';
  return CHANGES[measure][difference > 0 ? 0 : 1];
}

/**
 * Where each row stands on the scale of the measure: 0 or 1, the score, or 1 for A, 0 for a tie, −1
 * for B; NaN where it has no verdict.
 */
export function positionsOf(table: RowTable, measure: Measure): Float64Array {
  return new Float64Array(table.names.length).map(
    (_, at) => positionOf(tableRow(table, at), measure) ?? NaN,
  );
}

function positionOf({ outcome, verdict }: ComparedRow, measure: Measure): number | null {
  switch (outcome) {
    case 'passed':
    case 'failed':
      if (measure === 'mean_score') return typeof verdict === 'number' ? verdict : null;
      return outcome === 'passed' ? 1 : 0;
    case 'a':
      return 1;
    case 'tie':
      return 0;
    case 'b':
      return -1;
    case 'invalid':
    case 'judge_error':
    case 'generation_error':
      return null;
  }
}
