import { firstBytes } from './vectors';

/** The plain text of a cell: where it stands, and what is found out by going through it. */

export let text: usize = 0;
export let textLength: usize = 0;
/** It has half a surrogate pair, written as UTF-8 would if it could. */
export let hasSurrogate: bool = false;

export function setText(at: usize, length: usize): void {
  text = at;
  textLength = length;
  hasSurrogate = false;
}

export function noteSurrogate(): void {
  hasSurrogate = true;
}

const PRIME_1: u64 = 0x9e3779b185ebca87;
const PRIME_2: u64 = 0xc2b2ae3d27d4eb4f;
const PRIME_3: u64 = 0x165667b19e3779f9;

/** Code points of the text that was hashed last. */
export let characters: u32 = 0;

/** A hash of bytes, never 0: four lanes that are multiplied on. The seed tells kinds of text apart. */
export function hashOf(from: usize, length: usize, seed: u64): u64 {
  let a: u64 = seed + PRIME_1;
  let b: u64 = seed + PRIME_2;
  let c: u64 = seed + PRIME_3;
  let d: u64 = seed;
  let following = 0;
  let at = from;
  const to = from + length;
  for (; at + 32 <= to; at += 32) {
    following += following16(v128.load(at)) + following16(v128.load(at, 16));
    a = rotl((a ^ load<u64>(at)) * PRIME_1, 29);
    b = rotl((b ^ load<u64>(at, 8)) * PRIME_1, 29);
    c = rotl((c ^ load<u64>(at, 16)) * PRIME_1, 29);
    d = rotl((d ^ load<u64>(at, 24)) * PRIME_1, 29);
  }
  if (at + 16 <= to) {
    following += following16(v128.load(at));
    a = rotl((a ^ load<u64>(at)) * PRIME_1, 29);
    b = rotl((b ^ load<u64>(at, 8)) * PRIME_1, 29);
    at += 16;
  }
  if (at < to) {
    const bytes = v128.and(v128.load(at), firstBytes(to - at));
    following += following16(bytes);
    c = rotl((c ^ i64x2.extract_lane(bytes, 0)) * PRIME_1, 29);
    d = rotl((d ^ i64x2.extract_lane(bytes, 1)) * PRIME_1, 29);
  }
  characters = <u32>length - <u32>following;
  let hash = (a ^ rotl(b, 17)) * PRIME_2 + (c ^ rotl(d, 17)) * PRIME_3 + <u64>length;
  hash = (hash ^ (hash >>> 32)) * PRIME_2;
  hash = (hash ^ (hash >>> 29)) * PRIME_3;
  hash ^= hash >>> 32;
  return hash == 0 ? 1 : hash;
}

/** Bytes that go on a character of UTF-8. */
function following16(bytes: v128): i32 {
  return popcnt(i8x16.bitmask(i8x16.lt_s(bytes, i8x16.splat(-64))));
}
