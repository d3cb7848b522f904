import { end, input, scratch, take } from './memory';
import { beginRow, breakRow, cellCount, endRow, mark, Row } from './rows';
import { setText } from './text';
import { EXTRA_FIELDS, MISSING_FIELDS, STRAY_QUOTE, STRING, WRITTEN } from './rows';
import { bits, breaks, parities, CR, LF, QUOTE } from './vectors';

/**
 * The records of CSV, as csv-parse reads them with `relax_quotes`. Where fields end is found for many
 * bytes at a time, by masks of sixty-four, and kept in a list that the rows are then made of.
 */

/** Where the last byte left us. */
const FIELD_START: i32 = 0;
const UNQUOTED: i32 = 1;
const QUOTED: i32 = 2;
/** After a quote inside quotes: closed, or the first half of a doubled one. */
const QUOTE_SEEN: i32 = 3;
const RECORD_START: i32 = 4;

let state: i32 = RECORD_START;
let delimiter: u8 = 44;
let columns: i32 = 0;

/** Bytes gone through at a time. */
const PIECE: usize = 16384;
/** The ends of fields that were found: offset in the input * 16, and flags. */
let found: usize = 0;
let next: usize = 0;
let last: usize = 0;
const LAST_FIELD: u32 = 1;
/** A quote before and behind it, none in it. */
const IN_QUOTES: u32 = 2;
/** With other quotes. */
const MORE_QUOTES: u32 = 4;
/** With one where RFC 4180 allows none. */
const STRAY: u32 = 8;

/** Up to where ends were looked for. */
let position: usize = 0;
/** Quotes so far, and those before the field at hand. */
let quotes: u32 = 0;
let quotesBefore: u32 = 0;
let isStray: bool = false;
let isOpen: bool = false;
let fieldStart: usize = 0;

export function prepareCsv(byte: u8, count: i32): void {
  delimiter = byte;
  columns = count;
  // A piece has at most an end for each of its bytes, the last one another.
  found = take((PIECE + 1) * 4);
}

export function beginCsv(): void {
  state = RECORD_START;
  position = fieldStart = input;
  next = last = found;
  quotes = quotesBefore = 0;
  isStray = isOpen = false;
}

/** Whether there is another record: it is the row at hand then. */
export function nextCsvRow(): bool {
  let start = fieldStart;
  while (start < end && (load<u8>(start) == LF || load<u8>(start) == CR)) start += 1;
  if (start >= end) return false;
  beginRow(start);
  let hasExtra = false;
  let hasStray = false;
  for (let column = 0; ; column += 1) {
    if (next == last) findEnds();
    const flags = load<u32>(next);
    const at = input + (flags >>> 4);
    next += 4;
    const inside = <usize>((flags & IN_QUOTES) >>> 1);
    Row.add(
      start + inside,
      at - inside,
      column,
      (flags & MORE_QUOTES) == 0 ? STRING : STRING | WRITTEN,
    );
    if (column >= columns && start + 2 * inside < at) hasExtra = true;
    if ((flags & STRAY) != 0) hasStray = true;
    start = at + 1;
    if ((flags & LAST_FIELD) != 0) break;
  }
  fieldStart = start;
  endRow(start - 1);
  if (isOpen && start > end) breakRow();
  else {
    if (cellCount < columns) mark(MISSING_FIELDS);
    if (hasExtra) mark(EXTRA_FIELDS);
    if (hasStray) mark(STRAY_QUOTE);
  }
  return true;
}

/** Looks for the ends of fields until there are some; called where one is left. */
function findEnds(): void {
  next = last = found;
  while (last == found) {
    const to = min(position + PIECE, end);
    for (; position + 64 <= to; position += 64) block(position, -1);
    if (to < end) continue;
    if (position < end) block(position, ((<u64>1) << (end - position)) - 1);
    position = end;
    if (state == RECORD_START) return;
    isOpen = state == QUOTED;
    note(end, LAST_FIELD);
    return;
  }
}

/** The field at hand ends here. */
function note(at: usize, flags: u32): void {
  const count = quotes - quotesBefore;
  if (isStray) flags |= STRAY | MORE_QUOTES;
  else if (count == 2) flags |= IN_QUOTES;
  else if (count != 0) flags |= MORE_QUOTES;
  isStray = false;
  quotesBefore = quotes;
  store<u32>(last, ((<u32>(at - input)) << 4) | flags);
  last += 4;
}

