import type { DatasetRow } from '../core/dataset/dataset.js';
import { isJsonObject } from '../core/json.js';
import type { JsonObject } from '../core/json.js';

type ReadRows =
  | { readonly ok: true; readonly rows: readonly DatasetRow[]; readonly columns: readonly string[] }
  /** What the service would put into `results.error`. */
  | { readonly ok: false; readonly error: string };

/** Reads an uploaded dataset; every row must have the same fields. */
export async function readDatasetRows(bytes: Buffer, format: string): Promise<ReadRows> {
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  const read = format === 'csv' ? await csvRows(text) : jsonlRows(text);
  if (!read.ok) return read;
  const first = read.rows[0];
  if (!first) return { ok: false, error: 'The dataset has no rows.' };
  const columns = Object.keys(first.values);
  const fields = fieldsOf(first.values);
  const odd = read.rows.find((row) => fieldsOf(row.values) !== fields);
  if (odd) {
    return { ok: false, error: `Row ${odd.row} does not have the same fields as the first row.` };
  }
  return { ok: true, rows: read.rows, columns };
}

type Rows =
  | { readonly ok: true; readonly rows: readonly DatasetRow[] }
  | { readonly ok: false; readonly error: string };

function jsonlRows(text: string): Rows {
  const rows: DatasetRow[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === '') continue;
    const values = parseObject(line);
    if (!values) return { ok: false, error: `Line ${index + 1} is not a JSON object.` };
    rows.push({ row: rows.length + 1, values, source: line });
  }
  return { ok: true, rows };
}

function parseObject(line: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(line);
    // What JSON.parse returns for an object is a JsonObject.
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

async function csvRows(text: string): Promise<Rows> {
  const { parse } = await import('csv-parse/sync');
  try {
    const records: Record<string, string>[] = parse(text, { columns: true, skipEmptyLines: true });
    return { ok: true, rows: records.map((values, index) => ({ row: index + 1, values })) };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

function fieldsOf(values: JsonObject): string {
  return JSON.stringify(Object.keys(values).sort());
}
