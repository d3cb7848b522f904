import { SPACES } from '../values/characterKinds.js';
import { countWork } from '../render/budget.js';

const SPACE = new RegExp(`[${SPACES}]`);
const MOST_DIGITS = 4300;
const ASCII = /^[\x20-\x7e]*$/;

/** The text without outer space and with ASCII digits, as Python reads numbers. */
function plainDigits(text: string): string {
  countWork(text.length * 4);
  const plain = trimmed(text);
  if (ASCII.test(plain)) return plain;
  const digits = new Map<string, string>();
  return plain.replace(/[^\p{ASCII}]/gu, (point) => {
    const known = digits.get(point) ?? asciiDigit(point);
    digits.set(point, known);
    return known;
  });
}

/** By hand: a RegExp for space at the end would be tried from every space in the middle too. */
function trimmed(text: string): string {
  let end = text.length;
  while (end > 0 && SPACE.test(text.charAt(end - 1))) end -= 1;
  let start = 0;
  while (start < end && SPACE.test(text.charAt(start))) start += 1;
  return text.slice(start, end);
}

function asciiDigit(point: string): string {
  return /\p{Nd}/u.test(point) ? String(digitValue(point)) : point;
}

/** Decimal digits stand in Unicode in runs of ten, from zero on. */
function digitValue(point: string): number {
  const code = point.codePointAt(0) ?? 0;
  let first = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(first - 1))) first -= 1;
  return (code - first) % 10;
}

const FLOAT = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;
const SPECIAL = /^([+-]?)(?:(inf(?:inity)?)|nan)$/i;

/** Python's `float(text)`; undefined where it is no number. */
export function parseFloatText(text: string): number | undefined {
  const written = plainDigits(text);
  // Underscores may stand between two digits.
  if (/(?<![0-9])_|_(?![0-9])/.test(written)) return undefined;
  const plain = written.replaceAll('_', '');
  if (FLOAT.test(plain)) return Number(plain);
  const special = SPECIAL.exec(plain);
  if (!special) return undefined;
  if (special[2] === undefined) return Number.NaN;
  return special[1] === '-' ? -Infinity : Infinity;
}

const PREFIXES: ReadonlyMap<string, number> = new Map([
  ['0x', 16],
  ['0o', 8],
  ['0b', 2],
]);

/** Python's `int(text, base)` for a base of 0 or 2 to 36; undefined where it is no such int. */
export function parseIntText(text: string, base: number): bigint | undefined {
  if (base !== 0 && (base < 2 || base > 36)) return undefined;
  if (base === 10 && /^-?[0-9]{1,15}$/.test(text)) return BigInt(text);
  const plain = plainDigits(text).toLowerCase();
  const sign = /^[+-]/.exec(plain)?.[0] ?? '';
  const unsigned = plain.slice(sign.length);
  const prefixed = PREFIXES.get(unsigned.slice(0, 2));
  const hasPrefix = prefixed !== undefined && (base === 0 || base === prefixed);
  const radix = hasPrefix ? prefixed : base === 0 ? 10 : base;
  // After a prefix an underscore may stand before the digits.
  const written = hasPrefix ? unsigned.slice(2).replace(/^_/, '') : unsigned;
  if (/^_|_$|__/.test(written)) return undefined;
  const digits = written.replaceAll('_', '');
  if (digits === '' || !areDigits(digits, radix)) return undefined;
  if (base === 0 && !hasPrefix && /^0.*[1-9]/.test(digits)) return undefined;
  const magnitude = magnitudeOf(digits, radix);
  if (magnitude === undefined) return undefined;
  return sign === '-' ? -magnitude : magnitude;
}

function areDigits(text: string, radix: number): boolean {
  return Array.from(text).every((digit) => {
    if (!/^[0-9a-z]$/.test(digit)) return false;
    return parseInt(digit, 36) < radix;
  });
}

/** undefined beyond 4300 digits, which Python refuses unless the base is a power of two. */
function magnitudeOf(digits: string, radix: number): bigint | undefined {
  if ((radix & (radix - 1)) !== 0 && digits.length > MOST_DIGITS) return undefined;
  if (radix === 10) return BigInt(digits);
  const prefix = [...PREFIXES].find(([, base]) => base === radix)?.[0];
  if (prefix !== undefined) return BigInt(prefix + digits);
  countWork(digits.length * digits.length);
  let value = 0n;
  for (const digit of digits) value = value * BigInt(radix) + BigInt(parseInt(digit, 36));
  return value;
}
