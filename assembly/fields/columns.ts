import { cellText, isEmpty } from './cells';
import { countValue, createFrequent, Frequent } from './frequent';
import { moved, take } from './memory';
import { isNumber, readNumber, value } from './numbers';
import { Cell, KIND, NUMBER, STRING, row } from './rows';
import { characters, hashOf, text, textLength } from './text';
import { SPACE, TAB } from './vectors';

/** What the values of each column come to. */
@unmanaged
export class Column {
  /** Rows by kind of value, in the order of the kinds. */
  nulls: u32;
  booleans: u32;
  numbers: u32;
  strings: u32;
  lists: u32;
  objects: u32;
  empty: u32;
  /** 1 as long as no row lacked it. */
  isComplete: u32;
  /** Code points of the values that are not empty. */
  shortest: u32;
  longest: u32;
  longestRow: u32;
  /** Values by length, and by themselves. Nothing is there before the first value. */
  lengths: usize;
  total: u64;
  frequent: usize;
  figures: usize;
}
const COLUMN_BYTES: usize = 64;

/** What its numbers come to. */
@unmanaged
export class Figures {
  count: u32;
  whole: u32;
  minRow: u32;
  maxRow: u32;
  min: f64;
  max: f64;
  /** Sums of the distances from a number that is near the mean, and of their squares. */
  center: f64;
  sum: f64;
  squares: f64;
  /** Every so many numbers one is kept; after how many it is the next one's turn. */
  every: u32;
  waiting: u32;
  sampled: u32;
  room: u32;
  /** The sample stands behind this. */
}
const FIGURES_BYTES: usize = 72;

/** Columns of which much is remembered; there is less memory for each of the others. */
const DETAILED: u32 = 1024;
const MOST_LENGTHS: u32 = 200;

let columns: usize = 0;
let room: u32 = 0;
export let columnCount: u32 = 0;

export class Columns {
  @inline
  static at(number: u32): Column {
    return changetype<Column>(columns + number * COLUMN_BYTES);
  }

  /** Counts that a row has a value of this kind. */
  @inline
  static countKind(column: Column, kind: u32): void {
    const rows = changetype<usize>(column) + (kind << 2);
    store<u32>(rows, load<u32>(rows) + 1);
  }
}

/** For the other side. */
export function columnAt(number: u32): usize {
  return changetype<usize>(Columns.at(number));
}

export function growColumns(count: u32): void {
  if (count > room) {
    const more = max(max(64, 2 * room), count);
    columns = moved(columns, room * COLUMN_BYTES, more * COLUMN_BYTES);
    room = more;
  }
  columnCount = count;
}

/** Counts the value of a cell of the row at hand. */
export function countCell(cell: Cell): void {
  const column = Columns.at(cell.column);
  const kind = cell.kind & KIND;
  Columns.countKind(column, kind);
  if (isEmpty(cell)) {
    column.empty += 1;
    return;
  }
  if (column.lengths == 0) beginColumn(column, cell.column);
  cellText(cell);
  const hash = hashOf(text, textLength, kind);
  countLength(column, characters);
  countValue(changetype<Frequent>(column.frequent), hash, row, kind);
  if (kind == STRING) {
    if (mayBeNumber(load<u8>(text)) && isNumber(text, textLength)) countNumber(column, cell.column);
  } else if (kind == NUMBER && readNumber(text, text + textLength))
    countNumber(column, cell.column);
}

function beginColumn(column: Column, number: u32): void {
  const isDetailed = number < DETAILED;
  column.lengths = take(MOST_LENGTHS * 4);
  column.shortest = u32.MAX_VALUE;
  column.frequent = changetype<usize>(createFrequent(isDetailed ? 256 : 16, isDetailed ? 12 : 8));
}

/** Lengths below 16 are counted each, others by their first four bits. */
function countLength(column: Column, length: u32): void {
  if (length < column.shortest) column.shortest = length;
  if (length > column.longest) {
    column.longest = length;
    column.longestRow = row;
  }
  column.total += length;
  let place = length;
  if (length >= 16) {
    const octave = 31 - clz(length);
    place = min(8 * (octave - 2) + ((length >>> (octave - 3)) & 7), MOST_LENGTHS - 1);
  }
  const at = column.lengths + (place << 2);
  store<u32>(at, load<u32>(at) + 1);
}

/** What a number can begin with: a digit, a sign, a point or a blank. */
function mayBeNumber(first: u8): bool {
  return (
    first <= 57 &&
    (first >= 48 || first == 43 || first == 45 || first == 46 || first == SPACE || first == TAB)
  );
}

function countNumber(column: Column, number: u32): void {
  if (column.figures == 0) column.figures = createFigures(number < DETAILED ? 512 : 32);
  const figures = changetype<Figures>(column.figures);
  figures.count += 1;
  if (value == Math.floor(value)) figures.whole += 1;
  if (value < figures.min) {
    figures.min = value;
    figures.minRow = row;
  }
  if (value > figures.max) {
    figures.max = value;
    figures.maxRow = row;
  }
  if (figures.count == 1) figures.center = value;
  const distance = value - figures.center;
  figures.sum += distance;
  figures.squares += distance * distance;
  if ((figures.count & (figures.count - 1)) == 0) center(figures);
  figures.waiting -= 1;
  if (figures.waiting == 0) keep(figures);
}

function createFigures(size: u32): usize {
  const at = take(FIGURES_BYTES + size * 8);
  const figures = changetype<Figures>(at);
  figures.min = Infinity;
  figures.max = -Infinity;
  figures.every = 1;
  figures.waiting = 1;
  figures.room = size;
  return at;
}

/** Measures from the mean of the numbers so far: sums of small distances stay exact. */
function center(figures: Figures): void {
  const mean = figures.sum / <f64>figures.count;
  figures.squares -= figures.sum * mean;
  figures.center += mean;
  figures.sum = 0;
}

/** Keeps the number at hand; of a full sample only every other one stays. */
function keep(figures: Figures): void {
  const sample = changetype<usize>(figures) + FIGURES_BYTES;
  store<f64>(sample + (figures.sampled << 3), value);
  figures.sampled += 1;
  figures.waiting = figures.every;
  if (figures.sampled < figures.room) return;
  for (let place: u32 = 0; place < figures.room; place += 2) {
    store<f64>(sample + (place << 2), load<f64>(sample + (place << 3)));
  }
  figures.sampled = figures.room / 2;
  figures.every *= 2;
}
