import type { ArbitraryTable } from './arbitraryTables.js';
import { recordStarts } from './recordStarts.js';

/** Whole records that stand next to each other. */
export interface TestGroup {
  readonly bytes: Buffer;
  /** Of the first: its number, and its line if the table is all there is. */
  readonly row: number;
  readonly line: number;
}

/** The records of a table in groups of so many; a last group has the rest. */
export function rowGroups(table: ArbitraryTable, sizes: readonly number[]): TestGroup[] {
  const starts = recordStarts(table);
  const groups: TestGroup[] = [];
  for (let first = 0, place = 0; first < starts.length; place += 1) {
    const last = first + (sizes[place] ?? starts.length);
    const { offset = 0, breaks = 0 } = starts[first] ?? {};
    groups.push({
      bytes: table.bytes.subarray(offset, starts[last]?.offset),
      row: first + 1,
      line: breaks + 1,
    });
    first = last;
  }
  return groups;
}
