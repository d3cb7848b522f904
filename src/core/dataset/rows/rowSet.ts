/**
 * Rows out of many, a bit each, with the place of any of them: row numbers and places count from 1.
 * Rows are added in ascending order.
 */
export interface RowSet {
  readonly size: number;
  add(row: number): void;
  has(row: number): boolean;
  /** The row at a place; undefined beyond the last. */
  at(place: number): number | undefined;
  /** How many rows up to this one are in the set, itself included. */
  countUpTo(row: number): number;
  /** Ascending. */
  [Symbol.iterator](): IterableIterator<number>;
}

const WORD_BITS = 32;
const BLOCK_WORDS = 128;
const BLOCK_ROWS = WORD_BITS * BLOCK_WORDS;

export function createRowSet(): RowSet {
  let words = new Uint32Array(BLOCK_WORDS);
  /** Rows in the blocks before each block; beyond the last block in use it is not known. */
  let before = new Uint32Array(1);
  let lastBlock = 0;
  let size = 0;

  const grow = (blocks: number): void => {
    const room = Math.max(blocks, 2 * before.length);
    const moreWords = new Uint32Array(room * BLOCK_WORDS);
    moreWords.set(words);
    words = moreWords;
    const moreBefore = new Uint32Array(room);
    moreBefore.set(before);
    before = moreBefore;
  };

  /** Rows in the block's first words, and in the lowest bits of the next. */
  const countWithin = (block: number, row0: number): number => {
    const first = block * BLOCK_WORDS;
    const last = Math.floor(row0 / WORD_BITS);
    let count = 0;
    for (let word = first; word < last; word += 1) count += ones(words[word] ?? 0);
    const bits = row0 % WORD_BITS;
    return count + ones((words[last] ?? 0) & (0xffff_ffff >>> (WORD_BITS - 1 - bits)));
  };

  const at = (place: number): number | undefined => {
    if (!(place >= 1 && place <= size)) return undefined;
    let low = 0;
    let high = lastBlock;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((before[middle] ?? 0) < place) low = middle;
      else high = middle - 1;
    }
    let left = place - (before[low] ?? 0);
    for (let word = low * BLOCK_WORDS; ; word += 1) {
      let bits = words[word] ?? 0;
      const count = ones(bits);
      if (left > count) {
        left -= count;
        continue;
      }
      for (; left > 1; left -= 1) bits &= bits - 1;
      return word * WORD_BITS + (31 - Math.clz32(bits & -bits)) + 1;
    }
  };

  return {
    get size() {
      return size;
    },
    add(row) {
      const row0 = row - 1;
      const block = Math.floor(row0 / BLOCK_ROWS);
      if (block >= before.length) grow(block + 1);
      for (; lastBlock < block; lastBlock += 1) before[lastBlock + 1] = size;
      const word = Math.floor(row0 / WORD_BITS);
      words[word] = (words[word] ?? 0) | (1 << (row0 % WORD_BITS));
      size += 1;
    },
    has(row) {
      const row0 = row - 1;
      return ((words[Math.floor(row0 / WORD_BITS)] ?? 0) & (1 << (row0 % WORD_BITS))) !== 0;
    },
    at,
    countUpTo(row) {
      const row0 = row - 1;
      if (row0 < 0) return 0;
      const block = Math.floor(row0 / BLOCK_ROWS);
      return block > lastBlock ? size : (before[block] ?? 0) + countWithin(block, row0);
    },
    *[Symbol.iterator]() {
      for (let word = 0; word < (lastBlock + 1) * BLOCK_WORDS; word += 1) {
        for (let bits = words[word] ?? 0; bits !== 0; bits &= bits - 1) {
          yield word * WORD_BITS + (31 - Math.clz32(bits & -bits)) + 1;
        }
      }
    },
  };
}

function ones(value: number): number {
  let bits = value - ((value >>> 1) & 0x5555_5555);
  bits = (bits & 0x3333_3333) + ((bits >>> 2) & 0x3333_3333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
