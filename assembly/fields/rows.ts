import { moved } from './memory';

/** The row at hand: where it stands and what its cells are, for CSV and JSON Lines alike. */

/** Kinds of value, in the order of JSON_TYPES in `tableProfile.ts`. */
export const NULL: u32 = 0;
export const BOOLEAN: u32 = 1;
export const NUMBER: u32 = 2;
export const STRING: u32 = 3;
export const ARRAY: u32 = 4;
export const OBJECT: u32 = 5;
export const KIND: u32 = 7;
/** The cell's text is not what stands between its ends: it has to be written first. */
export const WRITTEN: u32 = 8;

/** What is odd about a row: bits in the order of ROW_MARKS in `readRow.ts`. */
export const BROKEN: u32 = 1;
export const EXTRA_FIELDS: u32 = 2;
export const MISSING_FIELDS: u32 = 4;
export const STRAY_QUOTE: u32 = 8;
export const REPEATED_KEY: u32 = 16;
export const BAD_BYTES: u32 = 32;

@unmanaged
export class Cell {
  /** Ends of its text, or of what that is to be made of. */
  start: usize;
  stop: usize;
  /** Of CSV the place in the record, of JSON the number of the key. */
  column: u32;
  /** Kind and flags. */
  kind: u32;
}
const CELL_BYTES: usize = 16;

/** From its first byte to the line break behind it. */
export let rowStart: usize = 0;
export let rowEnd: usize = 0;
/** From 1. */
export let row: u32 = 0;
export let marks: u32 = 0;

export let cells: usize = 0;
export let cellCount: i32 = 0;
let room: i32 = 0;

let firstRow: u32 = 0;
/** For each row of the input whether it has bytes that are no text; 0 where none has. */
let badRows: usize = 0;

/** Numbers the rows from `first` on. */
export function beginRows(first: u32, bad: usize): void {
  firstRow = first;
  row = first - 1;
  badRows = bad;
}

export function beginRow(at: usize): void {
  row += 1;
  rowStart = at;
  cellCount = 0;
  marks = badRows != 0 && load<u8>(badRows + (row - firstRow)) != 0 ? BAD_BYTES : 0;
}

/** A row that nobody looks into. */
export function skipRow(): void {
  row += 1;
}

export function endRow(at: usize): void {
  rowEnd = at;
}

export function mark(mark: u32): void {
  marks |= mark;
}

/** Takes back the cells of a row that turns out to be none. */
export function breakRow(): void {
  marks = (marks & BAD_BYTES) | BROKEN;
  cellCount = 0;
}

// A class for want of closures: the call is inlined, and a row has many cells.
export class Row {
  @inline
  static add(start: usize, stop: usize, column: u32, kind: u32): void {
    if (cellCount == room) growCells();
    const cell = changetype<Cell>(cells + cellCount * CELL_BYTES);
    cell.start = start;
    cell.stop = stop;
    cell.column = column;
    cell.kind = kind;
    cellCount += 1;
  }

  /** Puts another value in the place of one that was added before. */
  @inline
  static set(index: u32, start: usize, stop: usize, kind: u32): void {
    const cell = changetype<Cell>(cells + index * CELL_BYTES);
    cell.start = start;
    cell.stop = stop;
    cell.kind = kind;
  }

  @inline
  static cell(index: i32): Cell {
    return changetype<Cell>(cells + index * CELL_BYTES);
  }
}

function growCells(): void {
  const more = max(256, 2 * room);
  cells = moved(cells, room * CELL_BYTES, more * CELL_BYTES);
  room = more;
}
