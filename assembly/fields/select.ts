import { cellText, isEmpty } from './cells';
import { nextCandidate } from './candidates';
import { find, nextRow, rewind, skipRows } from './form';
import { test, testBroken } from './host';
import { fill, input, moved } from './memory';
import { isNumber, value } from './numbers';
import { beginRows, Cell, cellCount, marks, row, Row, rowEnd, rowStart, BROKEN } from './rows';
import { contains, Pattern } from './search';
import { hasSurrogate, text, textLength } from './text';
import { isSame } from './vectors';

/** Which rows meet all of a list of conditions. */

// Kinds of condition, the cheapest first.
const MARKED: u32 = 0;
const EMPTY: u32 = 1;
const RANGE: u32 = 2;
const EQUALS: u32 = 3;
const CONTAINS: u32 = 4;
// 5: the other side looks at the texts; where there is a pattern, only at those that hold it.

/** A condition on any column. */
export const ANY: u32 = 0xffffffff;

@unmanaged
export class Condition {
  kind: u32;
  /** 1 where it must not be met. */
  not: u32;
  column: u32;
  pattern: usize;
  marks: u32;
  /** What the other side knows it by. */
  number: u32;
  min: f64;
  max: f64;
}
const CONDITION_BYTES: usize = 40;

let conditions: usize = 0;
let conditionCount: u32 = 0;

/** Numbers of the rows that were found last. */
export let found: usize = 0;
let room: u32 = 0;

export function meet(from: usize, count: u32): void {
  conditions = from;
  conditionCount = count;
}

/** Whether any row can be among those looked for. */
export function hasCandidate(length: usize): bool {
  fill(length);
  return nextCandidate(input) != 0;
}

/** Gives how many rows are found. */
export function select(length: usize, first: u32, bad: usize): u32 {
  fill(length);
  beginRows(first, bad);
  rewind();
  let count: u32 = 0;
  for (let at = nextCandidate(input); at != 0; at = nextCandidate(rowEnd)) {
    skipRows(at);
    do if (!nextRow()) return count;
    while (rowEnd <= at);
    if (!meetsAll()) continue;
    if (count == room) grow();
    store<u32>(found + (count << 2), row);
    count += 1;
  }
  return count;
}

function grow(): void {
  const more = max<u32>(1024, 2 * room);
  found = moved(found, room << 2, more << 2);
  room = more;
}

function meetsAll(): bool {
  for (let index: u32 = 0; index < conditionCount; index += 1) {
    const condition = changetype<Condition>(conditions + index * CONDITION_BYTES);
    if (<u32>meets(condition) == condition.not) return false;
  }
  return true;
}

function meets(condition: Condition): bool {
  const kind = condition.kind;
  const column = condition.column;
  if (kind == MARKED) return (marks & condition.marks) != 0;
  if ((marks & BROKEN) != 0) {
    return column == ANY && testBroken(condition.number, row, rowStart, rowEnd);
  }
  if (column == ANY) {
    for (let index = 0; index < cellCount; index += 1) {
      if (cellMeets(Row.cell(index), condition)) return true;
    }
    return false;
  }
  const cell = find(column);
  return cell === null ? kind == EMPTY : cellMeets(cell, condition);
}

function cellMeets(cell: Cell, condition: Condition): bool {
  if (condition.kind == EMPTY) return isEmpty(cell);
  cellText(cell);
  switch (condition.kind) {
    case CONTAINS:
      return contains(changetype<Pattern>(condition.pattern), text, textLength);
    case EQUALS: {
      const pattern = changetype<Pattern>(condition.pattern);
      return textLength == pattern.byteCount && isSame(text, pattern.bytes, textLength);
    }
    case RANGE:
      if (!isNumber(text, textLength)) return false;
      return value >= condition.min && value <= condition.max;
    default: {
      const pattern = condition.pattern;
      if (pattern != 0 && !contains(changetype<Pattern>(pattern), text, textLength)) return false;
      return test(condition.number, text, textLength, hasSurrogate);
    }
  }
}
