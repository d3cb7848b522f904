import { unitsLike } from './upperUnits.js';

/**
 * Bytes that stand wherever a text does, in a row, with two choices for each (the same one twice
 * where there is one): what is looked for many bytes at a time.
 */
export interface TextAnchor {
  readonly choices: Uint8Array;
  /** Places of the two bytes that are the rarest together. */
  readonly first: number;
  readonly second: number;
  /** About how often both stand somewhere, of all places. */
  readonly frequency: number;
  /** Of the text, so much stands before the anchor. */
  readonly pointsBefore: number;
  readonly bytesBefore: number;
  /** UTF-16 units that its characters are, in any case. */
  readonly units: readonly number[];
}

/** Vectors look no further beyond the end of what is given to them. */
const LONGEST = 32;

interface Run {
  readonly pointsBefore: number;
  readonly bytesBefore: number;
  /** Two choices for each byte. */
  readonly choices: (readonly [number, number])[];
  readonly units: number[];
}

/**
 * The best anchor of a text; undefined where it has none. `mayStand` tells characters that stand in
 * the bytes that are searched wherever they stand in the text.
 */
export function textAnchor(
  text: string,
  options: { readonly matchCase: boolean; readonly mayStand: (character: string) => boolean },
): TextAnchor | undefined {
  const anchors = runsOf(text, options).map(({ choices, ...run }) => ({
    ...run,
    ...rarest(choices),
    choices: Uint8Array.from(choices.flat()),
  }));
  return anchors.sort((left, right) => left.frequency - right.frequency)[0];
}

/** All stretches of characters that can be looked for. */
function runsOf(text: string, options: Parameters<typeof textAnchor>[1]): Run[] {
  const runs: Run[] = [];
  let run: Run | undefined;
  let points = 0;
  let bytes = 0;
  for (const character of text) {
    const variants = options.mayStand(character) ? variantsOf(character, options.matchCase) : [];
    const choices = choicesOf(variants);
    if (choices.length === 0 || (run && run.choices.length + choices.length > LONGEST)) {
      run = undefined;
    }
    if (choices.length > 0) {
      if (!run) {
        run = { pointsBefore: points, bytesBefore: bytes, choices: [], units: [] };
        runs.push(run);
      }
      run.choices.push(...choices);
      run.units.push(...variants.map((variant) => variant.charCodeAt(0)));
    }
    points += 1;
    bytes += Buffer.byteLength(character);
  }
  return runs;
}

/** The characters that are equal to this one. */
function variantsOf(character: string, matchCase: boolean): readonly string[] {
  if (matchCase || character.length > 1) return [character];
  return unitsLike(character.charCodeAt(0)).map((unit) => String.fromCharCode(unit));
}

/** The bytes of characters that are equal; none where they are too many or of different length. */
function choicesOf(variants: readonly string[]): (readonly [number, number])[] {
  const [one, other = one, ...more] = variants.map((variant) => Buffer.from(variant));
  if (!one || !other || more.length > 0 || one.length !== other.length) return [];
  return [...one].map((byte, place) => [byte, other[place] ?? byte] as const);
}

/** Places of two bytes of a run that are seldom where they are together. */
function rarest(choices: Run['choices']): Pick<TextAnchor, 'first' | 'second' | 'frequency'> {
  const frequencies = choices.map(([one, other]) => {
    return frequencyOf(one) + (one === other ? 0 : frequencyOf(other));
  });
  const places = [...frequencies.keys()].sort(
    (left, right) => (frequencies[left] ?? 0) - (frequencies[right] ?? 0),
  );
  const [first = 0, second = first] = places;
  const frequency = (frequencies[first] ?? 1) * (first === second ? 1 : (frequencies[second] ?? 1));
  return { first, second, frequency };
}

/** From the most frequent to the rarest letter of English text, which others do not differ much from. */
const LETTERS = ' etaoinsrhldcumfpgwybvkxjqz';

/** About how much of a text a byte is. */
function frequencyOf(byte: number): number {
  if (byte >= 0x80) return byte < 0xc0 ? 0.01 : 0.03;
  const place = LETTERS.indexOf(String.fromCharCode(byte).toLowerCase());
  if (place < 0) return 0.01;
  const isUpper = byte >= 0x41 && byte <= 0x5a;
  return (0.12 / (1 + place)) * (isUpper ? 0.1 : 1);
}
