import { beginCsv, nextCsvRow } from './csvRows';
import { Keys } from './jsonKeys';
import { beginJson, hasKey, nextJsonRow, skipJsonRows } from './jsonRows';
import { Cell, cellCount, Row } from './rows';

/** The rows of the input, whichever form it has. */

export let isCsv: bool = false;

export function readCsv(): void {
  isCsv = true;
}

export function rewind(): void {
  if (isCsv) beginCsv();
  else beginJson();
}

/** Whether there is another row: it is the row at hand then. */
export function nextRow(): bool {
  return isCsv ? nextCsvRow() : nextJsonRow();
}

/** Passes over rows that end before this place; not over all of them in CSV. */
export function skipRows(until: usize): void {
  if (!isCsv) skipJsonRows(until);
}

/** The cell of a column; null where the row lacks it. */
export function find(column: u32): Cell | null {
  if (isCsv) return column < <u32>cellCount ? Row.cell(column) : null;
  return hasKey(column) ? Row.cell(Keys.at(column).cell) : null;
}
