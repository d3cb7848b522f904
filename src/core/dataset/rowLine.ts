import type { Json } from '../json.js';
import type { DatasetRow } from './dataset.js';
import { readJsonText } from './jsonText.js';

/**
 * The row as one line of JSON, without the line break. Numbers stand as in the file (`1.0`, integers
 * beyond 2^53). `columns` chooses and orders the columns; a column the row lacks is left out.
 */
export function rowLine(row: DatasetRow, columns?: readonly string[]): string {
  const texts = valueTexts(row);
  const keys = columns ?? [...texts.keys()];
  const members: string[] = [];
  for (const key of keys) {
    const text = texts.get(key);
    if (text !== undefined) members.push(`${JSON.stringify(key)}:${text}`);
  }
  return `{${members.join(',')}}`;
}

function valueTexts(row: DatasetRow): Map<string, string> {
  const texts = new Map<string, string>();
  if (row.source !== undefined) {
    const reading = readJsonText(row.source);
    if (reading.ok && reading.node.kind === 'object') {
      for (const { key, start, end } of reading.node.members) {
        texts.set(key, row.source.slice(start, end));
      }
      return texts;
    }
  }
  for (const [key, value] of Object.entries<Json>(row.values))
    texts.set(key, JSON.stringify(value));
  return texts;
}
