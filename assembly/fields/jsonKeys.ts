import { moved, take } from './memory';
import { hashOf } from './text';
import { firstBytes, isSame } from './vectors';

/**
 * The keys of JSON objects by number. Most rows have the same keys in the same order: each key knows
 * how it stands in the source and which one followed it last, so that one comparison is enough.
 */
@unmanaged
export class Key {
  /** As the source has it, with the closing quote: its beginning, and which bytes of that count. */
  head: v128;
  headMask: v128;
  /** Of its text, which is plain. */
  hash: u64;
  text: usize;
  length: usize;
  source: usize;
  sourceLength: usize;
  /** Number of the key that followed it last. */
  follower: u32;
  /** The row that had it last, and which cell of the row it was. */
  serial: u32;
  cell: u32;
}
const KEY_BYTES: usize = 80;

/** No key. */
export const NONE: u32 = 0xffffffff;
/** Keys beyond the limit are forgotten when there are more of them than this. */
const MOST_PASSING: u32 = 16384;
/** Bytes of memory that keys are given at a time. */
const CHUNK: usize = 65536;

let keys: usize = 0;
let room: u32 = 0;
export let keyCount: u32 = 0;
/** Keys from this number on are known for a while only. */
export let keyLimit: u32 = 0;

/** Numbers + 1 by hash, 0 for a free place. */
let places: usize = 0;
let placeMask: u32 = 0;

/** Bytes of keys that stay, and of those that pass. */
let kept: usize = 0;
let keptStart: usize = 0;
let keptEnd: usize = 0;
let passing: usize = 0;
let passingStart: usize = 0;
let passingEnd: usize = 0;

export class Keys {
  @inline
  static at(number: u32): Key {
    return changetype<Key>(keys + number * KEY_BYTES);
  }

  /** Whether the source goes on with this key and its closing quote. */
  @inline
  static isAt(source: usize, number: u32): bool {
    const key = Keys.at(number);
    if (v128.any_true(v128.and(v128.xor(v128.load(source), key.head), key.headMask))) return false;
    return key.sourceLength <= 16 || isSame(source + 16, key.source + 16, key.sourceLength - 16);
  }
}

export function prepareKeys(limit: u32): void {
  keyLimit = limit;
  places = take(1024 * 4);
  placeMask = 1023;
}

/** What is known by now stays, and nothing else. */
export function limitKeys(): void {
  keyLimit = keyCount;
}

/** For the other side. */
export function keyAt(number: u32): usize {
  return changetype<usize>(Keys.at(number));
}

/** The number of a key. `source` is as it stands with its closing quote. */
export function keyNumber(text: usize, length: usize, source: usize, sourceLength: usize): u32 {
  const hash = hashOf(text, length, 0);
  let place = (<u32>hash) & placeMask;
  while (true) {
    const number = load<u32>(places + place * 4) - 1;
    if (number == NONE) break;
    const key = Keys.at(number);
    if (key.hash == hash && key.length == length && isSame(key.text, text, length)) return number;
    place = (place + 1) & placeMask;
  }
  if (keyCount == room) growKeys();
  const number = keyCount;
  keyCount += 1;
  store<u32>(places + place * 4, keyCount);
  const key = Keys.at(number);
  key.hash = hash;
  key.source = copied(source, sourceLength, number);
  key.sourceLength = sourceLength;
  key.text = sourceLength == length + 1 ? key.source : copied(text, length, number);
  key.length = length;
  key.head = v128.load(key.source);
  key.headMask = firstBytes(min(sourceLength, 16));
  key.follower = NONE;
  key.serial = 0;
  if (<u32>2 * keyCount > placeMask) growPlaces();
  return number;
}

function copied(from: usize, length: usize, number: u32): usize {
  // Vectors are read from where a key begins.
  const bytes = length + 16;
  let at: usize;
  if (number < keyLimit) {
    if (kept + bytes > keptEnd) {
      kept = keptStart = take(bytes + CHUNK);
      keptEnd = kept + bytes + CHUNK;
    }
    at = kept;
    kept += bytes;
  } else {
    if (passing + bytes > passingEnd) {
      const size = max(2 * (passingEnd - passingStart), bytes + CHUNK);
      passing = passingStart = take(size);
      passingEnd = passing + size;
    }
    at = passing;
    passing += bytes;
  }
  memory.copy(at, from, length);
  return at;
}

function growKeys(): void {
  const more = max(256, 2 * room);
  keys = moved(keys, room * KEY_BYTES, more * KEY_BYTES);
  room = more;
}

function growPlaces(): void {
  const size = 2 * (placeMask + 1);
  places = take(size * 4);
  placeMask = size - 1;
  for (let number: u32 = 0; number < keyCount; number += 1) placeKey(number);
}

function placeKey(number: u32): void {
  let place = (<u32>Keys.at(number).hash) & placeMask;
  while (load<u32>(places + place * 4) != 0) place = (place + 1) & placeMask;
  store<u32>(places + place * 4, number + 1);
}

/** Takes back the latest keys, all from this number on. */
export function forgetKeys(from: u32): void {
  while (keyCount > from) {
    let place = (<u32>Keys.at(keyCount - 1).hash) & placeMask;
    while (load<u32>(places + place * 4) != keyCount) place = (place + 1) & placeMask;
    // No key came after it whose place it could have changed.
    store<u32>(places + place * 4, 0);
    keyCount -= 1;
    const source = Keys.at(keyCount).source;
    if (source >= keptStart && source < keptEnd) kept = source;
    else if (source >= passingStart && source < passingEnd) passing = source;
  }
}

/** Makes room between two rows: keys that pass are not kept for ever. */
export function dropPassing(): void {
  if (keyCount <= keyLimit + MOST_PASSING) return;
  keyCount = keyLimit;
  passing = passingStart;
  memory.fill(places, 0, (placeMask + 1) * 4);
  for (let number: u32 = 0; number < keyCount; number += 1) placeKey(number);
}
