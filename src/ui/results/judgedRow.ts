import { agreementText, judgementsDiffer } from '../../core/judging/agreement.js';
import { choicesOf, outcomeOf } from '../../core/judging/outcome.js';
import { resultColumns } from '../../core/judging/resultColumns.js';
import { asScore } from '../../core/judging/verdictValues.js';
import type { Json, JsonObject } from '../../core/json.js';
import type { ResultRow, RowOutcome, StoredRow } from '../../core/runs/resultRow.js';
import type { ResolvedSpec, Responder } from '../../core/spec/evalSpec.js';
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
    verdict: verdictText(stored, outcome),
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

function verdictText({ result, details }: StoredRow, outcome: RowOutcome): string {
  switch (outcome) {
    case 'passed':
    case 'failed': {
      const label = result['label'];
      const verdict = typeof label === 'string' ? label.trim() : asScore(result['score']);
      if (verdict === undefined) return outcome;
      // The mean of several scores has more digits than anybody reads.
      const isMean = typeof verdict === 'number' && details?.judgements !== undefined;
      return isMean ? String(+verdict.toFixed(4)) : String(verdict);
    }
    case 'a':
      return 'A wins';
    case 'b':
      return 'B wins';
    case 'tie':
      return 'tie';
    case 'invalid':
      return 'invalid';
    case 'judge_error':
      return 'judge error';
    case 'generation_error':
      return 'no response';
  }
}

/** The row's own columns, without those that the run added. */
export function datasetValues(result: ResultRow, spec: ResolvedSpec): JsonObject {
  const added = new Set([...resultColumns(spec), 'evaluation_status', 'is_incomplete']);
  return Object.fromEntries(Object.entries(result).filter(([column]) => !added.has(column)));
}

export interface ResponseOf {
  /** `response`, or for compare `response A`, `response B`. */
  readonly title: string;
  readonly field: 'model_to_evaluate' | 'model_a' | 'model_b';
  readonly responder: Responder;
  readonly value: Json | undefined;
}

/** What was judged: the run's output, or where a result lacks it, the dataset's column. */
export function responsesOf(result: ResultRow, spec: ResolvedSpec): ResponseOf[] {
  const response = (
    title: string,
    field: ResponseOf['field'],
    responder: Responder,
    column: string,
  ): ResponseOf => ({
    title,
    field,
    responder,
    value: result[column] ?? (typeof responder === 'string' ? result[responder] : undefined),
  });
  return spec.type === 'compare'
    ? [
        response('response A', 'model_a', spec.model_a, 'MODEL_TO_EVALUATE_OUTPUT_A'),
        response('response B', 'model_b', spec.model_b, 'MODEL_TO_EVALUATE_OUTPUT_B'),
      ]
    : [
        response(
          'response',
          'model_to_evaluate',
          spec.model_to_evaluate,
          'MODEL_TO_EVALUATE_OUTPUT',
        ),
      ];
}
