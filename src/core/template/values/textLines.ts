import { SPACES } from './characterKinds.js';

/** Python's `\w`, for a character class of a RegExp with the flag u. */
export const WORD = '\\p{L}\\p{N}_';

const SPACE_RUN = new RegExp(`[${SPACES}]+`);

/** Python's `str.split()` without arguments. */
export function wordsOf(text: string): string[] {
  return text.split(SPACE_RUN).filter((word) => word !== '');
}

// \r\n is one line end; the others are those of Python's `str.splitlines`.
const LINE_ENDS = '\\n-\\r\\x1c-\\x1e\\x85\\u2028\\u2029';
const LINE_END = new RegExp(`\\r\\n|[${LINE_ENDS}]`);
const LINE_WITH_END = new RegExp(`[^${LINE_ENDS}]*(?:\\r\\n|[${LINE_ENDS}]|$)`, 'g');

/** Python's `text.splitlines()`: a line end at the end of the text begins no further line. */
export function linesOf(text: string): string[] {
  const lines = text.split(LINE_END);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Python's `text.splitlines(True)`: every line with its line end. */
export function linesWithEnds(text: string): string[] {
  return (text.match(LINE_WITH_END) ?? []).filter((line) => line !== '');
}
