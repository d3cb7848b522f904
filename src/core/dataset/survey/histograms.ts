import type { Bin } from '../tableProfile.js';
import type { LengthPart, NumberPart } from './surveyPart.js';

/** Bars that a small chart has room for. */
const MOST_BINS = 24;

/**
 * Lengths that are counted at this place: those below 16 each at their own, others by their first
 * four binary digits.
 */
function lengthBin(place: number): { readonly from: number; readonly to: number } {
  if (place < 16) return { from: place, to: place + 1 };
  const unit = 2 ** (Math.floor(place / 8) - 1);
  const from = (8 + (place % 8)) * unit;
  return { from, to: from + unit };
}

/** Bins at equal distances where lengths are short, growing with them where they are long. */
export function lengthHistogram({ shortest, longest, counts }: LengthPart): Bin[] {
  const first = counts.findIndex((count) => count > 0);
  const last = counts.findLastIndex((count) => count > 0);
  const each = Math.ceil((last - first + 1) / MOST_BINS);
  const bins: Bin[] = [];
  for (let place = first; place <= last; place += each) {
    const end = Math.min(place + each, last + 1);
    bins.push({
      from: Math.max(shortest, lengthBin(place).from),
      to: end > last ? longest : lengthBin(end - 1).to,
      count: counts.subarray(place, end).reduce((sum, count) => sum + count, 0),
    });
  }
  return bins;
}

/** The middle of the bin in which the value in the middle lies. */
export function medianLength({ shortest, longest, counts }: LengthPart): number {
  let left = Math.ceil(counts.reduce((sum, count) => sum + count, 0) / 2);
  const place = counts.findIndex((count) => (left -= count) <= 0);
  const { from, to } = lengthBin(place);
  return Math.min(longest, Math.max(shortest, Math.floor((from + to - 1) / 2)));
}

/** Bins of equal width; whole numbers that are near each other have one each. */
export function numberHistogram({ count, whole, min, max, sample }: NumberPart): Bin[] {
  if (min === max) return [{ from: min, to: max, count }];
  const isStepwise = whole === count && max - min < MOST_BINS;
  const bins = isStepwise ? max - min + 1 : Math.min(MOST_BINS, count);
  // Each is divided by itself: the distance between them may be beyond all numbers.
  const width = isStepwise ? 1 : max / bins - min / bins;
  const counts = new Array<number>(bins).fill(0);
  for (const value of sample) {
    const place = Math.floor(value / width - min / width);
    const at = Math.min(bins - 1, Math.max(0, place));
    counts[at] = (counts[at] ?? 0) + 1;
  }
  const edge = (place: number): number => min + place * width;
  return sharedOut(counts, count).map((rows, place) => ({
    from: edge(place),
    to: place < bins - 1 ? edge(place + 1) : isStepwise ? max + 1 : max,
    count: rows,
  }));
}

/** Whole numbers in the proportion of these whose sum is `total`. */
function sharedOut(counts: readonly number[], total: number): number[] {
  const sum = counts.reduce((before, count) => before + count, 0);
  let before = 0;
  return counts.map((count) => {
    const start = Math.round((before * total) / sum);
    before += count;
    return Math.round((before * total) / sum) - start;
  });
}
