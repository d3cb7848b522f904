/** Of every text in a chart, in pixels. */
export const TEXT_SIZE = 12;

const NARROW = /[ !'(),./:;[\]fijlrtI|·]/;
const WIDE = /[mwMW@%—…]/;
/** Scripts whose characters are as wide as high, and emoji. */
const FULL =
  /[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60\u{1f000}-\u{1faff}]/u;
const CAPITAL = /\p{Lu}/u;
const MARK = /\p{M}/u;

/**
 * About how wide a text is, in pixels: a font's own widths are not known here. Rather more than less,
 * so that texts do not touch.
 */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += TEXT_SIZE * widthOf(character);
  return width;
}

function widthOf(character: string): number {
  if (MARK.test(character)) return 0;
  if (FULL.test(character)) return 1.05;
  if (NARROW.test(character)) return 0.36;
  if (WIDE.test(character)) return 0.92;
  return CAPITAL.test(character) ? 0.72 : 0.6;
}

/** The text, cut with an ellipsis where it is wider than that many pixels. */
export function clipText(text: string, width: number): string {
  const line = text.replace(/\s+/g, ' ');
  if (textWidth(line) <= width) return line;
  let kept = '';
  let used = textWidth('…');
  for (const character of line) {
    used += TEXT_SIZE * widthOf(character);
    if (used > width) break;
    kept += character;
  }
  return `${kept.trimEnd()}…`;
}

/** The widest of the texts, in pixels; 0 for none. */
export function widestText(texts: Iterable<string>): number {
  let widest = 0;
  for (const text of texts) widest = Math.max(widest, textWidth(text));
  return widest;
}

/**
 * Which of the texts along an axis have room beside each other: the first, and each further one that
 * does not come near the last one that was taken. The last of all counts more than those before it.
 *
 * @param middles of the texts, ascending
 */
export function roomFor(texts: readonly string[], middles: readonly number[]): readonly boolean[] {
  const half = texts.map((text) => textWidth(text) / 2 + 4);
  const starts = (index: number) => (middles[index] ?? 0) - (half[index] ?? 0);
  const ends = (index: number) => (middles[index] ?? 0) + (half[index] ?? 0);
  const last = texts.length - 1;
  let end = -Infinity;
  return texts.map((_, index) => {
    const isFree = starts(index) >= end;
    const leavesLast = index === last || index === 0 || ends(index) <= starts(last);
    if (!isFree || !leavesLast) return false;
    end = ends(index);
    return true;
  });
}
