const SURROGATE = /[\ud800-\udfff]/;

/** Points of the last long text with surrogates, so that `text[i]` in a loop is not quadratic. */
let lastText = '';
let lastPoints: readonly string[] = [];

/** Whether UTF-16 units and code points are the same, so that the text can be indexed as it is. */
export function isFlat(text: string): boolean {
  if (text.length > 256 && text === lastText) return false;
  return !SURROGATE.test(text);
}

/** The characters of a text: one string per code point. */
export function pointsOf(text: string): readonly string[] {
  if (text.length <= 256) return Array.from(text);
  if (text !== lastText) {
    lastPoints = Array.from(text);
    lastText = text;
  }
  return lastPoints;
}

/** Python's `len(text)`. */
export function pointCount(text: string): number {
  return isFlat(text) ? text.length : pointsOf(text).length;
}

/** Code points from `start` up to `end`, both within the text. */
export function pointSlice(text: string, start: number, end: number): string {
  return isFlat(text) ? text.slice(start, end) : pointsOf(text).slice(start, end).join('');
}

/** Where the code point `index` begins, in UTF-16 units. */
export function unitOf(text: string, index: number): number {
  if (isFlat(text)) return index;
  let unit = 0;
  for (const point of pointsOf(text).slice(0, index)) unit += point.length;
  return unit;
}

/** Which code point begins at `unit`. */
export function pointAt(text: string, unit: number): number {
  return isFlat(text) ? unit : Array.from(text.slice(0, unit)).length;
}

/** By code points, as Python compares; JavaScript compares UTF-16 units. */
export function textOrder(left: string, right: string): number {
  if (left === right) return 0;
  const length = Math.min(left.length, right.length);
  let at = 0;
  while (at < length && left.charCodeAt(at) === right.charCodeAt(at)) at += 1;
  if (at === length) return left.length - right.length;
  return rank(left.charCodeAt(at)) - rank(right.charCodeAt(at));
}

/** Surrogates stand for the highest code points. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
