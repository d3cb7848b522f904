/**
 * Count, sum and sum of squares, each sum as an unevaluated pair of doubles (double-double, Dekker
 * 1971: "A floating-point technique for extending the available precision"). Sums of plain doubles
 * differ in their last digits with the order of the rows, and the service returns rows shuffled: the
 * same verdicts must give the same figures.
 */
export interface Moments {
  readonly count: number;
  readonly sum: DoubleDouble;
  readonly squares: DoubleDouble;
}

type DoubleDouble = readonly [high: number, low: number];

export function emptyMoments(): Moments {
  return { count: 0, sum: [0, 0], squares: [0, 0] };
}

export function addToMoments({ count, sum, squares }: Moments, value: number): Moments {
  return {
    count: count + 1,
    sum: add(sum, [value, 0]),
    squares: add(squares, multiply([value, 0], [value, 0])),
  };
}

/** Null for no values. */
export function mean({ count, sum }: Moments): number | null {
  if (count === 0) return null;
  const quotient = sum[0] / count;
  const [high, low] = add(sum, multiply([-quotient, 0], [count, 0]));
  return quotient + (high + low) / count;
}

/** Sample standard deviation (n − 1); null below two values. */
export function sampleDeviation({ count, sum, squares }: Moments): number | null {
  if (count < 2) return null;
  const [high, low] = multiply(sum, sum);
  const spread = add(multiply([count, 0], squares), [-high, -low])[0];
  return Math.sqrt(Math.max(0, spread) / (count * (count - 1)));
}

function add([a, aLow]: DoubleDouble, [b, bLow]: DoubleDouble): DoubleDouble {
  const high = a + b;
  const part = high - a;
  return normal(high, a - (high - part) + (b - part) + aLow + bLow);
}

function multiply([a, aLow]: DoubleDouble, [b, bLow]: DoubleDouble): DoubleDouble {
  const high = a * b;
  const [x, xLow] = split(a);
  const [y, yLow] = split(b);
  const rest = x * y - high + x * yLow + xLow * y + xLow * yLow;
  return normal(high, rest + a * bLow + aLow * b);
}

/** Halves of 26 bits each, so that products of halves are exact (Veltkamp). */
function split(value: number): DoubleDouble {
  const scaled = 134217729 * value;
  const high = scaled - (scaled - value);
  return [high, value - high];
}

function normal(high: number, low: number): DoubleDouble {
  const sum = high + low;
  return [sum, low - (sum - high)];
}
