/** Row numbers (from 1), a bit each, added in any order: ten million rows take little more than a megabyte. */
interface RowBits {
  add(row: number): void;
  has(row: number): boolean;
}

const WORD_BITS = 32;

export function createRowBits(): RowBits {
  let words = new Uint32Array(32);
  return {
    add(row) {
      const word = Math.floor((row - 1) / WORD_BITS);
      if (word >= words.length) {
        const more = new Uint32Array(Math.max(word + 1, 2 * words.length));
        more.set(words);
        words = more;
      }
      words[word] = (words[word] ?? 0) | (1 << ((row - 1) % WORD_BITS));
    },
    has(row) {
      const word = words[Math.floor((row - 1) / WORD_BITS)] ?? 0;
      return (word & (1 << ((row - 1) % WORD_BITS))) !== 0;
    },
  };
}
