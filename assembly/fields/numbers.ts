import { slowNumber } from './host';
import { SPACE, TAB } from './vectors';

/** Numbers as `numberOf.ts` reads them, correctly rounded (Eisel and Lemire's algorithm). */

const PLUS: u8 = 43;
const MINUS: u8 = 45;
const POINT: u8 = 46;
const LOWER_E: u8 = 101;
/** No number that means something is written longer. */
const LONGEST: usize = 64;
/** Digits that fit in 64 bits. */
const MOST_DIGITS: i32 = 19;
/** An exponent beyond any number. */
const FAR: i32 = 100000;
const LEAST_POWER: i32 = -342;
const GREATEST_POWER: i32 = 308;

/** Powers of ten that are exact. */
const EXACT: usize = memory.data<f64>([
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
  1e18, 1e19, 1e20, 1e21, 1e22,
]);

/**
 * The first 128 bits of the powers of five from -342 to 308, the upper half of each first: filled in
 * by the other side, which has large integers.
 */
export const POWERS: usize = memory.data((GREATEST_POWER - LEAST_POWER + 1) * 16, 16);

/** The number that was read last. */
export let value: f64 = 0;

/** Whether a text is a finite number. */
export function isNumber(from: usize, length: usize): bool {
  if (length == 0 || length > LONGEST) return false;
  let at = from;
  let stop = from + length;
  while (at < stop && (load<u8>(at) == SPACE || load<u8>(at) == TAB)) at += 1;
  while (stop > at && (load<u8>(stop - 1) == SPACE || load<u8>(stop - 1) == TAB)) stop -= 1;
  return readNumber(at, stop);
}

/** Whether the text is one without blanks around it, of any length. */
export function readNumber(from: usize, stop: usize): bool {
  let at = from;
  const sign = at < stop ? load<u8>(at) : 0;
  if (sign == MINUS || sign == PLUS) at += 1;
  const digits = at;
  let mantissa: u64 = 0;
  let places = 0;
  let power = 0;
  let isCut = false;
  let point: usize = 0;
  for (; at < stop; at += 1) {
    const byte = load<u8>(at);
    const digit = <u64>byte - 48;
    if (digit > 9) {
      if (byte != POINT || point != 0) break;
      point = at + 1;
    } else if (places < MOST_DIGITS) {
      mantissa = mantissa * 10 + digit;
      // Zeros in front take no place.
      places += <i32>(mantissa != 0);
      power -= <i32>(point != 0);
    } else {
      isCut = isCut || digit != 0;
      power += <i32>(point == 0);
    }
  }
  if (at - digits == <usize>(point != 0)) return false;
  if (at < stop) {
    if ((load<u8>(at) | 32) != LOWER_E) return false;
    at += 1;
    const direction = at < stop ? load<u8>(at) : 0;
    if (direction == MINUS || direction == PLUS) at += 1;
    if (at == stop) return false;
    let written = 0;
    for (; at < stop; at += 1) {
      const digit = <i32>load<u8>(at) - 48;
      if (<u32>digit > 9) return false;
      written = min(written * 10 + digit, FAR);
    }
    power += direction == MINUS ? -written : written;
  }
  let size = scaled(mantissa, power);
  if (isCut && size != scaled(mantissa + 1, power)) size = NaN;
  if (isNaN(size)) size = abs(slowNumber(from, stop - from));
  if (size == Infinity) return false;
  value = sign == MINUS ? -size : size;
  return true;
}

/** The number next to mantissa * 10^power; NaN where that is not found out here. */
function scaled(mantissa: u64, power: i32): f64 {
  if (mantissa == 0) return 0;
  if (mantissa <= (<u64>1) << 53) {
    if (power >= 0 && power <= 22) return <f64>mantissa * load<f64>(EXACT + power * 8);
    if (power < 0 && power >= -22) return <f64>mantissa / load<f64>(EXACT - power * 8);
  }
  if (power < LEAST_POWER) return 0;
  if (power > GREATEST_POWER) return Infinity;
  const zeros = clz(mantissa);
  const digits = mantissa << zeros;
  const at = POWERS + ((power - LEAST_POWER) << 4);
  multiply(digits, load<u64>(at));
  let upper = high;
  let lower = low;
  if ((upper & 0x1ff) == 0x1ff) {
    multiply(digits, load<u64>(at, 8));
    lower += high;
    if (lower < high) upper += 1;
  }
  const top = upper >>> 63;
  let bits = upper >>> (top + 9);
  let exponent = <i64>(((152170 + 65536) * power) >> 16) + 63 + 1023 + <i64>top - <i64>zeros;
  // Numbers so small have fewer bits.
  if (exponent <= 0) return NaN;
  // Half way between two numbers: to the even one.
  if (lower <= 1 && power >= -4 && power <= 23 && (bits & 3) == 1) {
    if (bits << (top + 9) == upper) bits &= ~1;
  }
  bits = (bits + (bits & 1)) >>> 1;
  if (bits >= (<u64>1) << 53) {
    bits = (<u64>1) << 52;
    exponent += 1;
  }
  if (exponent >= 2047) return Infinity;
  return reinterpret<f64>((bits & (((<u64>1) << 52) - 1)) | ((<u64>exponent) << 52));
}

let high: u64 = 0;
let low: u64 = 0;

function multiply(left: u64, right: u64): void {
  const a = left >>> 32;
  const b = left & 0xffffffff;
  const c = right >>> 32;
  const d = right & 0xffffffff;
  const bd = b * d;
  const ad = a * d + (bd >>> 32);
  const bc = b * c + (ad & 0xffffffff);
  low = (bc << 32) | (bd & 0xffffffff);
  high = a * c + (ad >>> 32) + (bc >>> 32);
}
