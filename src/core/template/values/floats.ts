import { fail } from '../render/templateFailure.js';

/** Python's `float // float`. */
export function floorDivideFloats(left: number, right: number): number {
  if (right === 0) return byZero();
  const rest = left % right;
  let quotient = (left - rest) / right;
  if (rest !== 0 && rest < 0 !== right < 0) quotient -= 1;
  if (quotient === 0) return withSign(0, left / right);
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

/** Python's `float % float`: the sign is the divisor's. */
export function moduloFloats(left: number, right: number): number {
  if (right === 0) return byZero();
  const rest = left % right;
  if (rest === 0) return withSign(0, right);
  return rest < 0 !== right < 0 ? rest + right : rest;
}

export function divideFloats(left: number, right: number): number {
  return right === 0 ? byZero() : left / right;
}

function withSign(size: number, sign: number): number {
  return sign < 0 || Object.is(sign, -0) ? -size : size;
}

function byZero(): never {
  return fail('Division by zero');
}
