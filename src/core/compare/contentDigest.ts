/** Words of a digest, of 32 bits each. */
export const DIGEST_WORDS = 4;

const ONE = 0x239b961b;
const TWO = 0xab0e9789;
const THREE = 0x38b34ae5;
const FOUR = 0xa1e38b93;

/**
 * 128 bits of the first `bytes` bytes of the words (lowest first; those behind them are 0), for telling contents apart that nobody made up to collide:
 * among 100,000 rows two alike by chance are one in 10²⁸. MurmurHash3_x86_128 (Appleby 2011, public
 * domain): a cryptographic digest takes ten times as long, most of what comparing two runs would take.
 * It is written to `into`, from `at` on.
 */
export function digestWords(
  words: Uint32Array,
  { bytes, seed }: { readonly bytes: number; readonly seed: number },
  into: Uint32Array,
  at: number,
): void {
  let [one, two, three, four] = [seed, seed, seed, seed];
  const length = (bytes + 3) >>> 2;
  const whole = length & ~3;
  for (let index = 0; index < whole; index += 4) {
    one ^= scrambled(words[index] ?? 0, ONE, 15, TWO);
    one = (Math.imul(rotated(one, 19) + two, 5) + 0x561ccd1b) | 0;
    two ^= scrambled(words[index + 1] ?? 0, TWO, 16, THREE);
    two = (Math.imul(rotated(two, 17) + three, 5) + 0x0bcaa747) | 0;
    three ^= scrambled(words[index + 2] ?? 0, THREE, 17, FOUR);
    three = (Math.imul(rotated(three, 15) + four, 5) + 0x96cd1c35) | 0;
    four ^= scrambled(words[index + 3] ?? 0, FOUR, 18, ONE);
    four = (Math.imul(rotated(four, 13) + one, 5) + 0x32ac3b17) | 0;
  }
  // Of a last block that is not full, what is not there leaves its lane as it is.
  if (length > whole) one ^= scrambled(words[whole] ?? 0, ONE, 15, TWO);
  if (length > whole + 1) two ^= scrambled(words[whole + 1] ?? 0, TWO, 16, THREE);
  if (length > whole + 2) three ^= scrambled(words[whole + 2] ?? 0, THREE, 17, FOUR);
  [one, two, three, four] = [one ^ bytes, two ^ bytes, three ^ bytes, four ^ bytes];
  one = (one + two + three + four) | 0;
  [two, three, four] = [two + one, three + one, four + one];
  [one, two, three, four] = [finished(one), finished(two), finished(three), finished(four)];
  one = (one + two + three + four) | 0;
  into[at] = one;
  into[at + 1] = two + one;
  into[at + 2] = three + one;
  into[at + 3] = four + one;
}

function scrambled(word: number, by: number, turn: number, then: number): number {
  return Math.imul(rotated(Math.imul(word, by), turn), then);
}

function rotated(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function finished(lane: number): number {
  let word = lane ^ (lane >>> 16);
  word = Math.imul(word, 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return word ^ (word >>> 16);
}

let packed = new Uint32Array(1024);

/** The same of a text in UTF-16. */
export function digestText(text: string, seed: number, into: Uint32Array, at: number): void {
  const length = (text.length + 1) >>> 1;
  if (packed.length < length) packed = new Uint32Array(2 * length);
  const even = text.length >>> 1;
  for (let word = 0; word < even; word += 1) {
    packed[word] = text.charCodeAt(2 * word) | (text.charCodeAt(2 * word + 1) << 16);
  }
  if (even < length) packed[even] = text.charCodeAt(text.length - 1);
  digestWords(packed, { bytes: 2 * text.length, seed }, into, at);
}

/** A digest as 32 hex digits. */
export function digestHex(digests: Uint32Array, at: number): string {
  let hex = '';
  for (let word = at; word < at + DIGEST_WORDS; word += 1) {
    hex += (digests[word] ?? 0).toString(16).padStart(8, '0');
  }
  return hex;
}
