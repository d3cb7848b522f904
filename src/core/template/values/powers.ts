import { fail } from '../render/templateFailure.js';
import { ComplexObject } from './complexObject.js';
import { preciseDirection, precisePower } from './precise.js';
import { Float } from './pythonValue.js';
import type { Value } from './pythonValue.js';

/** Python's `float ** float`; a negative base with a fractional exponent gives a complex. */
export function powerOfFloats(base: number, exponent: number): Value {
  if (exponent === 0 || base === 1) return new Float(1);
  if (Number.isNaN(base) || Number.isNaN(exponent)) return new Float(Number.NaN);
  if (!Number.isFinite(exponent)) return new Float(base === -1 ? 1 : base ** exponent);
  if (base === 0 && exponent < 0) return fail('0 can not be raised to a negative power');
  if (base === 0 || !Number.isFinite(base)) return new Float(base ** exponent);
  if (exponent === 0.5 && base > 0) return new Float(Math.sqrt(base));
  const size = precisePower(Math.abs(base), exponent);
  if (base < 0 && !Number.isInteger(exponent)) return turned(size, exponent);
  if (size === Number.POSITIVE_INFINITY) return tooLarge();
  return new Float(base < 0 && Math.abs(exponent % 2) === 1 ? -size : size);
}

function turned(size: number, exponent: number): Value {
  const { cos, sin } = preciseDirection(Math.PI * exponent);
  const result = new ComplexObject(size * cos, size * sin);
  return Number.isFinite(result.real) && Number.isFinite(result.imaginary) ? result : tooLarge();
}

function tooLarge(): never {
  return fail('The result of "**" is too large for a float');
}
