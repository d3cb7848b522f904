import { contentKey } from '../dataset/rows/contentKey.js';
import { judgementsDiffer } from '../judging/agreement.js';
import { choicesOf, outcomeOf } from '../judging/outcome.js';
import { resultColumns } from '../judging/resultColumns.js';
import { judgedVerdict } from '../judging/judgedVerdict.js';
import { feedbackContradiction } from '../reliability/feedbackChecks.js';
import type { RowOutcome, ResultRow, StoredRow } from '../runs/resultRow.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';

/** Why a row is worth a person's look before others. */
export const DOUBTS = ['orders', 'judgements', 'feedback', 'borderline'] as const;
export type Doubt = (typeof DOUBTS)[number];

/** What sampling and comparing need of a run's row; there may be 100,000 of them. */
export interface LabelRow {
  /** Names the row whatever its place: its `row` where that is known, else minus its line. */
  readonly id: number;
  /** Row of the dataset, from 1; the line where that isn't known. */
  readonly row: number;
  readonly outcome: RowOutcome;
  /** The judge's: a label, a score, or `A`, `B`, `Tie`; undefined where it gave none. */
  readonly verdict: string | number | undefined;
  /** Why the judge's verdict is in doubt; none for the rest. */
  readonly doubts: readonly Doubt[];
}

/** A row that is labelled, or that may be. */
export interface KeyedRow {
  readonly row: LabelRow;
  /** See `rowKey`. */
  readonly key: string;
  readonly result: ResultRow;
}

const NO_DOUBTS: readonly Doubt[] = [];

/** `line`: place in `results.jsonl`, from 1. */
export function labelRow(stored: StoredRow, spec: ResolvedSpec, line: number): LabelRow {
  const outcome = outcomeOf(stored.result, spec);
  const verdict = judgedVerdict(stored.result, outcome, spec);
  const row = stored.details?.row;
  const doubts = verdict === undefined ? NO_DOUBTS : doubtsOf(stored, verdict, spec);
  return { id: row ?? -line, row: row ?? line, outcome, verdict, doubts };
}

function doubtsOf(
  stored: StoredRow,
  verdict: string | number,
  spec: ResolvedSpec,
): readonly Doubt[] {
  const { result } = stored;
  const { original, flipped } = choicesOf(result, spec);
  const isSplit =
    spec.type === 'compare' &&
    original !== undefined &&
    flipped !== undefined &&
    original !== flipped;
  const doubts: Doubt[] = [];
  if (isSplit) doubts.push('orders');
  if (judgementsDiffer(stored, spec)) doubts.push('judgements');
  if (feedbackContradiction(result, verdict, spec)) doubts.push('feedback');
  if (isBorderline(verdict, spec)) doubts.push('borderline');
  return doubts.length === 0 ? NO_DOUBTS : doubts;
}

/** The key by which a label finds its row again: that of the dataset's columns. */
export function rowKey(result: ResultRow, spec: ResolvedSpec): string {
  const added = new Set([...resultColumns(spec), 'evaluation_status', 'is_incomplete']);
  return contentKey(
    result,
    Object.keys(result).filter((column) => !added.has(column)),
  );
}

/** Only rows that the judge decided: the pass rate is over those. */
export function isJudged({ verdict }: LabelRow): boolean {
  return verdict !== undefined;
}

/** Whether the row is worth a look before others. */
export function isInDoubt({ doubts }: LabelRow): boolean {
  return doubts.length > 0;
}

/** Within one step of the threshold. A step is 1 on a scale of 2 to 10, else a tenth of the scale. */
export function isBorderline(verdict: string | number | undefined, spec: ResolvedSpec): boolean {
  if (spec.type !== 'score' || typeof verdict !== 'number') return false;
  const range = spec.max_score - spec.min_score;
  const step = range >= 2 && range <= 10 ? 1 : range / 10;
  return Math.abs(verdict - spec.pass_threshold) <= step;
}
