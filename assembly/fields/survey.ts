import { Columns, columnCount, countCell, growColumns } from './columns';
import { isCsv, nextRow, rewind } from './form';
import { firstMissing, firstRow, leftOut, newColumn, oddRow } from './host';
import { hasKey, keysBefore } from './jsonRows';
import { keyCount, keyLimit, Keys } from './jsonKeys';
import { fill } from './memory';
import { BROKEN, KIND, Row, beginRows, cellCount, marks, row } from './rows';

/** Adds rows to what is known of all columns. */

let hasFigures: bool = true;

/** Which columns there are, which rows lack some and what is odd: that is all that is asked. */
export function withoutFigures(): void {
  hasFigures = false;
}

/** Rows that can be read. */
export let soundRows: u32 = 0;
/** Columns that no row lacked so far. */
let completeCount: u32 = 0;

/** Gives how many rows there are, sound or not. */
export function survey(length: usize, first: u32, bad: usize): u32 {
  fill(length);
  beginRows(first, bad);
  rewind();
  while (nextRow()) {
    if (marks != 0) oddRow(row, marks, cellCount);
    if ((marks & BROKEN) != 0) continue;
    if (soundRows == 0) firstRow(row);
    if (isCsv) countFields();
    else countMembers();
    soundRows += 1;
  }
  return row + 1 - first;
}

/** Of CSV, which columns a row has follows from how many fields it has. */
function countFields(): void {
  if (!hasFigures) return;
  const count = min(cellCount, <i32>columnCount);
  for (let index = 0; index < count; index += 1) countCell(Row.cell(index));
}

function countMembers(): void {
  takeKeys();
  let complete: u32 = 0;
  for (let index = 0; index < cellCount; index += 1) {
    const cell = Row.cell(index);
    if (cell.column >= keyLimit) continue;
    const column = Columns.at(cell.column);
    complete += column.isComplete;
    if (hasFigures) countCell(cell);
    else Columns.countKind(column, cell.kind & KIND);
  }
  if (complete < completeCount) findMissing();
}

/** The keys that this row is the first to have become columns, as long as there is room. */
function takeKeys(): void {
  if (keyCount == keysBefore) return;
  const before = columnCount;
  growColumns(min(keyCount, keyLimit));
  for (let number = before; number < columnCount; number += 1) {
    newColumn(row, number);
    if (soundRows > 0) continue;
    Columns.at(number).isComplete = 1;
    completeCount += 1;
  }
  for (let number = max(keysBefore, keyLimit); number < keyCount; number += 1) {
    leftOut(Keys.at(number).hash);
  }
}

function findMissing(): void {
  for (let number: u32 = 0; number < columnCount; number += 1) {
    const column = Columns.at(number);
    if (column.isComplete == 0 || hasKey(number)) continue;
    column.isComplete = 0;
    completeCount -= 1;
    firstMissing(row, number);
  }
}
