import type { Json } from '../../json.js';
import { compactJson } from '../text/compactJson.js';
import type { ReadRow } from './readRow.js';
import { valueTexts } from './rowLine.js';

/**
 * The text of each cell of a row: a string as it is, a number with the digits of the file, a list or
 * an object as JSON without spaces, nothing for null and for a column that the row lacks.
 */
export function rowCells(row: Pick<ReadRow, 'values' | 'source'>): (column: string) => string {
  let texts: Map<string, string> | undefined;
  return (column) => {
    const value: Json | undefined = Object.hasOwn(row.values, column)
      ? row.values[column]
      : undefined;
    if (typeof value === 'string') return value;
    if (value === undefined || value === null) return '';
    if (typeof value === 'boolean') return String(value);
    texts ??= valueTexts(row);
    const text = texts.get(column) ?? '';
    return typeof value === 'number' ? text : compactJson(text);
  };
}
