import { DIGEST_WORDS } from './contentDigest.js';

/** Numbers contents as they come, from 0: equal digests, equal numbers. */
interface ContentNumbers {
  /** Contents so far. */
  readonly size: number;
  /** Of the digest at this place among digests. */
  numberOf(digests: Uint32Array, at: number): number;
}

/**
 * A hash table over digests as they stand in memory: a Map of their texts takes ten times as long and
 * ten times the memory.
 *
 * @param most contents that may come
 */
export function createContentNumbers(most: number): ContentNumbers {
  // Half empty, so that a place is found at the first or second look.
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * most + 2)));
  const mask = slots.length - 1;
  const known = new Uint32Array(DIGEST_WORDS * most);
  let size = 0;
  const isSame = (content: number, digests: Uint32Array, from: number): boolean => {
    const at = DIGEST_WORDS * content;
    return (
      known[at] === digests[from] &&
      known[at + 1] === digests[from + 1] &&
      known[at + 2] === digests[from + 2] &&
      known[at + 3] === digests[from + 3]
    );
  };
  return {
    get size() {
      return size;
    },
    numberOf(digests, place) {
      const from = DIGEST_WORDS * place;
      let slot = (digests[from] ?? 0) & mask;
      // A slot holds the number and 1: 0 is a slot that is free.
      for (let held = slots[slot] ?? 0; held !== 0; held = slots[slot] ?? 0) {
        if (isSame(held - 1, digests, from)) return held - 1;
        slot = (slot + 1) & mask;
      }
      known.set(digests.subarray(from, from + DIGEST_WORDS), DIGEST_WORDS * size);
      size += 1;
      slots[slot] = size;
      return size - 1;
    },
  };
}
