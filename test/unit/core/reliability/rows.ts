import type { Json, JsonObject } from '../../../../src/core/json.js';
import { collectReliability } from '../../../../src/core/reliability/judgeReliability.js';
import type { JudgeReliability } from '../../../../src/core/reliability/judgeReliability.js';
import type { TruthChoice } from '../../../../src/core/reliability/truthAgreement.js';
import type { StoredRow } from '../../../../src/core/runs/resultRow.js';
import type { ResolvedSpec } from '../../../../src/core/spec/evalSpec.js';

/** A row of a classify run, judged so. */
export function labelled(label: string | null, more: JsonObject = {}): JsonObject {
  return {
    answer: 'It is so.',
    evaluation_successful: label !== null,
    label,
    feedback: 'Fine.',
    ...more,
  };
}

export function scored(score: Json, more: JsonObject = {}): JsonObject {
  return {
    answer: 'It is so.',
    evaluation_successful: score !== null,
    score,
    feedback: 'Fine.',
    ...more,
  };
}

/** A row of a compare run; choices in the letters of the spec. */
export function compared(
  original: 'A' | 'B' | 'Tie' | null,
  flipped: 'A' | 'B' | 'Tie' | null,
  more: JsonObject = {},
): JsonObject {
  return {
    old: 'The old answer.',
    new: 'The newer answer.',
    choice_original: original,
    choice_flipped: flipped,
    judge_feedback_original_order: 'One is shorter.',
    judge_feedback_flipped_order: 'One is longer.',
    final_decision:
      original === flipped ? original : original && flipped ? 'Tie' : (original ?? flipped),
    evaluation_successful: original !== null || flipped !== null,
    ...more,
  };
}

/** The reliability of a judge that gave these rows; row k of the dataset is the k-th. */
export function reliabilityOf(
  spec: ResolvedSpec,
  rows: readonly (JsonObject | StoredRow)[],
  truth?: TruthChoice,
): JudgeReliability {
  const collector = collectReliability(spec, { chosen: truth?.column });
  rows.forEach((row, index) => collector.add(storedRow(row, index + 1), index + 1));
  return collector.current(truth);
}

function storedRow(row: JsonObject | StoredRow, line: number): StoredRow {
  if (isStored(row)) return row;
  return { result: row, details: { row: line, outcome: 'passed' } };
}

function isStored(row: JsonObject | StoredRow): row is StoredRow {
  return 'result' in row;
}

export function times<T>(count: number, row: T): T[] {
  return Array.from({ length: count }, () => row);
}
