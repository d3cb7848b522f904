import { contentKey } from '../../../core/dataset/rows/contentKey.js';
import { exactLine, valueTexts } from '../../../core/dataset/rows/rowLine.js';
import type { DatasetRow } from '../../../core/dataset/dataset.js';
import type { Json, JsonObject } from '../../../core/json.js';
import { valueText } from '../../../core/judging/chatRequests.js';
import { outcomeOf } from '../../../core/judging/outcome.js';
import { resultColumns } from '../../../core/judging/resultColumns.js';
import type { RunManifest } from '../../../core/runs/manifest.js';
import type { ResultRow, RowDetails, StoredRow } from '../../../core/runs/resultRow.js';
import type { ResolvedSpec } from '../../../core/spec/evalSpec.js';
import { responders } from '../../../core/spec/responders.js';
import { t } from '../../../l10n/t.js';
import type { ResultRows, RowPlace } from './resultFile.js';

interface Join {
  readonly spec: ResolvedSpec;
  readonly results: ResultRows;
  /** Columns that were uploaded; a result row holds them as they were. */
  readonly columns: readonly string[];
}

/**
 * The result rows in the dataset's order, with the columns that were not uploaded and the numbers of
 * the rows. The service's file is shuffled and without ids, so rows are found by their content, in
 * the columns that it returned; rows with the same content are interchangeable. A dataset row that
 * the file lacks has failed on the service; a result row that fits no dataset row comes last, without
 * a number. A file that holds no column of the dataset fits no row at all: its rows come as they are.
 */
export async function* joinRows(
  { spec, results, columns }: Join,
  dataset: AsyncIterable<DatasetRow>,
): AsyncGenerator<StoredRow> {
  const shared = await sharedColumns({ spec, results, columns });
  if (shared.length === 0) {
    for await (const { row } of results.rows()) yield row;
    return;
  }
  const alike = await rowsAlike(results, shared);
  for await (const row of dataset) {
    const place = await alike.take(row);
    if (!place) {
      yield joined(row, lostColumns(row, spec), { spec, errors: lost() });
      continue;
    }
    const found = await results.read(place);
    // What was uploaded came back the same, and stands in the dataset with all its digits.
    const returned = Object.entries<Json>(found.result).filter(([name]) => !shared.includes(name));
    const added = Object.fromEntries([...returned, ...unreturned(found.result, row, spec)]);
    yield joined(row, added, { spec });
  }
  for (const place of alike.rest()) yield results.read(place);
}

/** How many rows of either side found their match. */
export type JoinCounts = NonNullable<RunManifest['join']>;

export const NO_JOIN: JoinCounts = { joined: 0, without_result: 0, without_row: 0 };

/** The counts with one row more of what `joinRows` gave. */
export function addToJoin(counts: JoinCounts, { details }: StoredRow): JoinCounts {
  if (!details) return { ...counts, without_row: counts.without_row + 1 };
  if (details.errors) return { ...counts, without_result: counts.without_result + 1 };
  return { ...counts, joined: counts.joined + 1 };
}

/** Columns by which a row is known: uploaded, returned, and not overwritten by a result column. */
async function sharedColumns({ spec, results, columns }: Join): Promise<readonly string[]> {
  const own = new Set(resultColumns(spec));
  for await (const { row } of results.rows()) {
    return columns.filter((column) => !own.has(column) && Object.hasOwn(row.result, column));
  }
  return columns.filter((column) => !own.has(column));
}

interface RowsAlike {
  /** The place of a row with the content of this one, which is then taken. */
  take(row: DatasetRow): Promise<RowPlace | undefined>;
  /** What nobody took, in the order of the file. */
  rest(): readonly RowPlace[];
}

/** Places of rows with the same values, the last one first; once there was a choice, by their digits. */
type Alike = RowPlace[] | Map<string, RowPlace[]>;

/**
 * The rows of a file by content. Contents are compared by value, as the service may write `1` for
 * `1.0`; where several rows are alike by value, the one with the same digits is taken: big integers
 * differ by them alone.
 */
async function rowsAlike(results: ResultRows, shared: readonly string[]): Promise<RowsAlike> {
  const places = new Map<string, Alike>();
  const all: { readonly key: string; readonly place: RowPlace }[] = [];
  for await (const { row, place } of results.rows()) {
    all.push({ key: contentKey(row.result, shared), place });
  }
  for (const { key, place } of all.reverse()) addTo(places, key, place);

  const byDigits = async (list: readonly RowPlace[]): Promise<Map<string, RowPlace[]>> => {
    const groups = new Map<string, RowPlace[]>();
    for (const place of list) {
      const { result, line } = await results.read(place);
      const row = { values: result, ...(line !== undefined && { source: line }) };
      addTo(groups, digitsOf(row, shared), place);
    }
    return groups;
  };
  return {
    async take(row) {
      const key = contentKey(row.values, shared);
      let found = places.get(key);
      if (!found) return undefined;
      const hasNumbers = shared.some((column) => holdsNumbers(row.values[column]));
      if (Array.isArray(found) && found.length > 1 && hasNumbers) {
        found = await byDigits(found);
        places.set(key, found);
      }
      if (Array.isArray(found)) return popFrom(places, key, found);
      const digits = digitsOf(row, shared);
      // The service wrote them otherwise: any row of the same value will do.
      const group = found.has(digits) ? digits : [...found.keys()].at(0);
      const place = group && popFrom(found, group, found.get(group) ?? []);
      if (found.size === 0) places.delete(key);
      return place || undefined;
    },
    rest: () =>
      [...places.values()]
        .flatMap((found) => (Array.isArray(found) ? found : [...found.values()].flat()))
        .sort((a, b) => a.offset - b.offset),
  };
}

function addTo(lists: Map<string, Alike>, key: string, place: RowPlace): void {
  const list = lists.get(key);
  if (Array.isArray(list)) list.push(place);
  else lists.set(key, [place]);
}

function popFrom(lists: Map<string, Alike>, key: string, list: RowPlace[]): RowPlace | undefined {
  const place = list.pop();
  if (list.length === 0) lists.delete(key);
  return place;
}

function holdsNumbers(value: Json | undefined): boolean {
  return typeof value === 'number' || (typeof value === 'object' && value !== null);
}

/** The texts of the values that hold numbers, as they stand in the file. */
function digitsOf(row: Pick<DatasetRow, 'values' | 'source'>, columns: readonly string[]): string {
  const texts = valueTexts(row);
  return JSON.stringify(
    columns.map((column) => (holdsNumbers(row.values[column]) ? (texts.get(column) ?? '') : '')),
  );
}

const lost = () => [
  { stage: 'judge' as const, message: t('The result file of the service has no row for it.') },
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
