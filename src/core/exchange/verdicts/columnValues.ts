import type { DatasetRow } from '../../dataset/dataset.js';
import type { Json } from '../../json.js';
import { asScore } from '../../judging/verdictValues.js';

/** The values of a column, counted as texts. */
export interface ColumnValues {
  /** Rows that have a value. */
  readonly given: number;
  /** Different texts with their rows, by first appearance; the first `MOST_VALUES` of them. */
  readonly texts: ReadonlyMap<string, number>;
  /** Whether there are more than these. */
  readonly isCut: boolean;
  /** Values that are numbers, their least and greatest. */
  readonly numbers: { readonly count: number; readonly min: number; readonly max: number };
}

/** More different values than any list of labels has. */
const MOST_VALUES = 50;

/**
 * A value as text without white space around it; undefined for none: null, an empty text, a column that
 * the row lacks.
 */
export function valueText(value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  const text = typeof value === 'string' ? value.trim() : JSON.stringify(value);
  return text === '' ? undefined : text;
}

/** Goes through the rows once; keeps counts, not rows. */
export async function columnValues(
  rows: AsyncIterable<DatasetRow>,
  column: string,
): Promise<ColumnValues> {
  const texts = new Map<string, number>();
  let given = 0;
  let isCut = false;
  let count = 0;
  let min = Infinity;
  let max = -Infinity;
  for await (const { values } of rows) {
    const value = Object.hasOwn(values, column) ? values[column] : undefined;
    const text = valueText(value);
    if (text === undefined) continue;
    given += 1;
    const known = texts.get(text);
    if (known !== undefined || texts.size < MOST_VALUES) texts.set(text, (known ?? 0) + 1);
    else isCut = true;
    const number = asScore(value);
    if (number === undefined) continue;
    count += 1;
    min = Math.min(min, number);
    max = Math.max(max, number);
  }
  return { given, texts, isCut, numbers: { count, min, max } };
}
