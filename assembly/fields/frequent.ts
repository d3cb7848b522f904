import { take } from './memory';

/**
 * Counts of the values of a column, by the hash of each. A table that is full grows, so that all is
 * exact in files that are not large. One that may not grow makes room by dropping the rarer values
 * (Misra and Gries, in batches), and stays small from then on: what a value can have lost is known,
 * so that every count comes with its error.
 */
@unmanaged
export class Frequent {
  /** Values, and how many at most. */
  count: u32;
  most: u32;
  /** Twice as many places as values, as a mask. */
  mask: u32;
  /** No value that isn't in the table was there more often. */
  error: u32;
  /** HyperLogLog of all values, once some were dropped: 2^precision bytes. */
  registers: usize;
  precision: u32;
  /** The first places are behind this. */
  places: usize;
  /** As many values as fit there. */
  least: u32;
}
const FREQUENT_HEAD: usize = 32;

@unmanaged
export class Value {
  /** 0 in a free place. */
  hash: u64;
  /** How often it was there since it came into the table, and how often before at most. */
  count: u32;
  slack: u32;
  /** The first row that had it since, and its kind. */
  row: u32;
  kind: u32;
}
export const VALUE_BYTES: usize = 24;

/** Values of the largest table, and bytes that tables may still grow by in all. */
const MOST: u32 = 4096;
let spare: usize = 0x800000;

/** Room to choose among the values of a table, and to keep half of those of the first places. */
let numbers: usize = 0;
let survivors: usize = 0;
const MOST_KEPT: u32 = 128;

export function createFrequent(most: u32, precision: u32): Frequent {
  if (numbers == 0) {
    numbers = take(MOST * 4);
    survivors = take(MOST_KEPT * VALUE_BYTES);
  }
  const table = changetype<Frequent>(take(FREQUENT_HEAD + 2 * most * VALUE_BYTES));
  table.least = most;
  table.precision = precision;
  resetPlaces(table);
  return table;
}

/** Back to the first places. */
function resetPlaces(table: Frequent): void {
  table.places = changetype<usize>(table) + FREQUENT_HEAD;
  table.most = table.least;
  table.mask = 2 * table.least - 1;
}

export function countValue(table: Frequent, hash: u64, row: u32, kind: u32): void {
  let places = table.places;
  const mask = table.mask;
  let place = (<u32>hash) & mask;
  while (true) {
    const value = changetype<Value>(places + place * VALUE_BYTES);
    if (value.hash == hash) {
      value.count += 1;
      return;
    }
    if (value.hash == 0) break;
    place = (place + 1) & mask;
  }
  if (table.count == table.most) {
    if (table.registers != 0 || !grow(table)) dropRare(table);
    places = table.places;
    place = freePlace(table, hash);
  }
  const value = changetype<Value>(places + place * VALUE_BYTES);
  value.hash = hash;
  value.count = 1;
  value.slack = table.error;
  value.row = row;
  value.kind = kind;
  table.count += 1;
  if (table.registers != 0) register(table, hash);
}

function register(table: Frequent, hash: u64): void {
  const precision = table.precision;
  const at = table.registers + <usize>(hash >>> (64 - precision));
  // The bit behind the others ends the zeros.
  const zeros = <u8>clz((hash << precision) | ((<u64>1) << (precision - 1)));
  if (load<u8>(at) <= zeros) store<u8>(at, zeros + 1);
}

function beginRegisters(table: Frequent): void {
  table.registers = take((<usize>1) << table.precision);
  const places = table.places;
  for (let place: u32 = 0; place <= table.mask; place += 1) {
    const hash = load<u64>(places + place * VALUE_BYTES);
    if (hash != 0) register(table, hash);
  }
}

function freePlace(table: Frequent, hash: u64): u32 {
  const places = table.places;
  let place = (<u32>hash) & table.mask;
  while (load<u64>(places + place * VALUE_BYTES) != 0) place = (place + 1) & table.mask;
  return place;
}

/** Whether there was room for twice as many values. */
function grow(table: Frequent): bool {
  const most: u32 = 2 * table.most;
  const bytes: usize = 2 * most * VALUE_BYTES;
  if (most > MOST || bytes > spare) return false;
  spare -= bytes;
  const before = table.places;
  const stop = before + (table.mask + 1) * VALUE_BYTES;
  table.places = take(bytes);
  table.most = most;
  table.mask = 2 * most - 1;
  for (let at = before; at < stop; at += VALUE_BYTES) {
    const hash = load<u64>(at);
    if (hash == 0) continue;
    memory.copy(table.places + freePlace(table, hash) * VALUE_BYTES, at, VALUE_BYTES);
  }
  return true;
}

/** Drops the values that may have been there least often; half of the first places stay full at most. */
function dropRare(table: Frequent): void {
  if (table.registers == 0) beginRegisters(table);
  const places = table.places;
  const stop = places + (table.mask + 1) * VALUE_BYTES;
  let count = 0;
  let least = 0;
  for (let at = places; at < stop; at += VALUE_BYTES) {
    const value = changetype<Value>(at);
    if (value.hash == 0) continue;
    const most = value.count + value.slack;
    least += <i32>(most == table.error + 1);
    store<u32>(numbers + (count << 2), most);
    count += 1;
  }
  // All are above the last limit, mostly by one alone.
  const room = table.least >>> 1;
  const limit = count - least <= <i32>room ? table.error + 1 : largest(count, room);
  table.error = limit;
  let kept = 0;
  for (let at = places; at < stop; at += VALUE_BYTES) {
    const value = changetype<Value>(at);
    if (value.hash == 0 || value.count + value.slack <= limit) continue;
    memory.copy(survivors + kept * VALUE_BYTES, at, VALUE_BYTES);
    kept += 1;
  }
  resetPlaces(table);
  memory.fill(table.places, 0, (table.mask + 1) * VALUE_BYTES);
  table.count = kept;
  for (let at = 0; at < kept; at += 1) {
    const from = survivors + at * VALUE_BYTES;
    memory.copy(table.places + freePlace(table, load<u64>(from)) * VALUE_BYTES, from, VALUE_BYTES);
  }
}

/** Of the numbers that were written down, the largest but for so many (Hoare's selection). */
function largest(count: i32, others: i32): u32 {
  const wanted = count - 1 - others;
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const pivot = load<u32>(numbers + (wanted << 2));
    let left = low;
    let right = high;
    while (left <= right) {
      while (load<u32>(numbers + (left << 2)) < pivot) left += 1;
      while (load<u32>(numbers + (right << 2)) > pivot) right -= 1;
      if (left > right) break;
      const held = load<u32>(numbers + (left << 2));
      store<u32>(numbers + (left << 2), load<u32>(numbers + (right << 2)));
      store<u32>(numbers + (right << 2), held);
      left += 1;
      right -= 1;
    }
    if (right < wanted) low = left;
    if (wanted < left) high = right;
  }
  return load<u32>(numbers + (wanted << 2));
}
