import type { DatasetRow } from '../../dataset/dataset.js';
import { exactLine } from '../../dataset/rows/rowLine.js';
import type { Json } from '../../json.js';
import { outcomeOf } from '../../judging/outcome.js';
import type { ParsedVerdict } from '../../judging/parseVerdict.js';
import { verdictColumns, type Pass } from '../../judging/verdictColumns.js';
import { flippedBack } from '../../judging/verdictValues.js';
import type { RequestRole, RowError, StoredRow } from '../../runs/resultRow.js';
import { valueText } from './columnValues.js';
import type { ImportPlan } from './planImport.js';
import type { ReadVerdict } from './readings.js';

/**
 * A row of a file of verdicts as a row of results: its own columns, then the service's. A value that is
 * no verdict makes it invalid, no value at all is a judge that gave no answer.
 */
export function importedRow(row: DatasetRow, plan: ImportPlan): StoredRow {
  const { spec, map } = plan;
  const said = plan.reading(cell(row, map.verdict));
  const flipped = plan.flippedReading?.(cell(row, map.flipped));
  const feedback = valueText(cell(row, map.feedback));
  const passes = [
    passOf(said, feedback),
    ...(flipped ? [passOf(swapped(flipped), undefined)] : []),
  ];
  const columns = spec.type === 'compare' ? [map.response_a, map.response_b] : [map.response];
  const responses = columns.map((column) =>
    column === undefined ? '' : (valueText(cell(row, column)) ?? null),
  );
  const feedbackColumn = spec.type === 'compare' ? 'judge_feedback_original_order' : 'feedback';
  const added = {
    ...verdictColumns(spec, responses, passes),
    [feedbackColumn]: feedback ?? null,
    ...(flipped && { judge_feedback_flipped_order: null }),
    // Of one choice nobody knows which response was shown first: it tells nothing of the order.
    ...(spec.type === 'compare' && !flipped && { choice_original: null }),
  };
  const result = { ...row.values, ...added };
  const line = exactLine(row, added);
  const errors = [
    ...errorsOf(said, 'judge'),
    ...(flipped ? errorsOf(flipped, 'judge-flipped') : []),
  ];
  return {
    result,
    ...(line !== undefined && { line }),
    details: {
      row: row.row,
      outcome: outcomeOf(result, spec),
      ...(errors.length > 0 && { errors }),
    },
  };
}

function cell({ values }: DatasetRow, column: string | undefined): Json | undefined {
  return column !== undefined && Object.hasOwn(values, column) ? values[column] : undefined;
}

/** What the judge said, as if it had just answered; null where it said nothing. */
function passOf(said: ReadVerdict, feedback: string | undefined): Pass | null {
  if (said.kind === 'none' && feedback === undefined) return null;
  return { text: said.kind === 'none' ? '' : said.text, parsed: parsedOf(said, feedback ?? '') };
}

function parsedOf(said: ReadVerdict, feedback: string): ParsedVerdict {
  switch (said.kind) {
    case 'verdict':
      return { ok: true, verdict: said.verdict, feedback };
    case 'unreadable':
      return { ok: false, reason: said.reason, cause: said.cause, given: said.text, feedback };
    case 'none':
      return { ok: false, reason: 'no verdict', cause: 'unreadable', given: null, feedback };
  }
}

/** The second order's choice in the letters that were shown there: the columns turn it back. */
function swapped(said: ReadVerdict): ReadVerdict {
  if (said.kind !== 'verdict' || said.verdict.type !== 'compare') return said;
  return { ...said, verdict: { type: 'compare', choice: flippedBack(said.verdict.choice) } };
}

function errorsOf(said: ReadVerdict, stage: RequestRole): RowError[] {
  return said.kind === 'unreadable' ? [{ stage, cause: said.cause, message: said.reason }] : [];
}
