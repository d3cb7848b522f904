import type { RowSet } from '../../core/dataset/rows/rowSet.js';

/** Rows in some order. Rows and places count from 1. */
export interface RowList {
  /** Rows in it by now. */
  readonly size: number;
  at(place: number): number | undefined;
  placeOf(row: number): number | undefined;
}

/** Every row of the file. */
export function allRows(count: () => number): RowList {
  const within = (row: number) => (row >= 1 && row <= count() ? row : undefined);
  return {
    get size() {
      return count();
    },
    at: within,
    placeOf: within,
  };
}

/** Some rows, in the order of the file. */
export function rowsOfSet(set: RowSet): RowList {
  return {
    get size() {
      return set.size;
    },
    at: set.at,
    placeOf: (row) => (set.has(row) ? set.countUpTo(row) : undefined),
  };
}

/** Rows in an order of their own. */
export function rowsInOrder(rows: Uint32Array): RowList {
  return {
    size: rows.length,
    at: (place) => rows[place - 1],
    placeOf(row) {
      const index = rows.indexOf(row);
      return index < 0 ? undefined : index + 1;
    },
  };
}
