import { fail } from '../../render/templateFailure.js';
import { BytesObject } from '../bytesObject.js';
import { binaryParts } from '../decimals.js';
import { bitLength, checkBits, magnitudeOf } from '../integers.js';
import type { Int } from '../integers.js';
import { floatText } from '../pythonText.js';
import { Float, Tuple, integer } from '../pythonValue.js';
import type { Value } from '../pythonValue.js';
import { truthy } from '../truth.js';
import { method, textArgument, wholeArgument } from './method.js';
import type { Method, Methods } from './method.js';

export const INT_METHODS: Methods<Int> = new Map<string, Method<Int>>([
  ['as_integer_ratio', method('', (value) => new Tuple([value, 1]))],
  ['bit_count', method('', (value) => magnitudeOf(value).toString(2).replaceAll('0', '').length)],
  ['bit_length', method('', bitLength)],
  ['conjugate', method('', (value) => value)],
  [
    'to_bytes',
    method("length=1, byteorder='big', *, signed=False", (value, [length, order, signed]) => {
      const bytes = bytesOf(value, wholeArgument(length, 'to_bytes()'), signed);
      const name = textArgument(order, 'to_bytes()');
      if (name === 'little') return new BytesObject(bytes.reverse());
      return name === 'big'
        ? new BytesObject(bytes)
        : fail('to_bytes() wants "big" or "little" as byte order');
    }),
  ],
]);

/** Data attributes of an int (and of a bool, as an int). */
export function intPart(value: Int, name: string): Value {
  if (name === 'real' || name === 'numerator') return value;
  if (name === 'imag') return 0;
  return name === 'denominator' ? 1 : undefined;
}

function bytesOf(value: Int, length: number, signed: Value): number[] {
  if (length < 0) return fail('to_bytes() wants a length that is not negative');
  checkBits(length * 8);
  const bits = BigInt(length) * 8n;
  const isSigned = truthy(signed);
  if (value < 0 && !isSigned) return fail('to_bytes() wants signed=True for a negative number');
  const number = BigInt(value);
  const limit = isSigned ? (bits === 0n ? 0n : 1n << (bits - 1n)) : 1n << bits;
  if (number >= limit && number !== 0n)
    return fail('to_bytes() gets a number too large for so few bytes');
  if (number < -limit) return fail('to_bytes() gets a number too large for so few bytes');
  const digits = BigInt.asUintN(Number(bits), number)
    .toString(16)
    .padStart(length * 2, '0');
  return Array.from({ length }, (_, index) =>
    Number.parseInt(digits.slice(index * 2, index * 2 + 2), 16),
  );
}

export const FLOAT_METHODS: Methods<Float> = new Map<string, Method<Float>>([
  ['as_integer_ratio', method('', ({ value }) => ratioOfFloat(value))],
  ['conjugate', method('', (value) => value)],
  ['hex', method('', ({ value }) => hexText(value))],
  ['is_integer', method('', ({ value }) => Number.isInteger(value))],
]);

export function floatPart(value: Float, name: string): Value {
  if (name === 'real') return value;
  return name === 'imag' ? new Float(0) : undefined;
}

function ratioOfFloat(value: number): Tuple {
  if (!Number.isFinite(value)) return fail('inf and nan are no ratio of ints');
  const { mantissa, exponent } = binaryParts(value);
  let up = value < 0 ? -mantissa : mantissa;
  let down = 1n;
  if (exponent >= 0) up <<= BigInt(exponent);
  else down <<= BigInt(-exponent);
  while (down > 1n && (up & 1n) === 0n) {
    up >>= 1n;
    down >>= 1n;
  }
  return new Tuple([integer(up), integer(down)]);
}

function hexText(value: number): string {
  if (!Number.isFinite(value)) return floatText(value);
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  if (value === 0) return `${sign}0x0.0p+0`;
  const { mantissa, exponent } = binaryParts(value);
  const isNormal = mantissa >> 52n === 1n;
  const fraction = (mantissa & 0xf_ffff_ffff_ffffn).toString(16).padStart(13, '0');
  const power = exponent + 52;
  return `${sign}0x${isNormal ? 1 : 0}.${fraction}p${power < 0 ? '-' : '+'}${Math.abs(power)}`;
}
