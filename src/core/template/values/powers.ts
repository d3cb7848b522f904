import { fail } from '../render/templateFailure.js';
import { Float } from './pythonValue.js';
import type { Value } from './pythonValue.js';

/** Python's `float ** float`. */
export function powerOfFloats(base: number, exponent: number): Value {
  if (exponent === 0 || base === 1) return new Float(1);
  if (Number.isNaN(base) || Number.isNaN(exponent)) return new Float(Number.NaN);
  if (!Number.isFinite(exponent) && Math.abs(base) === 1) return new Float(1);
  if (base === 0 && exponent < 0) return fail('0 can not be raised to a negative power');
  const result = base ** exponent;
  if (!Number.isFinite(result) && Number.isFinite(base) && Number.isFinite(exponent)) {
    return fail('The result of "**" is too large for a float');
  }
  return new Float(result);
}
