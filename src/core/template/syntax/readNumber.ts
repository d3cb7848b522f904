import { Float, integer } from '../values/pythonValue.js';

const DIGITS = '\\p{Nd}+(?:_\\p{Nd}+)*';
const FLOAT = new RegExp(`${DIGITS}(?:(?:\\.${DIGITS})?[eE][+-]?${DIGITS}|\\.${DIGITS})`, 'uy');
const INTEGER =
  /0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[\p{Nd}a-fA-F])+|[1-9](?:_?\p{Nd})*|0(?:_?0)*/uy;

/** Python refuses to read longer decimal numbers. */
const MOST_DIGITS = 4300;

interface ReadNumber {
  readonly end: number;
  readonly type: 'integer' | 'float';
  /** undefined: Python can't read it though Jinja2 takes it for a number. */
  readonly value: number | bigint | Float | undefined;
}

/** The number that starts at `start`; undefined: none. */
export function readNumber(source: string, start: number): ReadNumber | undefined {
  if (source[start - 1] !== '.') {
    FLOAT.lastIndex = start;
    const float = FLOAT.exec(source)?.[0];
    if (float !== undefined) {
      const text = float.replaceAll('_', '');
      const value = isAscii(text) ? new Float(Number(text)) : undefined;
      return { end: start + float.length, type: 'float', value };
    }
  }
  INTEGER.lastIndex = start;
  const match = INTEGER.exec(source)?.[0];
  if (match === undefined) {
    return undefined;
  }
  const end = start + match.length;
  const text = plainDigits(match.replaceAll('_', '').toLowerCase());
  if (/^0[box]/.test(text)) {
    return { end, type: 'integer', value: integer(BigInt(text)) };
  }
  const isReadable = text.length <= MOST_DIGITS;
  const value = text.length < 16 ? Number(text) : isReadable ? integer(BigInt(text)) : undefined;
  return { end, type: 'integer', value };
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}

/** Decimal digits of any script as ASCII digits: those of a script stand in a row, 0 first. */
function plainDigits(text: string): string {
  if (isAscii(text)) {
    return text;
  }
  return text.replace(/[^\0-\x7f]/gu, (digit) => {
    const at = digit.codePointAt(0) ?? 0;
    let before = at - 1;
    while (/\p{Nd}/u.test(String.fromCodePoint(before))) {
      before -= 1;
    }
    return String((at - before - 1) % 10);
  });
}
