import { countWork } from '../render/budget.js';

const SURROGATE = /[\ud800-\udfff]/;

const LONG = 256;

/**
 * What is known of the last long texts, so that `text[i]` in a loop does not go through all of the
 * text each time.
 */
const flat = ['', ''];
let lastText = '';
let lastPoints: readonly string[] = [];

/** Whether UTF-16 units and code points are the same, so that the text can be indexed as it is. */
export function isFlat(text: string): boolean {
  if (text.length <= LONG) return !SURROGATE.test(text);
  if (text === flat[0] || text === flat[1]) return true;
  if (text === lastText) return false;
  countWork(text.length);
  if (SURROGATE.test(text)) return false;
  flat.unshift(text);
  flat.pop();
  return true;
}

/** The characters of a text: one string per code point. */
export function pointsOf(text: string): readonly string[] {
  if (text.length <= LONG) return Array.from(text);
  if (text !== lastText) {
    countWork(text.length * 8);
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
  if (at > LONG) countWork(at);
  if (at === length) return left.length - right.length;
  return rank(left.charCodeAt(at)) - rank(right.charCodeAt(at));
}

/** Surrogates stand for the highest code points. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
