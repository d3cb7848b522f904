import { contentKey } from '../../core/dataset/contentKey.js';
import { exactLine } from '../../core/dataset/rowLine.js';
import type { DatasetRow } from '../../core/dataset/dataset.js';
import { isJsonObject } from '../../core/json.js';
import type { Json, JsonObject } from '../../core/json.js';
import { responders, valueText } from '../../core/judging/chatRequests.js';
import { outcomeOf } from '../../core/judging/outcome.js';
import { resultColumns } from '../../core/judging/resultColumns.js';
import type { ResultRow, RowDetails, StoredRow } from '../../core/runs/resultRow.js';
import type { ResolvedSpec } from '../../core/spec/evalSpec.js';

/** The rows of a result file; lines that are no JSON object are left out. */
export function readResultFile(bytes: Buffer): StoredRow[] {
  return bytes
    .toString('utf8')
    .split('\n')
    .flatMap((text) => {
      const line = text.trim();
      const result = line === '' ? undefined : parseRow(line);
      return result ? [{ result, line }] : [];
    });
}

function parseRow(line: string): ResultRow | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export interface Join {
  readonly spec: ResolvedSpec;
  readonly results: readonly StoredRow[];
  /** Columns that were uploaded; a result row holds them as they were. */
  readonly columns: readonly string[];
}

/**
 * The result rows in the dataset's order, with the columns that were not uploaded and the numbers of
 * the rows. The service's file is shuffled and without ids, so rows are found by their content;
 * rows with the same content are interchangeable. A dataset row that the file lacks has failed on
 * the service; a result row that fits no dataset row comes last, without a number.
 */
export async function* joinRows(
  { spec, results, columns }: Join,
  dataset: AsyncIterable<DatasetRow>,
): AsyncGenerator<StoredRow> {
  // Where a column of the dataset has the name of a result column, the result's value stands there.
  const own = new Set(resultColumns(spec));
  const shared = columns.filter((column) => !own.has(column));
  const byContent = new Map<string, StoredRow[]>();
  for (const stored of results.toReversed()) {
    const key = contentKey(stored.result, shared);
    const same = byContent.get(key);
    if (same) same.push(stored);
    else byContent.set(key, [stored]);
  }
  for await (const row of dataset) {
    const found = byContent.get(contentKey(row.values, shared))?.pop();
    if (!found) {
      yield joined(row, lostColumns(row, spec), { spec, errors: LOST });
      continue;
    }
    // What was uploaded came back the same, and stands in the dataset with all its digits.
    const returned = Object.entries<Json>(found.result).filter(([name]) => !shared.includes(name));
    const added = Object.fromEntries([...returned, ...unreturned(found.result, row, spec)]);
    yield joined(row, added, { spec });
  }
  for (const rest of byContent.values()) yield* rest.toReversed();
}

const LOST = [
  { stage: 'judge' as const, message: 'The result file of the service has no row for it.' },
];

function joined(
  row: DatasetRow,
  added: JsonObject,
  { spec, errors }: { readonly spec: ResolvedSpec; readonly errors?: RowDetails['errors'] },
): StoredRow {
  const result = { ...row.values, ...added };
  const line = exactLine(row, added);
  const outcome = outcomeOf(result, spec);
  return {
    result,
    ...(line !== undefined && { line }),
    details: { row: row.row, outcome, ...(errors && { errors }) },
  };
}

/** The responses of the dataset whose columns the service left out of its file. */
function unreturned(result: ResultRow, row: DatasetRow, spec: ResolvedSpec): [string, Json][] {
  return Object.entries<Json>(responseColumns(row, spec)).filter(
    ([column]) => !Object.hasOwn(result, column),
  );
}

/** Responses that are in the dataset. */
function responseColumns(row: DatasetRow, spec: ResolvedSpec): JsonObject {
  const found: [string, Json][] = [];
  for (const [field, responder] of responders(spec)) {
    if (typeof responder !== 'string' || !Object.hasOwn(row.values, responder)) continue;
    const value = row.values[responder] ?? null;
    found.push([OUTPUT_COLUMNS[field], value === null ? null : valueText(value, responder, row)]);
  }
  return Object.fromEntries(found);
}

const OUTPUT_COLUMNS = {
  model_to_evaluate: 'MODEL_TO_EVALUATE_OUTPUT',
  model_a: 'MODEL_TO_EVALUATE_OUTPUT_A',
  model_b: 'MODEL_TO_EVALUATE_OUTPUT_B',
} as const;

/** A row without a verdict: every result column null, except the responses that are known. */
function lostColumns(row: DatasetRow, spec: ResolvedSpec): JsonObject {
  const nothing = Object.fromEntries(resultColumns(spec).map((column) => [column, null]));
  const flags = spec.type === 'compare' ? { is_invalid_judge_output: true } : {};
  return {
    ...nothing,
    ...flags,
    evaluation_successful: false,
    ...responseColumns(row, spec),
  };
}
