/**
 * Finds where records begin, in WebAssembly: AssemblyScript, compiled by `npm run build:scan` into
 * `recordScanWasm.ts`. Sixty-four bytes are taken at a time, as masks with a bit for each byte.
 *
 * Whether a byte of CSV stands inside quotes follows from the number of quotes before it, as long as
 * every quote stands where RFC 4180 allows one. A block with another quote is gone through byte by
 * byte, as csv-parse reads it with `relax_quotes`.
 */

/** Offsets in memory of bytes to scan, `CAPACITY` each: one part is scanned while another is read. */
export const DATA: i32 = 65536;
export const CAPACITY: i32 = 1048576;
export const MORE_DATA: i32 = DATA + CAPACITY;
/** Offset of what is found: three f64 for each of at most `MOST_FOUND` checkpoints. */
export const FOUND: i32 = MORE_DATA + CAPACITY;
export const MOST_FOUND: i32 = 32772;

const QUOTE: u8 = 34;
const LF: u8 = 10;
const CR: u8 = 13;
const SPACE: u8 = 32;
const TAB: u8 = 9;

/** Where the last byte left us. */
const FIELD_START: i32 = 0;
const UNQUOTED: i32 = 1;
const QUOTED: i32 = 2;
/** After a quote inside quotes: closed, or the first half of a doubled one. */
const QUOTE_SEEN: i32 = 3;
const RECORD_START: i32 = 4;
/** JSON Lines: nothing but blanks so far in this line. */
const BLANKS: i32 = 5;

// What a later scan goes on from. f64 holds whole numbers up to 2^53 and passes to JavaScript as it is.
export let state: i32 = RECORD_START;
/** 1 where the last byte was a carriage return. */
export let afterReturn: i32 = 0;
/** Bytes scanned. */
export let position: f64 = 0;
/** Records that have begun. */
export let records: f64 = 0;
/** Line breaks so far, quoted ones too; `\r\n` is one. */
export let breaks: f64 = 0;
/** The next record that begins at this offset or beyond becomes a checkpoint. */
export let boundary: f64 = 0;
/** Offset of the last record's first byte, and the line breaks before it. */
export let lastStart: f64 = -1;
export let lastBreaks: f64 = 0;

/** Lines with nothing in them, or nothing but blanks, that are no part of a record. */
export let blankLines: f64 = 0;

/** Checkpoints that the last call found. */
export let found: i32 = 0;

/** Every how many bytes a checkpoint is wanted. */
export let every: f64 = 65536;

function bits(at: i32, value: v128): u64 {
  const a = <u64>(<u32>i8x16.bitmask(i8x16.eq(v128.load(at), value)));
  const b = <u64>(<u32>i8x16.bitmask(i8x16.eq(v128.load(at, 16), value)));
  const c = <u64>(<u32>i8x16.bitmask(i8x16.eq(v128.load(at, 32), value)));
  const d = <u64>(<u32>i8x16.bitmask(i8x16.eq(v128.load(at, 48), value)));
  return a | (b << 16) | (c << 32) | (d << 48);
}

/** Bit i: the parity of bits 0 to i. */
function parities(mask: u64): u64 {
  mask ^= mask << 1;
  mask ^= mask << 2;
  mask ^= mask << 4;
  mask ^= mask << 8;
  mask ^= mask << 16;
  return mask ^ (mask << 32);
}

function note(offset: f64, before: f64, lines: f64): void {
  const at = FOUND + found * 24;
  store<f64>(at, offset);
  store<f64>(at, before, 8);
  store<f64>(at, lines, 16);
  found += 1;
  boundary = (Math.floor(offset / every) + 1) * every;
}

/** Counts the records that begin in a block, and notes those that become checkpoints. */
function begin(starts: u64, lineBreaks: u64): void {
  if (starts != 0) {
    const last = 63 - <i32>clz<u64>(starts);
    lastStart = position + <f64>last;
    lastBreaks = breaks + <f64>popcnt<u64>(lineBreaks & (((<u64>1) << last) - 1));
    while (position + 64 > boundary) {
      const skip = max<i32>(0, <i32>(boundary - position));
      const rest = starts & ((<u64>-1) << skip);
      if (rest == 0) break;
      const bit = <u64>ctz<u64>(rest);
      const below = ((<u64>1) << bit) - 1;
      note(
        position + <f64>bit,
        records + <f64>popcnt<u64>(starts & below),
        breaks + <f64>popcnt<u64>(lineBreaks & below),
      );
    }
    records += <f64>popcnt<u64>(starts);
  }
  breaks += <f64>popcnt<u64>(lineBreaks);
}

function beginHere(): void {
  if (position >= boundary) note(position, records, breaks);
  lastStart = position;
  lastBreaks = breaks;
  records += 1;
}

