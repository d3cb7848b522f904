import { scratch } from './memory';
import { noteSurrogate, setText } from './text';
import { QUOTE, SPACE, TAB } from './vectors';

/** Strings of JSON: where they end, what they say, and how they stand in compact JSON. */

export const BACKSLASH: u8 = 92;
const SLASH: u8 = 47;
export const LOWER_U: u8 = 117;

/** Of what was gone through last: it has escapes; some stand otherwise in compact JSON. */
export let hasEscape: bool = false;
export let isLoose: bool = false;

export function resetFlags(): void {
  hasEscape = isLoose = false;
}

export function noteLoose(): void {
  isLoose = true;
}

/** The closing quote of the string that begins at `from`, behind its quote; 0 where it is no string. */
export function stringEnd(from: usize): usize {
  let at = from;
  while (true) {
    const found = special(v128.load(at)) | (special(v128.load(at, 16)) << 16);
    if (found == 0) {
      at += 32;
      continue;
    }
    at += <usize>ctz(found);
    const byte = load<u8>(at);
    if (byte == QUOTE) return at;
    if (byte != BACKSLASH) return 0;
    hasEscape = true;
    at = escapeEnd(at);
    if (at == 0) return 0;
  }
}

/** Bytes that end a string, or may not stand in it as they are. */
function special(bytes: v128): i32 {
  return i8x16.bitmask(
    v128.or(
      v128.or(i8x16.eq(bytes, i8x16.splat(QUOTE)), i8x16.eq(bytes, i8x16.splat(BACKSLASH))),
      i8x16.lt_u(bytes, i8x16.splat(SPACE)),
    ),
  );
}

function escapeEnd(at: usize): usize {
  switch (load<u8>(at, 1)) {
    case QUOTE:
    case BACKSLASH:
    case 98: // b
    case 102: // f
    case 110: // n
    case 114: // r
    case 116: // t
      return at + 2;
    case SLASH:
      isLoose = true;
      return at + 2;
    case LOWER_U:
      isLoose = true;
      return hexAt(at + 2) < 0 ? 0 : at + 6;
    default:
      return 0;
  }
}

/** Four hexadecimal digits; below 0 where there are others. */
export function hexAt(at: usize): i32 {
  return (digit(at) << 12) | (digit(at + 1) << 8) | (digit(at + 2) << 4) | digit(at + 3);
}

function digit(at: usize): i32 {
  const byte = <i32>load<u8>(at);
  if (byte >= 48 && byte <= 57) return byte - 48;
  const letter = (byte | 32) - 97;
  return letter >= 0 && letter < 6 ? letter + 10 : -1;
}

export function skipBlanks(at: usize): usize {
  while (load<u8>(at) == SPACE || load<u8>(at) == TAB) at += 1;
  return at;
}

/** The text of a string with escapes. */
export function plainString(from: usize, stop: usize): void {
  let at = from;
  let surrogate = false;
  let to = scratch;
  while (at < stop) {
    const first = v128.load(at);
    const second = v128.load(at, 16);
    v128.store(to, first);
    v128.store(to, second, 16);
    const found =
      i8x16.bitmask(i8x16.eq(first, i8x16.splat(BACKSLASH))) |
      (i8x16.bitmask(i8x16.eq(second, i8x16.splat(BACKSLASH))) << 16);
    // Without one there are 32: that many zeros stand before the end.
    const clean = min(<usize>ctz(found), stop - at);
    at += clean;
    to += clean;
    if (at == stop || found == 0) continue;
    const escape = load<u8>(at, 1);
    if (escape == LOWER_U) {
      const point = pointAt(at);
      at += point > 0xffff ? 12 : 6;
      if ((point & 0xfffff800) == 0xd800) surrogate = true;
      to = writePoint(to, point);
    } else {
      store<u8>(to, meaning(escape));
      at += 2;
      to += 1;
    }
  }
  setText(scratch, to - scratch);
  if (surrogate) noteSurrogate();
}

