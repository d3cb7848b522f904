import { end, input } from './memory';
import { dropPassing, forgetKeys, keyCount, keyNumber, Keys, NONE } from './jsonKeys';
import { hasEscape, isLoose, plainString, resetFlags, skipBlanks, stringEnd } from './jsonStrings';
import { CLOSE_OBJECT, COLON, COMMA, OPEN_LIST, OPEN_OBJECT } from './jsonValues';
import { literalEnd, nestedEnd, numberEnd } from './jsonValues';
import { beginRow, breakRow, cellCount, endRow, mark, Row, skipRow, WRITTEN } from './rows';
import { ARRAY, BOOLEAN, NULL, NUMBER, OBJECT, REPEATED_KEY, STRING } from './rows';
import { text, textLength } from './text';
import { lineEnd, CR, LF, QUOTE, SPACE, TAB } from './vectors';

/** The rows of JSON Lines: a row is a line that is not blank, and a sound one is an object. */

let position: usize = 0;
/** Tells rows apart, whatever their numbers. */
let serial: u32 = 0;
/** The key that rows begin with, as far as is known. */
let firstKey: u32 = NONE;
/** Keys that were known before the row at hand. */
export let keysBefore: u32 = 0;

export function beginJson(): void {
  position = input;
}

/** Whether there is another row: it is the row at hand then. */
export function nextJsonRow(): bool {
  let at = position;
  while (at < end && isBlank(load<u8>(at))) at += 1;
  if (at >= end) return false;
  beginRow(at);
  dropPassing();
  serial += 1;
  keysBefore = keyCount;
  const stop = objectEnd(at);
  if (stop != 0) {
    const behind = skipBlanks(stop);
    if (load<u8>(behind) == LF || load<u8>(behind) == CR) {
      endRow(behind);
      position = behind;
      return true;
    }
  }
  breakRow();
  forgetKeys(keysBefore);
  position = lineEnd(at);
  endRow(position);
  return true;
}

/** Passes over the rows that end before this place. */
export function skipJsonRows(until: usize): void {
  while (true) {
    let at = position;
    while (at < end && isBlank(load<u8>(at))) at += 1;
    position = at;
    if (at >= until) return;
    at = lineEnd(at);
    if (at >= until) return;
    position = at;
    skipRow();
  }
}

/** Whether the row at hand has the key. */
export function hasKey(number: u32): bool {
  return Keys.at(number).serial == serial;
}

function isBlank(byte: u8): bool {
  return byte == SPACE || byte == TAB || byte == LF || byte == CR;
}

/** The end of the object that begins here, with its cells; 0 where it has a fault. */
function objectEnd(from: usize): usize {
  if (load<u8>(from) != OPEN_OBJECT) return 0;
  let at = skipBlanks(from + 1);
  if (load<u8>(at) == CLOSE_OBJECT) return at + 1;
  let number: u32 = NONE;
  while (true) {
    if (load<u8>(at) != QUOTE) return 0;
    at += 1;
    const expected = number == NONE ? firstKey : Keys.at(number).follower;
    if (expected < keyCount && Keys.isAt(at, expected)) {
      number = expected;
      at += Keys.at(number).sourceLength;
    } else {
      resetFlags();
      const quote = stringEnd(at);
      if (quote == 0) return 0;
      number = followingKey(number, at, quote);
      at = quote + 1;
    }
    if (load<u8>(at) != COLON) {
      at = skipBlanks(at);
      if (load<u8>(at) != COLON) return 0;
    }
    at = skipBlanks(at + 1);
    at = addValue(at, number);
    if (at == 0) return 0;
    at = skipBlanks(at);
    const byte = load<u8>(at);
    if (byte == CLOSE_OBJECT) return at + 1;
    if (byte != COMMA) return 0;
    at = skipBlanks(at + 1);
  }
}

/** The number of a key that was not expected behind the previous one. */
function followingKey(previous: u32, from: usize, quote: usize): u32 {
  let number: u32;
  if (hasEscape) {
    plainString(from, quote);
    number = keyNumber(text, textLength, from, quote + 1 - from);
  } else number = keyNumber(from, quote - from, from, quote + 1 - from);
  if (previous == NONE) firstKey = number;
  else Keys.at(previous).follower = number;
  return number;
}

/** Makes the value that begins here a cell; gives its end, 0 where it has a fault. */
function addValue(from: usize, number: u32): usize {
  const byte = load<u8>(from);
  let start = from;
  let stop: usize;
  let kind: u32;
  let after: usize = 0;
  if (byte == QUOTE) {
    resetFlags();
    start += 1;
    stop = stringEnd(start);
    kind = hasEscape ? STRING | WRITTEN : STRING;
    after = 1;
  } else if (byte == OPEN_LIST || byte == OPEN_OBJECT) {
    resetFlags();
    stop = nestedEnd(from);
    kind = byte == OPEN_LIST ? ARRAY : OBJECT;
    if (isLoose) kind |= WRITTEN;
  } else if (byte >= 97) {
    stop = literalEnd(from);
    kind = byte == 110 ? NULL : BOOLEAN;
  } else {
    stop = numberEnd(from);
    kind = NUMBER;
  }
  if (stop == 0) return 0;
  const key = Keys.at(number);
  if (key.serial == serial) {
    mark(REPEATED_KEY);
    Row.set(key.cell, start, stop, kind);
  } else {
    key.serial = serial;
    key.cell = cellCount;
    Row.add(start, stop, number, kind);
  }
  return stop + after;
}