/** `isBlank`: nothing of a record stands on the line that this byte may end. */
function countBreak(byte: u8, isBlank: bool): void {
  if (byte == CR || (byte == LF && afterReturn == 0)) {
    breaks += 1;
    if (isBlank) blankLines += 1;
  }
  afterReturn = <i32>(byte == CR);
}

function csvBytes(from: i32, to: i32, delimiter: u8): void {
  for (let at = from; at < to; at += 1) {
    const byte = load<u8>(at);
    const isBreak = byte == LF || byte == CR;
    if (state == RECORD_START && !isBreak) {
      beginHere();
      state = FIELD_START;
    }
    countBreak(byte, state == RECORD_START);
    if (state == QUOTED) {
      if (byte == QUOTE) state = QUOTE_SEEN;
    } else if (isBreak) state = RECORD_START;
    else if (byte == delimiter) state = FIELD_START;
    else if (byte == QUOTE && (state == FIELD_START || state == QUOTE_SEEN)) state = QUOTED;
    else state = UNQUOTED;
    position += 1;
  }
}

/** Scans `length` bytes at `from` as CSV. */
export function scanCsv(from: i32, length: i32, delimiterByte: i32): void {
  found = 0;
  const delimiter = <u8>delimiterByte;
  const quotes = i8x16.splat(<i8>QUOTE);
  const feeds = i8x16.splat(<i8>LF);
  const returns = i8x16.splat(<i8>CR);
  const delimiters = i8x16.splat(<i8>delimiter);
  const whole = from + (length & ~63);
  for (let at = from; at < whole; at += 64) {
    const quote = bits(at, quotes);
    const feed = bits(at, feeds);
    const cr = bits(at, returns);
    const lineBreaks = cr | (feed & ~((cr << 1) | (<u64>afterReturn)));
    const broken = feed | cr;
    const inside: u64 = state == QUOTED ? -1 : 0;
    let quoted = inside;
    if (quote != 0 || state == QUOTE_SEEN) {
      quoted = parities(quote) ^ inside;
      const allowed = bits(at, delimiters) | broken | quote;
      const strayOpening = quote & quoted & ~((allowed << 1) | (<u64>(state != UNQUOTED)));
      const strayClosing = (((quote & ~quoted) << 1) | (<u64>(state == QUOTE_SEEN))) & ~allowed;
      if ((strayOpening | strayClosing) != 0) {
        csvBytes(at, at + 64, delimiter);
        continue;
      }
    }
    const ends = broken & ~quoted;
    const afterEnd = (ends << 1) | (<u64>(state == RECORD_START));
    const starts = ~ends & afterEnd;
    blankLines += <f64>popcnt<u64>(ends & afterEnd & lineBreaks);
    begin(starts, lineBreaks);
    position += 64;
    const last = load<u8>(at, 63);
    afterReturn = <i32>(last == CR);
    if (quoted >> 63 != 0) state = QUOTED;
    else if (last == QUOTE) state = QUOTE_SEEN;
    else if (last == LF || last == CR) state = RECORD_START;
    else state = last == delimiter ? FIELD_START : UNQUOTED;
  }
  csvBytes(whole, from + length, delimiter);
}

function lineBytes(from: i32, to: i32): void {
  for (let at = from; at < to; at += 1) {
    const byte = load<u8>(at);
    countBreak(byte, state != UNQUOTED);
    if (byte == LF || byte == CR) state = RECORD_START;
    else if (state != UNQUOTED) {
      if (byte == SPACE || byte == TAB) state = BLANKS;
      else {
        beginHere();
        state = UNQUOTED;
      }
    }
    position += 1;
  }
}

/** Scans `length` bytes at `from` as JSON Lines: a record is a line that is not blank. */
export function scanLines(from: i32, length: i32): void {
  found = 0;
  const feeds = i8x16.splat(<i8>LF);
  const returns = i8x16.splat(<i8>CR);
  const whole = from + (length & ~63);
  for (let at = from; at < whole; at += 64) {
    const feed = bits(at, feeds);
    const cr = bits(at, returns);
    const broken = feed | cr;
    if (broken == 0 && state == UNQUOTED) {
      position += 64;
      afterReturn = 0;
      continue;
    }
    const afterBreak = (broken << 1) | (<u64>(state == RECORD_START));
    const starts = ~broken & afterBreak;
    const blanks = starts & (bits(at, i8x16.splat(<i8>SPACE)) | bits(at, i8x16.splat(<i8>TAB)));
    if (blanks != 0 || state == BLANKS) {
      lineBytes(at, at + 64);
      continue;
    }
    const lineBreaks = cr | (feed & ~((cr << 1) | (<u64>afterReturn)));
    blankLines += <f64>popcnt<u64>(lineBreaks & afterBreak);
    begin(starts, lineBreaks);
    position += 64;
    const last = load<u8>(at, 63);
    afterReturn = <i32>(last == CR);
    state = last == LF || last == CR ? RECORD_START : UNQUOTED;
  }
  lineBytes(whole, from + length);
}