/** The bytes of `wanted` among sixty-four. */
function block(at: usize, wanted: u64): void {
  const quote = bits(at, i8x16.splat(QUOTE)) & wanted;
  // Inside quotes nothing else matters.
  if (quote == 0 && state == QUOTED) return;
  const broken = breaks(at) & wanted;
  const separator = bits(at, i8x16.splat(delimiter)) & wanted;
  const inside: u64 = state == QUOTED ? -1 : 0;
  let quoted = inside;
  if (quote != 0 || state == QUOTE_SEEN) {
    quoted = parities(quote) ^ inside;
    const allowed = separator | broken | quote;
    const opening = quote & quoted & ~((allowed << 1) | (<u64>(state != UNQUOTED)));
    const closing = (((quote & ~quoted) << 1) | (<u64>(state == QUOTE_SEEN))) & ~allowed & wanted;
    if ((opening | closing) != 0) {
      bytes(at, wanted == -1 ? at + 64 : end);
      return;
    }
  }
  const real = broken & ~quoted;
  const afterBreak = (real << 1) | (<u64>(state == RECORD_START));
  const ending = real & ~afterBreak;
  let open = (separator & ~quoted) | ending;
  const earlier = quotes;
  for (; open != 0; open &= open - 1) {
    const bit = ctz(open);
    if (quote != 0) quotes = earlier + <u32>popcnt(quote & (((<u64>1) << bit) - 1));
    note(at + <usize>bit, (<u32>(ending >> bit)) & LAST_FIELD);
  }
  quotes = earlier + <u32>popcnt(quote);
  const final = load<u8>(wanted == -1 ? at + 63 : end - 1);
  if (quoted >> (63 - clz(wanted)) != 0) state = QUOTED;
  else if (final == QUOTE) state = QUOTE_SEEN;
  else if (final == LF || final == CR) state = RECORD_START;
  else state = final == delimiter ? FIELD_START : UNQUOTED;
}

/** The same byte by byte, where a quote stands that RFC 4180 does not allow. */
function bytes(from: usize, to: usize): void {
  for (let at = from; at < to; at += 1) {
    const byte = load<u8>(at);
    const isBreak = byte == LF || byte == CR;
    if (state == RECORD_START && !isBreak) state = FIELD_START;
    if (state == QUOTED) {
      if (byte == QUOTE) state = QUOTE_SEEN;
    } else if (isBreak) {
      if (state != RECORD_START) note(at, LAST_FIELD);
      state = RECORD_START;
    } else if (byte == delimiter) {
      note(at, 0);
      state = FIELD_START;
    } else if (byte == QUOTE && (state == FIELD_START || state == QUOTE_SEEN)) state = QUOTED;
    else {
      if (byte == QUOTE || state == QUOTE_SEEN) isStray = true;
      state = UNQUOTED;
    }
    quotes += <u32>(byte == QUOTE);
  }
}

/** The text of a field with quotes that do not only enclose it. */
export function fieldText(start: usize, stop: usize): void {
  if (load<u8>(start) != QUOTE) {
    setText(start, stop - start);
    return;
  }
  // The first quote is part of the text where it turns out not to enclose the field.
  store<u8>(scratch, QUOTE);
  let to = scratch + 1;
  for (let at = start + 1; ;) {
    const bytes = v128.load(at);
    v128.store(to, bytes);
    const found = i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(QUOTE)));
    if (found == 0) {
      at += 16;
      to += 16;
      continue;
    }
    at += <usize>ctz(found) + 1;
    to += <usize>ctz(found);
    if (at < stop && load<u8>(at) == QUOTE) {
      store<u8>(to, QUOTE);
      to += 1;
      at += 1;
      continue;
    }
    // csv-parse takes a zero byte behind the quote for the end of the data.
    const begin = at == stop || load<u8>(at) == 0 ? scratch + 1 : scratch;
    if (begin == scratch) {
      store<u8>(to, QUOTE);
      to += 1;
    }
    memory.copy(to, at, stop - at);
    setText(begin, to + (stop - at) - begin);
    return;
  }
}
