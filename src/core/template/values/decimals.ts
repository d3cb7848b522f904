import { magnitudeOf } from './integers.js';

/** A float has no more digits than this behind its point. */
const MOST_PLACES = 1074;

const view = new DataView(new ArrayBuffer(8));

/** A finite float as `mantissa * 2 ** exponent`, its sign left out. */
export function binaryParts(value: number): { mantissa: bigint; exponent: number } {
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xf_ffff_ffff_ffffn;
  if (exponent === 0) return { mantissa: fraction, exponent: -1074 };
  return { mantissa: fraction | (1n << 52n), exponent: exponent - 1075 };
}

/** `|value| * 10 ** places` rounded to a whole number, ties to even. */
function scaledByTen(value: number, places: number): bigint {
  const { mantissa, exponent } = binaryParts(value);
  let up = mantissa;
  let down = 1n;
  if (places >= 0) up *= 10n ** BigInt(places);
  else down = 10n ** BigInt(-places);
  if (exponent >= 0) up <<= BigInt(exponent);
  else down <<= BigInt(-exponent);
  const quotient = up / down;
  const twice = 2n * (up - quotient * down);
  return twice > down || (twice === down && (quotient & 1n) === 1n) ? quotient + 1n : quotient;
}

/** The digits of a finite float's magnitude before and behind its point, exactly rounded. */
export function fixedDigits(value: number, places: number): { whole: string; fraction: string } {
  const quick = quickDigits(Math.abs(value), places);
  if (quick) return quick;
  const exact = Math.min(places, MOST_PLACES);
  const digits = scaledByTen(value, exact)
    .toString()
    .padStart(exact + 1, '0');
  const point = digits.length - exact;
  return { whole: digits.slice(0, point), fraction: digits.slice(point).padEnd(places, '0') };
}

/** By the engine, which rounds ties up: only where there can be none. */
function quickDigits(
  size: number,
  places: number,
): { whole: string; fraction: string } | undefined {
  if (places > 20 || size >= 1e20 || Number.isInteger(size * 2 ** (places + 1))) return undefined;
  const [whole = '0', fraction = ''] = size.toFixed(places).split('.');
  return { whole, fraction };
}

/**
 * The first `count` digits of a finite float's magnitude, exactly rounded, and the power of ten that
 * the first of them stands for.
 */
export function leadingDigits(value: number, count: number): { digits: string; exponent: number } {
  if (value === 0) return { digits: '0'.repeat(count), exponent: 0 };
  const kept = Math.min(count, MOST_PLACES + 1);
  let exponent = Number(value.toExponential().split('e')[1]);
  for (;;) {
    const digits = scaledByTen(value, kept - 1 - exponent).toString();
    if (digits.length === kept) return { digits: digits.padEnd(count, '0'), exponent };
    exponent += digits.length > kept ? 1 : -1;
  }
}

/** Puts a separator between groups of digits, counted from the right. */
export function grouped(digits: string, separator: string, size = 3): string {
  const groups: string[] = [];
  for (let end = digits.length; end > 0; end -= size) {
    groups.unshift(digits.slice(Math.max(0, end - size), end));
  }
  return groups.join(separator);
}

/** The digits of an int's magnitude in base 2, 8 or 16; these are written at any length. */
export function digitsInBase(value: number | bigint, base: number): string {
  return typeof value === 'number'
    ? Math.abs(value).toString(base)
    : magnitudeOf(value).toString(base);
}
