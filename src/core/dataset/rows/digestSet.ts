/** Contents that were met, 128 bits of a digest each, however long they are. */
interface DigestSet {
  /** True when the digest was not there yet. Of its characters, a byte each, the first 16 count. */
  add(digest: string): boolean;
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
  const wanted = new Uint32Array(WORDS);

  /** Where the wanted digest is, or would be. */
  const slotOf = (): number => {
    for (let slot = (wanted[0] ?? 0) & (slots - 1); ; slot = (slot + 1) & (slots - 1)) {
      const at = slot * WORDS;
      if (isFree(words, at) || isSame(words, at, wanted)) return at;
    }
  };

  const grow = (): void => {
    const old = words;
    slots *= 2;
    words = new Uint32Array(slots * WORDS);
    for (let at = 0; at < old.length; at += WORDS) {
      if (isFree(old, at)) continue;
      wanted.set(old.subarray(at, at + WORDS));
      words.set(wanted, slotOf());
    }
  };

  return {
    add(digest) {
      readWords(digest, wanted);
      const at = slotOf();
      if (!isFree(words, at)) return false;
      words.set(wanted, at);
      size += 1;
      if (size > slots * FULLEST) grow();
      return true;
    },
  };
}

function readWords(digest: string, words: Uint32Array): void {
  for (let word = 0; word < WORDS; word += 1) {
    const at = 4 * word;
    words[word] =
      digest.charCodeAt(at) |
      (digest.charCodeAt(at + 1) << 8) |
      (digest.charCodeAt(at + 2) << 16) |
      (digest.charCodeAt(at + 3) << 24);
  }
  // All zeros is a free slot.
  if (isFree(words, 0)) words[0] = 1;
}

function isFree(words: Uint32Array, at: number): boolean {
  return !words[at] && !words[at + 1] && !words[at + 2] && !words[at + 3];
}

function isSame(words: Uint32Array, at: number, wanted: Uint32Array): boolean {
  return (
    words[at] === wanted[0] &&
    words[at + 1] === wanted[1] &&
    words[at + 2] === wanted[2] &&
    words[at + 3] === wanted[3]
  );
}
