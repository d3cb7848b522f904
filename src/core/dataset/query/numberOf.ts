const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
/** No number that means something is written longer. */
const LONGEST = 64;

/** The finite number that a text is, such as `-1.5e3`; blanks around it don't matter. */
export function numberOf(text: string): number | undefined {
  if (text.length > LONGEST) return undefined;
  const trimmed = text.replace(/^[ \t]+|[ \t]+$/g, '');
  if (!NUMBER.test(trimmed)) return undefined;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : undefined;
}
