import { take } from './memory';
import { isSame } from './vectors';

/**
 * Finds texts in bytes. Of each text there is an anchor: bytes in a row, two choices for each, that
 * stand wherever it does; two of them are looked for at sixteen places at a time.
 */
@unmanaged
export class Anchor {
  /** Two bytes for each place. */
  choices: usize;
  length: usize;
  /** The places that are looked for. */
  first: usize;
  second: usize;
}

@unmanaged
export class Pattern {
  /** Of length 0 where the text has none. */
  anchor: Anchor;
  /** The bytes of a text that has to stand as it is, and those before the anchor. */
  bytes: usize;
  byteCount: usize;
  bytesBefore: usize;
  /** Else its code points in upper case, and how many stand before the anchor. */
  points: usize;
  pointCount: i32;
  pointsBefore: i32;
}

/** Upper case of each UTF-16 unit, as regular expressions compare without regard to case. */
let upper: usize = 0;

/** To be filled in where letters beyond ASCII are compared. */
export function takeUpper(): usize {
  upper = take(65536 * 2);
  return upper;
}

export function folded(point: i32): i32 {
  if (point < 128) return point >= 97 && point <= 122 ? point - 32 : point;
  return upper != 0 && point < 65536 ? <i32>load<u16>(upper + (point << 1)) : point;
}

/** The code point that was read last. */
export let point: i32 = 0;

/** Reads the code point that begins here; gives where the next one does. */
export function readPoint(at: usize): usize {
  const byte = <i32>load<u8>(at);
  if (byte < 0x80) {
    point = byte;
    return at + 1;
  }
  const second = (<i32>load<u8>(at, 1)) & 63;
  if (byte < 0xe0) {
    point = ((byte & 31) << 6) | second;
    return at + 2;
  }
  const third = (<i32>load<u8>(at, 2)) & 63;
  if (byte < 0xf0) {
    point = ((byte & 15) << 12) | (second << 6) | third;
    return at + 3;
  }
  point = ((byte & 7) << 18) | (second << 12) | (third << 6) | ((<i32>load<u8>(at, 3)) & 63);
  return at + 4;
}

export function isAnchor(anchor: Anchor, at: usize): bool {
  for (let place: usize = 0; place < anchor.length; place += 1) {
    const byte = load<u8>(at + place);
    const choices = anchor.choices + 2 * place;
    if (byte != load<u8>(choices) && byte != load<u8>(choices, 1)) return false;
  }
  return true;
}

/** Which of the sixteen bytes from here on may begin the anchor. */
export function anchorBits(anchor: Anchor, at: usize): i32 {
  const left = v128.load(at + anchor.first);
  const right = v128.load(at + anchor.second);
  const one = anchor.choices + 2 * anchor.first;
  const other = anchor.choices + 2 * anchor.second;
  return i8x16.bitmask(
    v128.and(
      v128.or(i8x16.eq(left, v128.load8_splat(one)), i8x16.eq(left, v128.load8_splat(one + 1))),
      v128.or(
        i8x16.eq(right, v128.load8_splat(other)),
        i8x16.eq(right, v128.load8_splat(other + 1)),
      ),
    ),
  );
}

/** Whether the text is somewhere in these bytes. */
export function contains(pattern: Pattern, from: usize, length: usize): bool {
  const to = from + length;
  const anchor = pattern.anchor;
  if (anchor.length == 0) {
    if (pattern.pointCount == 0) return true;
    for (let at = from; at < to; at = readPoint(at)) {
      if (isAt(pattern, at, from, to)) return true;
    }
    return false;
  }
  for (let at = from; at + anchor.length <= to; at += 16) {
    for (let found = anchorBits(anchor, at); found != 0; found &= found - 1) {
      const place = at + <usize>ctz(found);
      if (place + anchor.length > to) return false;
      if (isAnchor(anchor, place) && isAt(pattern, place, from, to)) return true;
    }
  }
  return false;
}

/** Whether the text stands where its anchor begins at `place`. */
function isAt(pattern: Pattern, place: usize, from: usize, to: usize): bool {
  if (pattern.bytes != 0) {
    const begin = place - pattern.bytesBefore;
    if (begin < from || begin + pattern.byteCount > to) return false;
    return isSame(begin, pattern.bytes, pattern.byteCount);
  }
  let at = place;
  for (let index = pattern.pointsBefore; index < pattern.pointCount; index += 1) {
    if (at >= to) return false;
    at = readPoint(at);
    if (folded(point) != load<i32>(pattern.points + (index << 2))) return false;
  }
  at = place;
  for (let index = pattern.pointsBefore - 1; index >= 0; index -= 1) {
    if (at <= from) return false;
    do at -= 1;
    while ((load<u8>(at) & 0xc0) == 0x80);
    readPoint(at);
    if (folded(point) != load<i32>(pattern.points + (index << 2))) return false;
  }
  return true;
}
