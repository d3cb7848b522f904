import type { Json } from '../json.js';

export type Choice = 'A' | 'B' | 'Tie';

/** The label of the list that is meant; equal but for white space at the ends. */
export function asLabel(value: Json | undefined, labels: readonly string[]): string | undefined {
  if (typeof value !== 'string') return undefined;
  return (
    labels.find((label) => label === value) ?? labels.find((label) => label.trim() === value.trim())
  );
}

/**
 * A finite number, or a string that is nothing but a plain decimal number (`"8"`, `"-2.5"`): judges
 * without a JSON mode often quote numbers. `"8/10"`, `"8 points"` and `"1e3"` are not read.
 */
export function asScore(value: Json | undefined): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string' || !/^\s*[+-]?\d+(\.\d+)?\s*$/.test(value)) return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

/** `Tie` is not asked for but understood. */
export function asChoice(value: Json | undefined): Choice | undefined {
  const text = typeof value === 'string' ? value.trim() : undefined;
  return text === 'A' || text === 'B' || text === 'Tie' ? text : undefined;
}

/** The choice of a pass that showed B first, in the letters of the spec. */
export function flippedBack(choice: Choice): Choice {
  return choice === 'Tie' ? 'Tie' : choice === 'A' ? 'B' : 'A';
}

/** Both orders together: agreement decides, disagreement is a tie, one usable pass decides alone. */
export function decide(
  original: Choice | undefined,
  flipped: Choice | undefined,
): Choice | undefined {
  if (original === undefined || flipped === undefined) return original ?? flipped;
  return original === flipped ? original : 'Tie';
}
