import type { RowCount, WrittenCounts } from './writeRequest.js';

/** Counts what becomes of rows and cells as they are written. */
export interface WrittenTally {
  leftOut(row: number): void;
  cutOff(row: number): void;
  unreadable(row: number): void;
  /** A cell that a spreadsheet would take for a formula, with an apostrophe in front. */
  guarded(): void;
  /** Such a cell as it is. */
  unguarded(): void;
  counts(): WrittenCounts;
}

export function createWrittenTally(): WrittenTally {
  const leftOut = rowCounter();
  const cutOff = rowCounter();
  const unreadable = rowCounter();
  let guarded = 0;
  let unguarded = 0;
  return {
    leftOut: leftOut.add,
    cutOff: cutOff.add,
    unreadable: unreadable.add,
    guarded: () => {
      guarded += 1;
    },
    unguarded: () => {
      unguarded += 1;
    },
    counts: () => ({
      leftOut: leftOut.count(),
      cutOff: cutOff.count(),
      unreadable: unreadable.count(),
      guarded,
      unguarded,
    }),
  };
}

function rowCounter() {
  let count: RowCount | undefined;
  return {
    add: (row: number) => {
      count = { rows: (count?.rows ?? 0) + 1, first: count?.first ?? row };
    },
    count: () => count,
  };
}
