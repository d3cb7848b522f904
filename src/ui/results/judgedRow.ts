import { agreementText, judgementsDiffer } from '../../core/judging/agreement.js';
import { choicesOf, outcomeOf } from '../../core/judging/outcome.js';
import { resultColumns } from '../../core/judging/resultColumns.js';
import type { JsonObject } from '../../core/json.js';
import { verdictWords } from '../../core/rows/verdictText.js';
import type { ResultRow, RowOutcome, StoredRow } from '../../core/runs/resultRow.js';
import type { ResolvedSpec } from '../../core/spec/evalSpec.js';
import type { Tone } from '../../shared/protocol.js';

/** A row of results with what the table needs of it at every turn. */
export interface JudgedRow {
  readonly stored: StoredRow;
  /** Names the row whatever its place: its `row` where that is known, else minus its `line`. */
  readonly id: number;
  /** Place in `results.jsonl`, from 1. */
  readonly line: number;
  /** Row of the dataset; the line where that isn't known. */
  readonly row: number;
  readonly outcome: RowOutcome;
  readonly verdict: string;
  /** Whether both orders chose the same; null where not both are known. */
  readonly ordersAgree: boolean | null;
  /** How its judgements add up (`2 of 3`); undefined for a row that was judged once. */
  readonly agreement: string | undefined;
  /** Whether they gave different verdicts. */
  readonly isDisputed: boolean;
}

export function judgedRow(stored: StoredRow, line: number, spec: ResolvedSpec): JudgedRow {
  const outcome = outcomeOf(stored.result, spec);
  const { original, flipped } =
    spec.type === 'compare'
      ? choicesOf(stored.result, spec)
      : { original: undefined, flipped: undefined };
  return {
    stored,
    id: stored.details?.row ?? -line,
    line,
    row: stored.details?.row ?? line,
    outcome,
    verdict: verdictWords(stored, outcome),
    ordersAgree: original === undefined || flipped === undefined ? null : original === flipped,
    agreement: agreementText(stored, spec),
    isDisputed: judgementsDiffer(stored, spec),
  };
}

const TONES: Record<RowOutcome, Tone> = {
  passed: 'pass',
  failed: 'fail',
  a: 'a',
  b: 'b',
  tie: 'neutral',
  invalid: 'warn',
  judge_error: 'error',
  generation_error: 'error',
};

export function toneOf(outcome: RowOutcome): Tone {
  return TONES[outcome];
}

/** The row's own columns, without those that the run added. */
export function datasetValues(result: ResultRow, spec: ResolvedSpec): JsonObject {
  const added = new Set([...resultColumns(spec), 'evaluation_status', 'is_incomplete']);
  return Object.fromEntries(Object.entries(result).filter(([column]) => !added.has(column)));
}
