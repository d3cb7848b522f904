import type { RowOutcome } from '../runs/resultRow.js';
import type { EvaluationType, ResolvedSpec } from '../spec/evalSpec.js';
import { ROW_OUTCOMES } from '../runs/resultRow.js';
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
export function positionsOf({ outcomes, verdicts }: RowTable, measure: Measure): Float64Array {
  const positions = ROW_OUTCOMES.map((outcome) => POSITIONS[outcome]);
  const isScore = ROW_OUTCOMES.map((outcome) => outcome === 'passed' || outcome === 'failed');
  return new Float64Array(outcomes.length).map((_, at) => {
    const outcome = outcomes[at] ?? 0;
    const isItsScore = measure === 'mean_score' && isScore[outcome] === true;
    return (isItsScore ? verdicts[at] : positions[outcome]) ?? NaN;
  });
}

const POSITIONS: Readonly<Record<RowOutcome, number>> = {
  passed: 1,
  failed: 0,
  a: 1,
  tie: 0,
  b: -1,
  invalid: NaN,
  judge_error: NaN,
  generation_error: NaN,
};
