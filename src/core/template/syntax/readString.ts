import { characterNamed } from './characterNames.js';
import { withPlainNewlines } from './pythonCharacters.js';

/** What follows a backslash and stands for one character. */
const SIMPLE: ReadonlyMap<string, string> = new Map([
  ['\n', ''],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

const HEX_DIGITS: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** Where a quoted text that starts at `start` ends, after its closing quote; -1: it does not. */
export function endOfString(source: string, start: number, end: number): number {
  const quote = source.charCodeAt(start);
  for (let at = start + 1; at < end; at += 1) {
    const unit = source.charCodeAt(at);
    if (unit === quote) {
      return at + 1;
    }
    if (unit === 0x5c) {
      at += 1;
    }
  }
  return -1;
}

/**
 * The text that a string literal's inside stands for, by the rules of Python's `unicode-escape`.
 * @returns A fault as a sentence instead, under `fault`.
 */
export function unescaped(inside: string): { text: string } | { fault: string } {
  const raw = withPlainNewlines(inside);
  if (!raw.includes('\\')) {
    return { text: raw };
  }
  let text = '';
  let at = 0;
  while (at < raw.length) {
    const next = raw.indexOf('\\', at);
    if (next < 0) {
      break;
    }
    text += raw.slice(at, next);
    const escape = readEscape(raw, next);
    if ('fault' in escape) {
      return escape;
    }
    text += escape.text;
    at = escape.end;
  }
  return { text: text + raw.slice(at) };
}

function readEscape(raw: string, start: number): { text: string; end: number } | { fault: string } {
  const point = raw.codePointAt(start + 1) ?? 0x5c;
  const letter = String.fromCodePoint(point);
  const end = start + 1 + letter.length;
  const simple = SIMPLE.get(letter);
  if (simple !== undefined) {
    return { text: simple, end };
  }
  const octal = /^[0-7]{1,3}/.exec(raw.slice(start + 1, start + 4))?.[0];
  if (octal !== undefined) {
    return { text: String.fromCharCode(parseInt(octal, 8)), end: start + 1 + octal.length };
  }
  const length = HEX_DIGITS.get(letter);
  if (length !== undefined) {
    return readHex(raw.slice(end, end + length), letter, end + length);
  }
  if (letter === 'N') {
    return readNamed(raw, end);
  }
  // Python escapes what is not ASCII first, and the backslash before it then takes that apart.
  return { text: point < 0x80 ? `\\${letter}` : `\\${asciiEscape(point)}`, end };
}

function readHex(
  digits: string,
  letter: string,
  end: number,
): { text: string; end: number } | { fault: string } {
  const length = HEX_DIGITS.get(letter) ?? 0;
  if (digits.length < length || !/^[\da-fA-F]+$/.test(digits)) {
    return { fault: `\\${letter} needs ${length} hexadecimal digits after it.` };
  }
  const point = parseInt(digits, 16);
  if (point > 0x10ffff) {
    return { fault: `\\U${digits} is no character: the last one is \\U0010FFFF.` };
  }
  return { text: String.fromCodePoint(point), end };
}

function readNamed(raw: string, start: number): { text: string; end: number } | { fault: string } {
  const braced = /^\{([^{}]{1,100})\}/.exec(raw.slice(start, start + 102));
  const text = characterNamed(braced?.[1] ?? '');
  return braced === null || text === undefined
    ? { fault: 'This \\N{…} names no character known here; write the character itself.' }
    : { text, end: start + braced[0].length };
}

function asciiEscape(point: number): string {
  if (point < 0x100) {
    return `x${point.toString(16).padStart(2, '0')}`;
  }
  return point < 0x10000
    ? `u${point.toString(16).padStart(4, '0')}`
    : `U${point.toString(16).padStart(8, '0')}`;
}
