import { binaryParts } from './decimals.js';
import { scaled } from './integers.js';

/**
 * Elementary functions in fixed-point arithmetic, so wide that their results are rounded correctly:
 * `Math.pow`, `Math.sin` and `Math.cos` differ in the last digit between engines and from Python.
 */
const BITS = 256n;
const ONE = 1n << BITS;

let constants: { readonly ln2: bigint; readonly pi: bigint } | undefined;

function known(): { readonly ln2: bigint; readonly pi: bigint } {
  constants ??= {
    ln2: 2n * inverseHyperbolicTangent(ONE / 3n),
    // Machin's formula.
    pi: 16n * arcTangentOfPart(5n) - 4n * arcTangentOfPart(239n),
  };
  return constants;
}

/** `base ** exponent` for a finite base above 0 and a finite exponent; 0 or infinity out of range. */
export function precisePower(base: number, exponent: number): number {
  const exact = exactPower(base, exponent);
  if (exact !== undefined) return exact;
  const { ln2 } = known();
  const product = timesFloat(naturalLogarithm(base), exponent);
  const powerOfTwo = product / ln2;
  if (powerOfTwo > 1100n) return Number.POSITIVE_INFINITY;
  if (powerOfTwo < -1200n) return 0;
  return scaled(exponential(product - powerOfTwo * ln2), Number(powerOfTwo - BITS));
}

/** Whole small exponents without any rounding but the last; ties occur with these only. */
function exactPower(base: number, exponent: number): number | undefined {
  if (!Number.isInteger(exponent) || exponent < 0 || exponent > 40) return undefined;
  const parts = binaryParts(base);
  return scaled(parts.mantissa ** BigInt(exponent), parts.exponent * exponent);
}

/** Cosine and sine of a finite angle. */
export function preciseDirection(angle: number): { readonly cos: number; readonly sin: number } {
  // The next term of both series is below the last digit.
  if (Math.abs(angle) < 2 ** -30) return { cos: 1, sin: angle };
  const full = 2n * known().pi;
  const turned = timesFloat(ONE, angle) % full;
  return { cos: nearest(cosine(turned)), sin: nearest(sine(turned)) };
}

function nearest(fixed: bigint): number {
  return fixed < 0n ? -scaled(-fixed, -Number(BITS)) : scaled(fixed, -Number(BITS));
}

function timesFloat(fixed: bigint, factor: number): bigint {
  const { mantissa, exponent } = binaryParts(factor);
  const product = fixed * (factor < 0 ? -mantissa : mantissa);
  return exponent >= 0 ? product << BigInt(exponent) : product >> BigInt(-exponent);
}

function naturalLogarithm(value: number): bigint {
  let { mantissa, exponent } = binaryParts(value);
  // The mantissa between 0.75 and 1.5, where the series runs fast.
  const length = mantissa.toString(2).length;
  exponent += length;
  let fixed = (mantissa << BITS) >> BigInt(length);
  if (fixed < (ONE * 3n) / 4n) {
    fixed <<= 1n;
    exponent -= 1;
  }
  mantissa = ((fixed - ONE) << BITS) / (fixed + ONE);
  return 2n * inverseHyperbolicTangent(mantissa) + BigInt(exponent) * known().ln2;
}

function inverseHyperbolicTangent(value: bigint): bigint {
  const square = (value * value) >> BITS;
  let sum = 0n;
  let power = value;
  for (let divisor = 1n; power !== 0n && power !== -1n; divisor += 2n) {
    sum += power / divisor;
    power = (power * square) >> BITS;
  }
  return sum;
}

/** The arc tangent of `1 / divisor`. */
function arcTangentOfPart(divisor: bigint): bigint {
  let sum = 0n;
  let power = ONE / divisor;
  for (let odd = 1n; power !== 0n; odd += 2n) {
    sum += odd % 4n === 1n ? power / odd : -(power / odd);
    power /= divisor * divisor;
  }
  return sum;
}

function exponential(value: bigint): bigint {
  return series(value, { first: ONE, from: 1n, step: 1n, sign: 1n });
}

function cosine(value: bigint): bigint {
  return series((value * value) >> BITS, { first: ONE, from: 1n, step: 2n, sign: -1n });
}

function sine(value: bigint): bigint {
  return series((value * value) >> BITS, { first: value, from: 2n, step: 2n, sign: -1n });
}

interface Series {
  readonly first: bigint;
  /** The first factor of the factorial in the second term. */
  readonly from: bigint;
  /** Factors that the factorial grows by from term to term. */
  readonly step: 1n | 2n;
  readonly sign: 1n | -1n;
}

function series(factor: bigint, { first, from, step, sign }: Series): bigint {
  let sum = first;
  let term = first;
  for (let at = from; term !== 0n && term !== -1n; at += step) {
    const divisor = step === 1n ? at : at * (at + 1n);
    term = (sign * ((term * factor) >> BITS)) / divisor;
    sum += term;
  }
  return sum;
}