/** Compact JSON of a list or an object: without spaces, characters rather than their escapes. */
export function compactJson(from: usize, stop: usize): void {
  let at = from;
  let to = scratch;
  while (at < stop) {
    const byte = load<u8>(at);
    at += 1;
    if (byte == SPACE || byte == TAB) continue;
    store<u8>(to, byte);
    to += 1;
    if (byte != QUOTE) continue;
    while (true) {
      const bytes = v128.load(at);
      v128.store(to, bytes);
      const found = i8x16.bitmask(
        v128.or(i8x16.eq(bytes, i8x16.splat(QUOTE)), i8x16.eq(bytes, i8x16.splat(BACKSLASH))),
      );
      if (found == 0) {
        at += 16;
        to += 16;
        continue;
      }
      at += <usize>ctz(found);
      to += <usize>ctz(found);
      if (load<u8>(at) == QUOTE) break;
      const escape = load<u8>(at, 1);
      if (escape == LOWER_U) {
        const point = pointAt(at);
        at += point > 0xffff ? 12 : 6;
        to = writeInString(to, point);
      } else if (escape == SLASH) {
        store<u8>(to, SLASH);
        at += 2;
        to += 1;
      } else {
        store<u16>(to, load<u16>(at));
        at += 2;
        to += 2;
      }
    }
    store<u8>(to, QUOTE);
    at += 1;
    to += 1;
  }
  setText(scratch, to - scratch);
}

function meaning(escape: u8): u8 {
  switch (escape) {
    case 98:
      return 8;
    case 102:
      return 12;
    case 110:
      return 10;
    case 114:
      return 13;
    case 116:
      return 9;
    default:
      return escape;
  }
}

/** The code point that an escape of four digits writes, together with the next one if they are a pair. */
function pointAt(at: usize): i32 {
  const unit = hexAt(at + 2);
  if ((unit & 0xfc00) != 0xd800) return unit;
  if (load<u8>(at, 6) != BACKSLASH || load<u8>(at, 7) != LOWER_U) return unit;
  const low = hexAt(at + 8);
  return (low & 0xfc00) == 0xdc00 ? 0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff) : unit;
}

/** UTF-8; half a surrogate pair gets the three bytes that its number would have. */
export function writePoint(to: usize, point: i32): usize {
  if (point < 0x80) {
    store<u8>(to, point);
    return to + 1;
  }
  if (point < 0x800) {
    store<u8>(to, 0xc0 | (point >> 6));
    store<u8>(to, 0x80 | (point & 63), 1);
    return to + 2;
  }
  if (point < 0x10000) {
    store<u8>(to, 0xe0 | (point >> 12));
    store<u8>(to, 0x80 | ((point >> 6) & 63), 1);
    store<u8>(to, 0x80 | (point & 63), 2);
    return to + 3;
  }
  store<u8>(to, 0xf0 | (point >> 18));
  store<u8>(to, 0x80 | ((point >> 12) & 63), 1);
  store<u8>(to, 0x80 | ((point >> 6) & 63), 2);
  store<u8>(to, 0x80 | (point & 63), 3);
  return to + 4;
}

/** As `JSON.stringify` has it: an escape where there has to be one. */
function writeInString(to: usize, point: i32): usize {
  let short: u8 = 0;
  if (point == 34 || point == 92) short = <u8>point;
  else if (point == 8) short = 98;
  else if (point == 9) short = 116;
  else if (point == 10) short = 110;
  else if (point == 12) short = 102;
  else if (point == 13) short = 114;
  else if (point >= 32 && (point & 0xfffff800) != 0xd800) return writePoint(to, point);
  store<u8>(to, BACKSLASH);
  if (short != 0) {
    store<u8>(to, short, 1);
    return to + 2;
  }
  store<u8>(to, LOWER_U, 1);
  for (let place = 0; place < 4; place += 1) {
    const value = (point >> (12 - 4 * place)) & 15;
    store<u8>(to + 2 + place, value < 10 ? 48 + value : 87 + value);
  }
  return to + 6;
}
