import type { Json, JsonObject } from '../../json.js';
import type { DatasetRow } from '../dataset.js';
import { memberTexts } from '../text/memberTexts.js';

/**
 * The row as one line of JSON, without the line break. Numbers stand as in the file (`1.0`, integers
 * beyond 2^53). `columns` chooses and orders the columns; a column the row lacks is left out.
 */
export function rowLine(row: DatasetRow, columns?: readonly string[]): string {
  const texts = valueTexts(row);
  if (!columns) return objectLine(texts);
  const chosen = new Map<string, string>();
  for (const key of columns) {
    const text = texts.get(key);
    if (text !== undefined) chosen.set(key, text);
  }
  return objectLine(chosen);
}

/**
 * The line of `{ ...row.values, ...added }` with the row's numbers as they stand in the file;
 * undefined where `JSON.stringify` gives the same.
 */
export function exactLine(row: DatasetRow, added: JsonObject): string | undefined {
  if (row.source === undefined) return undefined;
  // Most lines were written by a program as JSON.stringify writes them: there is no digit to keep.
  const isPlain = !Object.keys(added).some((key) => /^\d/.test(key));
  if (isPlain && row.source === JSON.stringify(row.values)) return undefined;
  const texts = valueTexts(row);
  for (const [key, value] of Object.entries<Json>(added)) texts.set(key, JSON.stringify(value));
  const line = objectLine(texts);
  return line === JSON.stringify({ ...row.values, ...added }) ? undefined : line;
}

/** The JSON object whose members have these texts, in this order. */
export function objectLine(texts: ReadonlyMap<string, string>): string {
  const members = [...texts].map(([key, text]) => `${JSON.stringify(key)}:${text}`);
  return `{${members.join(',')}}`;
}

/** JSON text of each column, a number with the digits of the file. */
export function valueTexts(row: Pick<DatasetRow, 'values' | 'source'>): Map<string, string> {
  if (row.source !== undefined) return memberTexts(row.source);
  return new Map(
    Object.entries<Json>(row.values).map(([key, value]) => [key, JSON.stringify(value)]),
  );
}
