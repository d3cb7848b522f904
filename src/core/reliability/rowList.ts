/** Rows that a figure counts. */
export interface RowList {
  readonly count: number;
  /** Ids of the first of them (see `rowId`), `MOST_LISTED` at most, in the order of the file. */
  readonly ids: readonly number[];
}

/** More rows than anybody reads; a list that is longer would weigh more than it tells. */
const MOST_LISTED = 5000;

/** A list of rows while they come in. */
export interface GrowingRowList {
  add(id: number): void;
  current(): RowList;
}

export function growRowList(): GrowingRowList {
  let count = 0;
  const ids: number[] = [];
  return {
    add(id) {
      count += 1;
      if (ids.length < MOST_LISTED) ids.push(id);
    },
    current: () => ({ count, ids: [...ids] }),
  };
}
