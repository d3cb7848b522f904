import { cellText, isEmpty } from './cells';
import { find, nextRow, rewind } from './form';
import { writePoint } from './jsonStrings';
import { fill, moved } from './memory';
import { isNumber, value } from './numbers';
import { beginRows, row, BROKEN, marks } from './rows';
import { folded, point, readPoint } from './search';
import { text, textLength } from './text';

/**
 * What rows are sorted by: for each a key, keys being compared byte by byte. Numbers come first, texts
 * without regard to case then; the key of a row that has neither is empty.
 */

const NUMBER: u8 = 1;
const TEXT: u8 = 2;
/** Bytes of a text that count. */
const LONGEST: usize = 1024;

/** The keys, and where each begins: one more than there are rows. */
export let keyBytes: usize = 0;
export let keyStarts: usize = 0;
let room: usize = 0;
let startRoom: u32 = 0;

/** Gives how many rows there are. */
export function sortKeys(length: usize, first: u32, column: u32): u32 {
  fill(length);
  beginRows(first, 0);
  rewind();
  let size: usize = 0;
  let count: u32 = 0;
  while (nextRow()) {
    if (size + LONGEST + 64 > room) growBytes(size);
    if (count + 2 > startRoom) growStarts(count);
    store<u32>(keyStarts + (count << 2), size);
    count += 1;
    if ((marks & BROKEN) != 0) continue;
    const cell = find(column);
    if (cell === null || isEmpty(cell)) continue;
    cellText(cell);
    size = isNumber(text, textLength) ? writeNumber(size) : writeText(size);
  }
  if (startRoom == 0) growStarts(0);
  store<u32>(keyStarts + (count << 2), size);
  return count;
}

function growBytes(used: usize): void {
  const more = max<usize>(65536, 2 * room);
  keyBytes = moved(keyBytes, used, more);
  room = more;
}

function growStarts(used: u32): void {
  const more = max<u32>(1024, 2 * startRoom);
  keyStarts = moved(keyStarts, used << 2, more << 2);
  startRoom = more;
}

/** Eight bytes whose order is that of the numbers. */
function writeNumber(size: usize): usize {
  // There are two zeros, which are equal.
  const bits = reinterpret<u64>(value == 0 ? 0 : value);
  const ordered = bits >>> 63 != 0 ? ~bits : bits | ((<u64>1) << 63);
  store<u8>(keyBytes + size, NUMBER);
  store<u64>(keyBytes + size, bswap(ordered), 1);
  return size + 9;
}

function writeText(size: usize): usize {
  store<u8>(keyBytes + size, TEXT);
  const begin = keyBytes + size + 1;
  const full = begin + LONGEST;
  let to = begin;
  const stop = text + textLength;
  for (let at = text; at < stop && to < full;) {
    const bytes = v128.load(at);
    if (at + 16 <= stop && i8x16.bitmask(bytes) == 0) {
      const lower = v128.and(
        i8x16.ge_s(bytes, i8x16.splat(97)),
        i8x16.le_s(bytes, i8x16.splat(122)),
      );
      v128.store(to, i8x16.sub(bytes, v128.and(lower, i8x16.splat(32))));
      at += 16;
      to += 16;
      continue;
    }
    at = readPoint(at);
    // Half a surrogate pair is no text: it becomes what everybody shows for it.
    to = writePoint(to, (point & 0xfffff800) == 0xd800 ? 0xfffd : folded(point));
  }
  return min(to, full) - keyBytes;
}
