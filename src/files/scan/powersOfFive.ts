const LEAST = -342;
const GREATEST = 308;
const TOP = 1n << 127n;
const FULL = 1n << 128n;
/** 5^27 is the last that fits in 64 bits. */
const LEAST_SMALL = -27;

let known: BigUint64Array | undefined;

/**
 * The first 128 bits of 5^-342 to 5^308, the upper half of each first, as the algorithm of Eisel and
 * Lemire multiplies by them: cut off, but for those that fit in 64 bits below the line, rounded up.
 */
export function powersOfFive(): BigUint64Array {
  if (known) return known;
  known = new BigUint64Array(2 * (GREATEST - LEAST + 1));
  for (let power = LEAST; power <= GREATEST; power += 1) {
    const bits = power < 0 ? reciprocal(-power) : aligned(5n ** BigInt(power));
    const at = 2 * (power - LEAST);
    known[at] = bits >> 64n;
    known[at + 1] = BigInt.asUintN(64, bits);
  }
  return known;
}

function reciprocal(power: number): bigint {
  const divisor = 5n ** BigInt(power);
  const size = BigInt(divisor.toString(2).length);
  const bits = -power >= LEAST_SMALL ? size + 127n : 2n * size + 128n;
  return aligned((1n << bits) / divisor + 1n);
}

function aligned(value: bigint): bigint {
  let bits = value;
  while (bits < TOP) bits <<= 1n;
  while (bits >= FULL) bits >>= 1n;
  return bits;
}
