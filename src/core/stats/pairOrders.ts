interface PairOrders {
  /** Of all rows. */
  readonly pairs: number;
  /** Pairs with equal x, with equal y, with both equal. */
  readonly tiedX: number;
  readonly tiedY: number;
  readonly tiedBoth: number;
  /** Pairs whose x and y are in opposite orders. */
  readonly discordant: number;
}

/** Counts pairs of rows by the order of their values, in n log n steps (Knight 1966). */
export function pairOrders(x: ArrayLike<number>, y: ArrayLike<number>): PairOrders {
  const order = Uint32Array.from({ length: x.length }, (_, index) => index);
  const byX = (a: number, b: number) => at(x, a) - at(x, b);
  const byY = (a: number, b: number) => at(y, a) - at(y, b);
  order.sort((a, b) => byX(a, b) || byY(a, b));
  const tiedX = pairsAlike(order, (a, b) => byX(a, b) === 0);
  const tiedBoth = pairsAlike(order, (a, b) => byX(a, b) === 0 && byY(a, b) === 0);
  const values = Float64Array.from(order, (index) => at(y, index));
  const discordant = inversions(values);
  // Counting has sorted the values.
  const tiedY = pairsAlike(values, (a, b) => a === b);
  return { pairs: (x.length * (x.length - 1)) / 2, tiedX, tiedY, tiedBoth, discordant };
}

/** Pairs within runs of neighbours that are alike. */
function pairsAlike(
  items: Float64Array | Uint32Array,
  alike: (a: number, b: number) => boolean,
): number {
  let pairs = 0;
  let before = 0;
  for (let index = 1; index < items.length; index += 1) {
    before = alike(at(items, index - 1), at(items, index)) ? before + 1 : 0;
    pairs += before;
  }
  return pairs;
}

/** Pairs out of order, counted by a merge sort from below, which sorts the values. */
function inversions(values: Float64Array): number {
  const n = values.length;
  let source: Float64Array = values;
  let target: Float64Array = new Float64Array(n);
  let count = 0;
  for (let width = 1; width < n; width *= 2) {
    for (let start = 0; start < n; start += 2 * width) {
      const middle = Math.min(start + width, n);
      const end = Math.min(start + 2 * width, n);
      let left = start;
      let right = middle;
      for (let place = start; place < end; place += 1) {
        if (left < middle && (right >= end || at(source, left) <= at(source, right))) {
          target[place] = at(source, left);
          left += 1;
        } else {
          target[place] = at(source, right);
          right += 1;
          count += middle - left;
        }
      }
    }
    [source, target] = [target, source];
  }
  if (source !== values) values.set(source);
  return count;
}

function at(values: ArrayLike<number>, index: number): number {
  return values[index] ?? Number.NaN;
}
