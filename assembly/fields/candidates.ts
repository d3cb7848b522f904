import { hexAt, BACKSLASH, LOWER_U } from './jsonStrings';
import { end } from './memory';
import { Anchor, anchorBits, isAnchor } from './search';

/**
 * Finds rows that may hold a text, in the bytes as the file has them: where the text's anchor stands,
 * or in JSON an escape that may write a character of it.
 */

/** Of length 0 where every row has to be looked at. */
let anchor: Anchor = changetype<Anchor>(0);
/** UTF-16 units that the anchor's characters are, in either case; none where nothing is escaped. */
let units: usize = 0;
let unitCount: i32 = 0;

export function lookFor(wanted: Anchor, from: usize, count: i32): void {
  anchor = wanted;
  units = from;
  unitCount = count;
}

/** Where the next one is; 0 where there is none. */
export function nextCandidate(from: usize): usize {
  if (changetype<usize>(anchor) == 0) return from < end ? from : 0;
  return unitCount == 0 ? nextAnchor(from) : nextAnchorOrEscape(from);
}

function nextAnchor(from: usize): usize {
  for (let at = from; at < end; at += 16) {
    for (let found = anchorBits(anchor, at); found != 0; found &= found - 1) {
      const place = at + <usize>ctz(found);
      if (isAnchor(anchor, place)) return place < end ? place : 0;
    }
  }
  return 0;
}

function nextAnchorOrEscape(from: usize): usize {
  for (let at = from; at < end; at += 16) {
    const escapes = i8x16.bitmask(
      v128.and(
        i8x16.eq(v128.load(at), i8x16.splat(BACKSLASH)),
        i8x16.eq(v128.load(at, 1), i8x16.splat(LOWER_U)),
      ),
    );
    for (let found = anchorBits(anchor, at) | escapes; found != 0; found &= found - 1) {
      const place = at + <usize>ctz(found);
      if (isAnchor(anchor, place) || (load<u8>(place) == BACKSLASH && mayMatter(place))) {
        return place < end ? place : 0;
      }
    }
  }
  return 0;
}

/** Whether the escape, if it is one, may write a character of the anchor. */
function mayMatter(at: usize): bool {
  const unit = hexAt(at + 2);
  // Compact JSON writes control characters and half surrogate pairs with letters and digits.
  if (unit < 32 || isHalf(at, unit)) return true;
  for (let index = 0; index < unitCount; index += 1) {
    if (<i32>load<u16>(units + (index << 1)) == unit) return true;
  }
  return false;
}

/** A pair writes one character, which no anchor has. */
function isHalf(at: usize, unit: i32): bool {
  if ((unit & 0xf800) != 0xd800) return false;
  const other = (unit & 0x400) == 0 ? at + 6 : at - 6;
  if (load<u8>(other) != BACKSLASH || load<u8>(other, 1) != LOWER_U) return true;
  // A backslash that is escaped itself begins no escape.
  let before: usize = 0;
  while (load<u8>(other - before - 1) == BACKSLASH) before += 1;
  if (other < at && (before & 1) != 0) return true;
  return (hexAt(other + 2) & 0xfc00) != ((unit & 0xfc00) ^ 0x400);
}
