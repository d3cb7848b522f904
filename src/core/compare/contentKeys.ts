import { canonicalJson } from '../canonicalJson.js';
import type { ResultRow } from '../runs/resultRow.js';
import { DIGEST_WORDS, digestText, digestWords } from './contentDigest.js';
import type { SharedColumn } from './pairingColumns.js';

/** Keys of the contents of rows, for each set of columns one. */
interface ContentKeys {
  add(result: ResultRow): void;
  /** Digests of the rows so far, for each set. */
  current(): readonly Uint32Array[];
}

/** A text and a value that is written like it are two things, and no value is a third. */
const SEEDS = { none: 0, text: 1, value: 2 } as const;

const FIRST_ROOM = 1024;

/**
 * The same key in both runs for the same values in the columns of a set, whatever the order of keys in
 * a value. A missing column is not the same as null. A text is gone through once, in however many sets
 * its column is.
 */
export function collectContentKeys(
  sets: readonly (readonly SharedColumn[])[],
  side: 'a' | 'b',
): ContentKeys {
  const names = [...new Set(sets.flat().map((column) => column[side]))];
  /** For each set, places of its words among those of the columns. */
  const places = sets.map((set) =>
    Uint32Array.from({ length: DIGEST_WORDS * set.length }, (_, word) => {
      const column = set[Math.floor(word / DIGEST_WORDS)]?.[side] ?? '';
      return DIGEST_WORDS * names.indexOf(column) + (word % DIGEST_WORDS);
    }),
  );
  const ofColumns = new Uint32Array(DIGEST_WORDS * names.length);
  const ofSet = new Uint32Array(DIGEST_WORDS * names.length);
  let keys = sets.map(() => new Uint32Array(DIGEST_WORDS * FIRST_ROOM));
  let count = 0;
  return {
    add(result) {
      const at = DIGEST_WORDS * count;
      if (keys.some(({ length }) => length === at)) keys = keys.map(doubled);
      for (const [index, name] of names.entries()) {
        digestValue(result, name, ofColumns, DIGEST_WORDS * index);
      }
      for (const [set, words] of places.entries()) {
        for (let word = 0; word < words.length; word += 1) {
          ofSet[word] = ofColumns[words[word] ?? 0] ?? 0;
        }
        const key = keys[set];
        if (key) digestWords(ofSet, { bytes: 4 * words.length, seed: 0 }, key, at);
      }
      count += 1;
    },
    current: () => keys.map((key) => key.slice(0, DIGEST_WORDS * count)),
  };
}

function digestValue(result: ResultRow, name: string, into: Uint32Array, at: number): void {
  const value = Object.hasOwn(result, name) ? result[name] : undefined;
  if (value === undefined) digestText('', SEEDS.none, into, at);
  else if (typeof value === 'string') digestText(value, SEEDS.text, into, at);
  else digestText(canonicalJson(value), SEEDS.value, into, at);
}

function doubled(values: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(2 * values.length);
  larger.set(values);
  return larger;
}
