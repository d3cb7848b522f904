/** Bytes sixty-four at a time, as masks with a bit for each. */

export const QUOTE: u8 = 34;
export const LF: u8 = 10;
export const CR: u8 = 13;
export const SPACE: u8 = 32;
export const TAB: u8 = 9;

export function bits(at: usize, value: v128): u64 {
  const a = <u64>(<u32>i8x16.bitmask(i8x16.eq(v128.load(at), value)));
  const b = <u64>(<u32>i8x16.bitmask(i8x16.eq(v128.load(at, 16), value)));
  const c = <u64>(<u32>i8x16.bitmask(i8x16.eq(v128.load(at, 32), value)));
  const d = <u64>(<u32>i8x16.bitmask(i8x16.eq(v128.load(at, 48), value)));
  return a | (b << 16) | (c << 32) | (d << 48);
}

/** Line feeds and carriage returns. */
export function breaks(at: usize): u64 {
  return (
    breaks16(at) | (breaks16(at + 16) << 16) | (breaks16(at + 32) << 32) | (breaks16(at + 48) << 48)
  );
}

function breaks16(at: usize): u64 {
  const bytes = v128.load(at);
  const found = v128.or(i8x16.eq(bytes, i8x16.splat(LF)), i8x16.eq(bytes, i8x16.splat(CR)));
  return <u64>(<u32>i8x16.bitmask(found));
}

/** Bit i: the parity of bits 0 to i. */
export function parities(mask: u64): u64 {
  mask ^= mask << 1;
  mask ^= mask << 2;
  mask ^= mask << 4;
  mask ^= mask << 8;
  mask ^= mask << 16;
  return mask ^ (mask << 32);
}

/** The next line feed or carriage return; there is one. */
export function lineEnd(at: usize): usize {
  while (true) {
    const bytes = v128.load(at);
    const found = i8x16.bitmask(
      v128.or(i8x16.eq(bytes, i8x16.splat(LF)), i8x16.eq(bytes, i8x16.splat(CR))),
    );
    if (found != 0) return at + ctz(found);
    at += 16;
  }
}

/** Line breaks that begin in these bytes; `\r\n` is one. */
export function lineBreaks(from: usize, to: usize): i32 {
  let count = 0;
  let at = from;
  for (; at + 16 <= to; at += 16) {
    const bytes = v128.load(at);
    const feeds = i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(LF)));
    const returns = i8x16.bitmask(i8x16.eq(bytes, i8x16.splat(CR)));
    const joined = returns == 0 ? 0 : (returns << 1) & feeds;
    count += popcnt(feeds | returns) - popcnt(joined);
    // A carriage return may end one vector and its line feed begin the next.
    if ((returns & 0x8000) != 0 && load<u8>(at, 16) == LF) count -= 1;
  }
  for (; at < to; at += 1) {
    const byte = load<u8>(at);
    if (byte == LF || (byte == CR && load<u8>(at, 1) != LF)) count += 1;
  }
  return count;
}

/** Sixteen bytes that are kept, sixteen that are not. */
const KEPT: usize = memory.data<u64>([-1, -1, 0, 0]);

/** A mask of so many bytes, sixteen at most. */
export function firstBytes(count: usize): v128 {
  return v128.load(KEPT + 16 - count);
}

export function isSame(left: usize, right: usize, length: usize): bool {
  let at: usize = 0;
  for (; at + 16 <= length; at += 16) {
    if (v128.any_true(v128.xor(v128.load(left + at), v128.load(right + at)))) return false;
  }
  if (at == length) return true;
  const apart = v128.xor(v128.load(left + at), v128.load(right + at));
  return !v128.any_true(v128.and(apart, firstBytes(length - at)));
}
