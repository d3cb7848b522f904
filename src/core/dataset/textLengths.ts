/** Collects lengths of texts, in UTF-16 units. */
export interface Lengths {
  add(length: number): void;
  /** Undefined as long as there is none. */
  summary(): { readonly longest: number; readonly median: number } | undefined;
}

/** Lengths are counted by their first two digits, so that a place never holds more than some 700. */
export function createLengths(): Lengths {
  const counts = new Map<number, number>();
  let longest = 0;
  let total = 0;
  return {
    add(length) {
      const rounded = twoDigits(length);
      counts.set(rounded, (counts.get(rounded) ?? 0) + 1);
      longest = Math.max(longest, length);
      total += 1;
    },
    summary() {
      if (total === 0) return undefined;
      let left = Math.ceil(total / 2);
      for (const [length, count] of [...counts].sort(([a], [b]) => a - b)) {
        left -= count;
        if (left <= 0) return { longest, median: length };
      }
      return { longest, median: longest };
    },
  };
}

function twoDigits(length: number): number {
  if (length < 100) return length;
  const unit = 10 ** (Math.floor(Math.log10(length)) - 1);
  return Math.floor(length / unit) * unit;
}
