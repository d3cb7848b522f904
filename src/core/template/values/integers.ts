import { countWork } from '../render/budget.js';
import { TemplateFailure, fail } from '../render/templateFailure.js';
import { integer } from './pythonValue.js';

const MOST_BITS = 1 << 20;

export type Int = number | bigint;

export function addInts(left: Int, right: Int): Int {
  if (typeof left === 'number' && typeof right === 'number') {
    const sum = left + right;
    if (Number.isSafeInteger(sum)) return sum;
  }
  return integer(BigInt(left) + BigInt(right));
}

export function subtractInts(left: Int, right: Int): Int {
  if (typeof left === 'number' && typeof right === 'number') {
    const difference = left - right;
    if (Number.isSafeInteger(difference)) return difference;
  }
  return integer(BigInt(left) - BigInt(right));
}

export function multiplyInts(left: Int, right: Int): Int {
  if (typeof left === 'number' && typeof right === 'number') {
    const product = left * right;
    // 0 times a negative number is -0 in JavaScript.
    if (Number.isSafeInteger(product)) return product + 0;
  }
  checkBits(bitLength(left) + bitLength(right));
  return integer(BigInt(left) * BigInt(right));
}

/** Rounded towards minus infinity. */
export function floorDivideInts(left: Int, right: Int): Int {
  if (typeof left === 'number' && typeof right === 'number') {
    if (right === 0) return byZero();
    const rest = left % right;
    const quotient = (left - rest) / right;
    return (rest !== 0 && rest < 0 !== right < 0 ? quotient - 1 : quotient) + 0;
  }
  const divisor = BigInt(right);
  if (divisor === 0n) return byZero();
  const dividend = BigInt(left);
  const quotient = dividend / divisor;
  const rest = dividend % divisor;
  return integer(rest !== 0n && rest < 0n !== divisor < 0n ? quotient - 1n : quotient);
}

/** The sign is the divisor's. */
export function moduloInts(left: Int, right: Int): Int {
  if (typeof left === 'number' && typeof right === 'number') {
    if (right === 0) return byZero();
    const rest = left % right;
    return (rest !== 0 && rest < 0 !== right < 0 ? rest + right : rest) + 0;
  }
  const divisor = BigInt(right);
  if (divisor === 0n) return byZero();
  const rest = BigInt(left) % divisor;
  return integer(rest !== 0n && rest < 0n !== divisor < 0n ? rest + divisor : rest);
}

/** `exponent` is not negative. */
export function powerOfInt(base: Int, exponent: Int): Int {
  const magnitude = BigInt(base);
  if (exponent === 0) return 1;
  if (magnitude === 0n || magnitude === 1n) return base;
  if (magnitude === -1n) return BigInt(exponent) % 2n === 0n ? 1 : -1;
  // 2 ** n has n + 1 bits; every other base has at least (bits - 1) for each factor.
  checkBits((bitLength(base) - 1) * Number(exponent));
  return integer(magnitude ** BigInt(exponent));
}

/** The exact quotient, rounded once, as Python's `int / int`. */
export function divideInts(left: Int, right: Int): number {
  if (right === 0) return byZero();
  if (typeof left === 'number' && typeof right === 'number') return left / right;
  const isNegative = left < 0 !== right < 0;
  const size = ratioOf(magnitudeOf(left), magnitudeOf(right));
  if (size === Number.POSITIVE_INFINITY) fail('The quotient is too large for a float');
  return isNegative ? -size : size;
}

/**
 * `dividend / divisor` of naturals rounded to the nearest float, ties to even; infinity where it is
 * too large.
 */
function ratioOf(dividend: bigint, divisor: bigint): number {
  if (dividend === 0n) return 0;
  // Enough bits that the quotient's lowest bit stands below what even a subnormal float keeps.
  const wanted = 66 - (bitLength(dividend) - bitLength(divisor));
  const shift = Math.min(wanted, 1140);
  const up = shift > 0 ? dividend << BigInt(shift) : dividend;
  const down = shift < 0 ? divisor << BigInt(-shift) : divisor;
  const quotient = up / down;
  // A sticky bit stands for the rest, so that the one rounding below is exact.
  return scaled(up % down === 0n ? quotient << 1n : (quotient << 1n) | 1n, -shift - 1);
}

/** `value * 2 ** exponent` rounded to the nearest float once, ties to even. */
export function scaled(value: bigint, exponent: number): number {
  const bits = bitLength(value);
  // The exponent of the lowest bit that the float keeps.
  const lowest = Math.max(bits + exponent - 53, -1074);
  const drop = lowest - exponent;
  if (drop <= 0) return timesPowerOfTwo(Number(value), exponent);
  const cut = BigInt(drop);
  let kept = value >> cut;
  const rest = value - (kept << cut);
  const half = 1n << (cut - 1n);
  if (rest > half || (rest === half && (kept & 1n) === 1n)) kept += 1n;
  return timesPowerOfTwo(Number(kept), lowest);
}

function timesPowerOfTwo(value: number, exponent: number): number {
  let result = value;
  let left = exponent;
  while (left > 1000) {
    result *= 2 ** 1000;
    left -= 1000;
  }
  // Exact in this order: the factors that could round come where the value is still large.
  while (left < -1000) {
    result *= 2 ** -500;
    left += 500;
  }
  return left < -500 ? result * 2 ** -500 * 2 ** (left + 500) : result * 2 ** left;
}

/** The nearest float; Python refuses ints beyond the largest one. */
export function floatOf(value: Int): number {
  const number = Number(value);
  if (!Number.isFinite(number)) fail('The int is too large to become a float');
  return number;
}

export function magnitudeOf(value: Int): bigint {
  const number = BigInt(value);
  return number < 0n ? -number : number;
}

/** Python's `int.bit_length`. */
export function bitLength(value: Int): number {
  if (typeof value === 'number' && Math.abs(value) < 2 ** 31) {
    return 32 - Math.clz32(Math.abs(value));
  }
  const hex = magnitudeOf(value).toString(16);
  return hex.length * 4 - 4 + (32 - Math.clz32(Number.parseInt(hex.charAt(0), 16)));
}

/** A result of about so many bits is about to be computed. */
export function checkBits(bits: number): void {
  if (bits > MOST_BITS) {
    throw new TemplateFailure(
      'timeout',
      'The template computes with a number of more than 300,000 digits.',
    );
  }
  countWork(bits);
}

function byZero(): never {
  return fail('Division by zero');
}
