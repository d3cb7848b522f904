/** Where columns stand, in pixels from the first one's left edge. */
interface ColumnLayout {
  readonly width: number;
  start(index: number): number;
  end(index: number): number;
  /** First and last column with a pixel between two positions; last < first for none. */
  between(from: number, to: number): { readonly first: number; readonly last: number };
}

export function columnLayout(widths: readonly number[]): ColumnLayout {
  const ends = new Float64Array(widths.length);
  let sum = 0;
  widths.forEach((width, index) => {
    sum += width;
    ends[index] = sum;
  });
  const end = (index: number) => ends[index] ?? 0;
  /** The first column that ends behind a position. */
  const columnAt = (position: number) => {
    let [low, high] = [0, widths.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (end(middle) > position) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  return {
    width: sum,
    start: (index) => (index === 0 ? 0 : end(index - 1)),
    end,
    between(from, to) {
      if (widths.length === 0 || to <= from) return { first: 0, last: -1 };
      return { first: columnAt(from), last: columnAt(to - 1) };
    },
  };
}
