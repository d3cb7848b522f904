import type { Json } from '../json.js';
import type { DatasetRow } from './dataset.js';

type ValueType = 'null' | 'boolean' | 'number' | 'string' | 'array' | 'object';

export interface ColumnProfile {
  readonly name: string;
  /** Type of value → rows that have it. */
  readonly types: Readonly<Partial<Record<ValueType, number>>>;
  /** Rows with a value that is neither null, "", [] nor {}. */
  readonly filled: number;
  /** Rows without the field. */
  readonly missing: number;
  /** Distinct values; null where there are more than 1,000. */
  readonly distinct: number | null;
  /** Length of the longest value as text, in UTF-16 units. */
  readonly longest: number;
}

const MAX_DISTINCT = 1000;

/** Collects what each column holds, one row at a time; memory is bounded by columns, not rows. */
export function columnProfiler(): {
  add(row: DatasetRow): void;
  columns(): readonly ColumnProfile[];
} {
  const columns = new Map<string, ReturnType<typeof emptyColumn>>();
  let rows = 0;
  return {
    add: ({ values }) => {
      rows += 1;
      for (const [name, value] of Object.entries(values)) {
        let column = columns.get(name);
        if (!column) columns.set(name, (column = emptyColumn()));
        const text = typeof value === 'string' ? value : JSON.stringify(value);
        const type = typeOf(value);
        column.types[type] = (column.types[type] ?? 0) + 1;
        column.present += 1;
        if (value !== null && text !== '' && text !== '[]' && text !== '{}') column.filled += 1;
        column.longest = Math.max(column.longest, text.length);
        if (column.distinct.size <= MAX_DISTINCT) column.distinct.add(`${type} ${text}`);
      }
    },
    columns: () =>
      [...columns].map(([name, { types, present, filled, longest, distinct }]) => ({
        name,
        types,
        filled,
        missing: rows - present,
        distinct: distinct.size > MAX_DISTINCT ? null : distinct.size,
        longest,
      })),
  };
}

function emptyColumn() {
  const types: Partial<Record<ValueType, number>> = {};
  return { types, present: 0, filled: 0, longest: 0, distinct: new Set<string>() };
}

function typeOf(value: Json): ValueType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  switch (typeof value) {
    case 'boolean':
    case 'number':
    case 'string':
      return typeof value as 'boolean' | 'number' | 'string';
    default:
      return 'object';
  }
}
