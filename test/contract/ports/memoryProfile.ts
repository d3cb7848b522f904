import { isEmptyValue } from '../../../src/core/dataset/query/matchRow.js';
import { numberOf } from '../../../src/core/dataset/query/numberOf.js';
import type { ReadRow } from '../../../src/core/dataset/rows/readRow.js';
import { rowCells } from '../../../src/core/dataset/rows/rowCells.js';
import type {
  Bin,
  ColumnProfile,
  JsonType,
  LengthProfile,
  NumberProfile,
  TableProfile,
  TopValue,
} from '../../../src/core/dataset/tableProfile.js';
import type { Json } from '../../../src/core/json.js';

interface Cell {
  readonly row: number;
  readonly isEmpty: boolean;
  readonly type: JsonType;
  readonly text: string;
}

/** What rows tell of their columns, by definition. */
export function profileOf(rows: readonly ReadRow[], columns: readonly string[]): TableProfile {
  return {
    rows: rows.length,
    columns: columns.map((name) => columnProfile(rows, name)),
    columnsLeftOut: 0,
  };
}

function columnProfile(rows: readonly ReadRow[], name: string): ColumnProfile {
  const cells = rows.flatMap((row): Cell[] => {
    const value = Object.hasOwn(row.values, name) ? row.values[name] : undefined;
    if (value === undefined) return [];
    const text = rowCells(row)(name);
    return [{ row: row.row, isEmpty: isEmptyValue(value), type: typeOf(value), text }];
  });
  const types: Partial<Record<JsonType, number>> = {};
  for (const { type } of cells) types[type] = (types[type] ?? 0) + 1;
  const readable = rows.filter(({ broken }) => !broken);
  const lacking = readable.filter(({ values }) => !Object.hasOwn(values, name));
  const filled = cells.filter(({ isEmpty }) => !isEmpty);
  const distinct = new Map<string, Cell[]>();
  for (const cell of filled) {
    const key = `${cell.type} ${cell.text}`;
    const alike = distinct.get(key);
    if (alike) alike.push(cell);
    else distinct.set(key, [cell]);
  }
  const lengths = lengthProfile(filled);
  const numbers = numberProfile(filled);
  return {
    name,
    types,
    missing: lacking.length,
    ...(lacking[0] && { firstMissing: lacking[0].row }),
    empty: cells.length - filled.length,
    distinct: distinct.size,
    distinctIsExact: true,
    ...(lengths && { lengths }),
    ...(numbers && { numbers }),
    top: [...distinct.values()].map(topValue).sort((a, b) => b.count - a.count || a.row - b.row),
  };
}

function typeOf(value: Json): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  // What is left of JSON has these names.
  return typeof value as JsonType;
}

function topValue(cells: readonly Cell[]): TopValue {
  const { text = '', type = 'string', row = 0 } = cells[0] ?? {};
  return { text, type, count: cells.length, isExact: true, row };
}

function lengthProfile(cells: readonly Cell[]): LengthProfile | undefined {
  if (cells.length === 0) return undefined;
  const lengths = cells.map(({ text }) => [...text].length);
  const sorted = [...lengths].sort((a, b) => a - b);
  const longest = Math.max(...lengths);
  return {
    shortest: Math.min(...lengths),
    longest,
    mean: sum(lengths) / lengths.length,
    median: sorted[Math.floor((sorted.length - 1) / 2)] ?? 0,
    longestRow: cells[lengths.indexOf(longest)]?.row ?? 0,
    histogram: [oneBin(lengths)],
  };
}

function numberProfile(cells: readonly Cell[]): NumberProfile | undefined {
  const found = cells.flatMap(({ row, type, text }) => {
    const value = type === 'number' ? Number(text) : numberOf(text);
    return value === undefined || !Number.isFinite(value) ? [] : [{ row, value }];
  });
  if (found.length === 0) return undefined;
  const values = found.map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  // The first of them: 0 and -0 are equal.
  const [min, max] = [found[values.indexOf(least)], found[values.indexOf(most)]];
  const mean = sum(values) / values.length;
  const squares = sum(values.map((value) => (value - mean) ** 2));
  return {
    count: values.length,
    whole: values.filter(Number.isInteger).length,
    min: min?.value ?? least,
    max: max?.value ?? most,
    mean,
    std: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0,
    minRow: min?.row ?? 0,
    maxRow: max?.row ?? 0,
    histogram: [oneBin(values)],
    histogramIsExact: true,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function oneBin(values: readonly number[]): Bin {
  return { from: Math.min(...values), to: Math.max(...values), count: values.length };
}
