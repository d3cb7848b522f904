/** Contents that were met, a digest of 128 bits each, whatever they are long. */
export interface DigestSet {
  /** True when the digest, of 16 bytes or more, was not there yet. */
  add(digest: Uint8Array): boolean;
}

const WORDS = 4;
const FIRST_SLOTS = 1024;
/** Beyond this share of its slots, looking for a free one takes long. */
const FULLEST = 0.7;

/** Open addressing in one array of words: 23 to 46 bytes a digest. */
export function createDigestSet(): DigestSet {
  let slots = FIRST_SLOTS;
  let words = new Uint32Array(slots * WORDS);
  let size = 0;

  const grow = (): void => {
    const old = words;
    slots *= 2;
    words = new Uint32Array(slots * WORDS);
    for (let at = 0; at < old.length; at += WORDS) {
      if (isFree(old, at)) continue;
      const digest = old.subarray(at, at + WORDS);
      words.set(digest, slotOf(digest));
    }
  };

  /** Where the digest is, or would be. */
  const slotOf = (digest: Uint32Array): number => {
    for (let slot = (digest[0] ?? 0) & (slots - 1); ; slot = (slot + 1) & (slots - 1)) {
      const at = slot * WORDS;
      if (isFree(words, at) || isSame(words, at, digest)) return at;
    }
  };

  return {
    add(bytes) {
      const digest = wordsOf(bytes);
      const at = slotOf(digest);
      if (!isFree(words, at)) return false;
      words.set(digest, at);
      size += 1;
      if (size > slots * FULLEST) grow();
      return true;
    },
  };
}

function wordsOf(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, 4 * WORDS);
  const digest = new Uint32Array(WORDS);
  for (let word = 0; word < WORDS; word += 1) digest[word] = view.getUint32(4 * word, true);
  // All zeros is a free slot.
  if (digest.every((word) => word === 0)) digest[0] = 1;
  return digest;
}

function isFree(words: Uint32Array, at: number): boolean {
  return !words[at] && !words[at + 1] && !words[at + 2] && !words[at + 3];
}

function isSame(words: Uint32Array, at: number, digest: Uint32Array): boolean {
  return digest.every((word, index) => words[at + index] === word);
}
