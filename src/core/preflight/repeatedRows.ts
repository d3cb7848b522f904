import type { DatasetRow } from '../dataset/dataset.js';
import { contentKey } from '../dataset/rows/contentKey.js';

/** Rows that say the same as an earlier one, in the columns that matter. */
export interface RepeatedRows {
  readonly count: number;
  /** The first such row and the row that it repeats, from 1. */
  readonly first?: readonly [row: number, earlier: number];
  /** Rows looked at: of more, the rest is not known. */
  readonly rows: number;
}

interface RepeatedRowsCollector {
  add(row: DatasetRow): void;
  found(): RepeatedRows;
}

/** 12 bytes a place: 50 MB at the most. */
const MOST_ROWS = 2_000_000;
/** As many as a double holds exactly; two of two million different rows agree once in 2,000 datasets. */
const HEX_DIGITS = 13;

/** Remembers the content of up to two million rows, in a table of fixed size. */
export function createRepeatedRows(
  total: number,
  columns: readonly string[],
): RepeatedRowsCollector {
  const most = Math.min(total, MOST_ROWS);
  const places = 2 ** Math.max(4, Math.ceil(Math.log2(2 * most + 1)));
  const keys = new Float64Array(places);
  const rowOf = new Uint32Array(places);
  let rows = 0;
  let count = 0;
  let first: RepeatedRows['first'];
  return {
    add({ row, values }) {
      if (rows >= most) return;
      rows += 1;
      const key = Number.parseInt(contentKey(values, columns).slice(0, HEX_DIGITS), 16);
      let place = key % places;
      while (rowOf[place] !== 0 && keys[place] !== key) place = (place + 1) % places;
      const earlier = rowOf[place] ?? 0;
      if (earlier === 0) {
        keys[place] = key;
        rowOf[place] = row;
        return;
      }
      count += 1;
      first ??= [row, earlier];
    },
    found: () => ({ count, rows, ...(first && { first }) }),
  };
}
