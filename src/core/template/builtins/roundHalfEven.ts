/**
 * Python's `round(value, digits)`: the exact binary value is rounded, a tie to the even digit.
 * Infinite where the result is no float any more.
 */
export function roundedFloat(value: number, digits: number): number {
  if (!Number.isFinite(value) || value === 0 || digits > 323) return value;
  if (digits < -308) return value < 0 ? -0 : 0;
  const { numerator, denominator } = exact(Math.abs(value));
  const scaled =
    digits >= 0
      ? roundedQuotient(numerator * 10n ** BigInt(digits), denominator)
      : roundedQuotient(numerator, denominator * 10n ** BigInt(-digits));
  // Text becomes the nearest float, however many digits there are.
  const size = Number(`${scaled.toString()}e${-digits}`);
  return value < 0 ? -size : size;
}

/** As `roundedFloat`, of an int; only negative digits change it. */
export function roundedInt(value: bigint, digits: number): bigint {
  if (digits >= 0) return value;
  const size = value < 0n ? -value : value;
  if (-digits > size.toString().length) return 0n;
  const unit = 10n ** BigInt(-digits);
  const rounded = roundedQuotient(size, unit) * unit;
  return value < 0n ? -rounded : rounded;
}

interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

function exact(value: number): Fraction {
  let numerator = value;
  let denominator = 1n;
  while (!Number.isInteger(numerator)) {
    numerator *= 2;
    denominator *= 2n;
  }
  return { numerator: BigInt(numerator), denominator };
}

/** Of two positive ints. */
function roundedQuotient(numerator: bigint, denominator: bigint): bigint {
  const whole = numerator / denominator;
  const twice = (numerator % denominator) * 2n;
  if (twice < denominator) return whole;
  if (twice > denominator) return whole + 1n;
  return whole % 2n === 0n ? whole : whole + 1n;
}
