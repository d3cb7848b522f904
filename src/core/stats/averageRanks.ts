interface Ranks {
  /** From 1, in the order of the values; equal values share the mean of their ranks. */
  readonly ranks: Float64Array;
  /** How many values each group of equal ones has; groups of one left out. */
  readonly ties: readonly number[];
}

/** Ranks of values with ties averaged ("midranks", Kendall 1945). */
export function averageRanks(values: ArrayLike<number>): Ranks {
  const order = Uint32Array.from({ length: values.length }, (_, index) => index);
  order.sort((a, b) => at(values, a) - at(values, b));
  const ranks = new Float64Array(values.length);
  const ties: number[] = [];
  let start = 0;
  while (start < order.length) {
    const value = at(values, at(order, start));
    let end = start + 1;
    while (end < order.length && at(values, at(order, end)) === value) end += 1;
    const rank = (start + 1 + end) / 2;
    for (let place = start; place < end; place += 1) ranks[at(order, place)] = rank;
    if (end - start > 1) ties.push(end - start);
    start = end;
  }
  return { ranks, ties };
}

function at(values: ArrayLike<number>, index: number): number {
  return values[index] ?? Number.NaN;
}
