import { choicesOf, outcomeOf } from '../judging/outcome.js';
import { isJudgedTwice } from '../judging/chatRequests.js';
import { resultColumns } from '../judging/resultColumns.js';
import { asScore } from '../judging/verdictValues.js';
import type { Json } from '../json.js';
import type { ResultRow, RowOutcome, StoredRow } from '../runs/resultRow.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { collectSliceColumn } from './sliceColumn.js';
import type { SliceColumn, SliceColumnCollector } from './sliceColumn.js';

/**
 * Where a column comes from. `verdict`: from the verdict itself; groups by it say how rows were
 * judged, not where they differ.
 */
export type ColumnOrigin = 'dataset' | 'run' | 'verdict';

export interface NamedSliceColumn extends SliceColumn {
  readonly name: string;
  readonly origin: ColumnOrigin;
}

/** A run's rows as far as groups of them are concerned: a few numbers each, no texts but short ones. */
export interface SliceTable {
  readonly spec: ResolvedSpec;
  readonly outcomes: readonly RowOutcome[];
  /** NaN for a row without a score that counts. */
  readonly scores: readonly number[];
  readonly columns: readonly NamedSliceColumn[];
  /** A number may be written in the file in other digits than JavaScript gives it. */
  readonly hasOddDigits: boolean;
}

interface SliceTableCollector {
  add(row: StoredRow): void;
  current(): SliceTable;
}

/** Texts of the judge and the raw output: no groups. */
const NO_GROUPS = /^(?:feedback|judge_raw_output_.*|judge_feedback_.*)$/;

/** Takes in the rows of a run, one by one. */
export function collectSliceTable(spec: ResolvedSpec): SliceTableCollector {
  const outcomes: RowOutcome[] = [];
  const scores: number[] = [];
  const own = new Map<string, SliceColumnCollector>();
  const derived = new Map<string, SliceColumnCollector>();
  let hasOddDigits = false;

  const add = (columns: Map<string, SliceColumnCollector>, name: string, value?: Json) => {
    const column = columns.get(name) ?? collectSliceColumn();
    columns.set(name, column);
    column.add(outcomes.length, value);
  };

  return {
    add(stored) {
      const { result, line } = stored;
      const outcome = outcomeOf(result, spec);
      for (const [name, value] of Object.entries(result)) {
        if (!NO_GROUPS.test(name)) add(own, name, value);
      }
      for (const [name, value] of derivedValues(stored, outcome, spec)) add(derived, name, value);
      hasOddDigits ||= line !== undefined;
      outcomes.push(outcome);
      const score = spec.type === 'score' && isEvaluated(outcome) ? asScore(result['score']) : NaN;
      scores.push(score ?? NaN);
    },
    current() {
      const rows = outcomes.length;
      const verdicts = verdictColumns(spec);
      return {
        spec,
        outcomes,
        scores,
        hasOddDigits,
        columns: [
          ...[...own].map(([name, column]) => ({
            name,
            origin: verdicts.has(name) ? ('verdict' as const) : ('dataset' as const),
            ...column.current(rows),
          })),
          ...[...derived].map(([name, column]) => ({
            // A column of the file comes first where both are called the same.
            name: own.has(name) ? `@${name}` : name,
            origin: name === 'outcome' ? ('verdict' as const) : ('run' as const),
            ...column.current(rows),
          })),
        ],
      };
    },
  };
}

export function isEvaluated(outcome: RowOutcome): boolean {
  return outcome !== 'invalid' && outcome !== 'judge_error' && outcome !== 'generation_error';
}

function verdictColumns(spec: ResolvedSpec): ReadonlySet<string> {
  const added = resultColumns(spec).filter((name) => !name.startsWith('MODEL_TO_EVALUATE'));
  return new Set([...added, 'evaluation_status', 'is_incomplete']);
}

/** Columns that no file holds, under the names that conditions know them by. */
function derivedValues(
  { result, details }: StoredRow,
  outcome: RowOutcome,
  spec: ResolvedSpec,
): readonly (readonly [name: string, value: Json])[] {
  const error = details?.errors?.[0];
  const kinds: [string, Json][] = [
    ['outcome', outcome],
    ['error', error ? (error.cause ?? 'other') : null],
  ];
  if (spec.type !== 'compare') {
    const own = ownText(result, spec.model_to_evaluate);
    const text = result['MODEL_TO_EVALUATE_OUTPUT'] ?? own;
    return [...kinds, ['response_length', lengthOf(text)]];
  }
  if (isJudgedTwice(spec)) {
    const { original, flipped } = choicesOf(result, spec);
    const isKnown = original !== undefined && flipped !== undefined;
    kinds.push(['orders', isKnown ? (original === flipped ? 'agree' : 'disagree') : null]);
  }
  const a = result['MODEL_TO_EVALUATE_OUTPUT_A'] ?? ownText(result, spec.model_a);
  const b = result['MODEL_TO_EVALUATE_OUTPUT_B'] ?? ownText(result, spec.model_b);
  return [...kinds, ['response_length_a', lengthOf(a)], ['response_length_b', lengthOf(b)]];
}

function ownText(result: ResultRow, responder: unknown): Json | undefined {
  const isColumn = typeof responder === 'string' && Object.hasOwn(result, responder);
  return isColumn ? result[responder] : undefined;
}

function lengthOf(value: Json | undefined): number | null {
  return typeof value === 'string' ? value.length : null;
}
