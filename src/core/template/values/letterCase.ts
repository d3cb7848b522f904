import { ASCII, changedKnown, isCased } from './characterKinds.js';

/** Letters that got a capital after Unicode 14: Python leaves them small. */
const LATER_CAPITAL = /[\u019b\u0264\ua7d3\ua7d5]/;

export function upperCased(text: string): string {
  return changedKnown(text, (part) => {
    if (!LATER_CAPITAL.test(part)) return part.toUpperCase();
    return part
      .split(/([\u019b\u0264\ua7d3\ua7d5]+)/)
      .map((piece, index) => (index % 2 === 0 ? piece.toUpperCase() : piece))
      .join('');
  });
}

/** With the final sigma, as Python has it. */
export function lowerCased(text: string): string {
  return changedKnown(text, (part) => part.toLowerCase());
}

/** Python's `str.capitalize`: the first character in title case, the rest small. */
export function capitalized(text: string): string {
  const [first] = text;
  if (first === undefined) return '';
  return titleOf(first) + lowerCased(text).slice(lowerCased(first).length);
}

/** Python's `str.title`: a letter behind a letter is small, any other in title case. */
export function titleCased(text: string): string {
  if (ASCII.test(text)) {
    const words = text.toLowerCase();
    return words.replace(/[a-z]+/g, (word) => word.charAt(0).toUpperCase() + word.slice(1));
  }
  const lowered = lowerCased(text);
  const parts: string[] = [];
  let at = 0;
  let isAfterCased = false;
  for (const point of text) {
    // The sigma at the end of a word has the length of any other: places stay in step.
    const { length } = lowerCased(point);
    parts.push(isAfterCased ? lowered.slice(at, at + length) : titleOf(point));
    at += length;
    isAfterCased = isCased(point);
  }
  return parts.join('');
}

/** Python's `str.swapcase`. */
export function swapCased(text: string): string {
  const lowered = lowerCased(text);
  const parts: string[] = [];
  let at = 0;
  for (const point of text) {
    const { length } = lowerCased(point);
    if (/\p{Uppercase}/u.test(point)) parts.push(lowered.slice(at, at + length));
    else parts.push(/\p{Lowercase}/u.test(point) ? upperCased(point) : point);
    at += length;
  }
  return parts.join('');
}

/** Python's `str.casefold`. */
export function caseFolded(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return Array.from(text, foldOf).join('');
}

function foldOf(point: string): string {
  if (point === 'ı') return point;
  if (point === 'ẞ') return 'ss';
  // Cherokee folds to its capitals, which are older than its small letters.
  if (/[\u13a0-\u13fd\uab70-\uabbf]/.test(point)) return upperCased(point);
  const upper = upperCased(point);
  return Array.from(upper, lowerCased).join('');
}

/** Of the four letters of a digraph's row, the one with a capital and a small letter. */
const DIGRAPHS: Readonly<Record<string, string>> = {
  Ǆ: 'ǅ',
  ǅ: 'ǅ',
  ǆ: 'ǅ',
  Ǉ: 'ǈ',
  ǈ: 'ǈ',
  ǉ: 'ǈ',
  Ǌ: 'ǋ',
  ǋ: 'ǋ',
  ǌ: 'ǋ',
  Ǳ: 'ǲ',
  ǲ: 'ǲ',
  ǳ: 'ǲ',
  '\u1fb3': '\u1fbc',
  '\u1fc3': '\u1fcc',
  '\u1ff3': '\u1ffc',
};

function titleOf(point: string): string {
  if (point <= '\x7f') return point.toUpperCase();
  const digraph = DIGRAPHS[point];
  if (digraph !== undefined) return digraph;
  // Georgian has capitals for whole words only; the last three have the subscript at their side.
  if (/[\u10d0-\u10ff\u1fbc\u1fcc\u1ffc]/.test(point)) return point;
  if (/[\u1f80-\u1faf]/.test(point)) return String.fromCharCode(point.charCodeAt(0) | 8);
  const upper = upperCased(point);
  if (/[\u1fb2\u1fb4\u1fb7\u1fc2\u1fc4\u1fc7\u1ff2\u1ff4\u1ff7]/.test(point)) {
    return `${upper.slice(0, -1)}\u0345`;
  }
  if (/[ßև\ufb00-\ufb06\ufb13-\ufb17]/.test(point)) {
    return upper.slice(0, 1) + upper.slice(1).toLowerCase();
  }
  return upper;
}
