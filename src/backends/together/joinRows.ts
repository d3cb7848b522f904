import { contentKey } from '../../core/dataset/contentKey.js';
import type { DatasetRow } from '../../core/dataset/dataset.js';
import { isJsonObject } from '../../core/json.js';
import type { Json, JsonObject } from '../../core/json.js';
import { responders } from '../../core/judging/chatRequests.js';
import { outcomeOf } from '../../core/judging/outcome.js';
import { resultColumns } from '../../core/judging/resultColumns.js';
import type { ResultRow, StoredRow } from '../../core/runs/resultRow.js';
import type { ResolvedSpec } from '../../core/spec/evalSpec.js';

/** What a result file said of the rows, ready to be joined to the dataset. */
export interface ResultFile {
  readonly rows: readonly ResultRow[];
  /** Lines that are no JSON object. */
  readonly unreadable: number;
}

export function readResultFile(bytes: Buffer): ResultFile {
  const rows: ResultRow[] = [];
  let unreadable = 0;
  for (const line of bytes.toString('utf8').split('\n')) {
    if (line.trim() === '') continue;
    const row = parseRow(line);
    if (row) rows.push(row);
    else unreadable += 1;
  }
  return { rows, unreadable };
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
  readonly results: readonly ResultRow[];
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
  const byContent = new Map<string, ResultRow[]>();
  for (const result of results.toReversed()) {
    const key = contentKey(result, shared);
    const same = byContent.get(key);
    if (same) same.push(result);
    else byContent.set(key, [result]);
  }
  for await (const { row, values } of dataset) {
    const found = byContent.get(contentKey(values, shared))?.pop();
    yield found
      ? numbered({ ...values, ...withResponses(found, values, spec) }, row, spec)
      : lost({ ...values, ...lostColumns(values, spec) }, row, spec);
  }
  for (const rest of byContent.values()) {
    for (const result of rest.toReversed()) yield { result };
  }
}

/** For data that is only on the service. */
export async function* unnumbered(results: readonly ResultRow[]): AsyncGenerator<StoredRow> {
  for (const result of results) yield await Promise.resolve({ result });
}

function numbered(result: ResultRow, row: number, spec: ResolvedSpec): StoredRow {
  return { result, details: { row, outcome: outcomeOf(result, spec) } };
}

function lost(result: ResultRow, row: number, spec: ResolvedSpec): StoredRow {
  const message = 'The result file of the service has no row for it.';
  const errors = [{ stage: 'judge' as const, message }];
  return { result, details: { row, outcome: outcomeOf(result, spec), errors } };
}

/** Responses that were in the dataset; the service may leave their columns out of its file. */
function withResponses(result: ResultRow, values: JsonObject, spec: ResolvedSpec): ResultRow {
  return { ...responseColumns(values, spec), ...result };
}

function responseColumns(values: JsonObject, spec: ResolvedSpec): JsonObject {
  const found: [string, Json][] = [];
  for (const [field, responder] of responders(spec)) {
    if (typeof responder !== 'string' || !Object.hasOwn(values, responder)) continue;
    const value = values[responder] ?? null;
    const text = value === null || typeof value === 'string' ? value : JSON.stringify(value);
    found.push([OUTPUT_COLUMNS[field], text]);
  }
  return Object.fromEntries(found);
}

const OUTPUT_COLUMNS = {
  model_to_evaluate: 'MODEL_TO_EVALUATE_OUTPUT',
  model_a: 'MODEL_TO_EVALUATE_OUTPUT_A',
  model_b: 'MODEL_TO_EVALUATE_OUTPUT_B',
} as const;

/** A row without a verdict: every result column null, except the responses that are known. */
function lostColumns(values: JsonObject, spec: ResolvedSpec): JsonObject {
  const nothing = Object.fromEntries(resultColumns(spec).map((column) => [column, null]));
  const flags = spec.type === 'compare' ? { is_invalid_judge_output: true } : {};
  return {
    ...nothing,
    ...flags,
    evaluation_successful: false,
    ...responseColumns(values, spec),
  };
}
