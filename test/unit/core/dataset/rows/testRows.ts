import type { ReadRow } from '../../../../../src/core/dataset/rows/readRow.js';
import type { JsonObject } from '../../../../../src/core/json.js';

/** A row of JSON Lines, as a reader gives it. */
export function jsonRow(source: string, row = 1): ReadRow {
  return { row, line: row, values: JSON.parse(source) as JsonObject, source, marks: [] };
}

/** A row of CSV; with fewer fields than columns it lacks the last ones, more are beyond the header. */
export function csvRow(columns: readonly string[], fields: readonly string[], row = 1): ReadRow {
  const values = Object.fromEntries(
    columns.slice(0, fields.length).map((column, index) => [column, fields[index] ?? '']),
  );
  const extra = fields.slice(columns.length);
  return { row, line: row + 1, values, ...(extra.length > 0 && { extra }), marks: [] };
}

export function brokenRow(row = 1): ReadRow {
  const broken = { message: `Line ${row} is not JSON.`, text: '{' };
  return { row, line: row, values: {}, broken, marks: ['broken'] };
}

/** The rows some at a time, as a reader gives them. */
export async function* inBatches(
  rows: readonly ReadRow[],
  size = 3,
): AsyncGenerator<readonly ReadRow[], void, undefined> {
  for (let at = 0; at < rows.length; at += size) {
    yield await Promise.resolve(rows.slice(at, at + size));
  }
}
