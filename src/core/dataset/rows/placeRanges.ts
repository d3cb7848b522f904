import type { PlaceRange } from '../writing/writeRequest.js';

/** How many places there are. */
export function placeCount(ranges: readonly PlaceRange[]): number {
  return ranges.reduce((sum, { from, to }) => sum + Math.max(0, to - from + 1), 0);
}

/** Ranges of ascending places, neighbours in one. */
export function rangesOf(places: Iterable<number>): PlaceRange[] {
  const ranges: { from: number; to: number }[] = [];
  for (const place of places) {
    const last = ranges.at(-1);
    if (last?.to === place - 1) last.to = place;
    else ranges.push({ from: place, to: place });
  }
  return ranges;
}

/** The places that stand at these ordinals, from 1 and ascending, among all of the ranges. */
export function* placesAt(
  ranges: readonly PlaceRange[],
  ordinals: Iterable<number>,
): Generator<number, void, undefined> {
  let index = 0;
  let before = 0;
  for (const ordinal of ordinals) {
    for (;;) {
      const range = ranges[index];
      if (!range) return;
      const length = range.to - range.from + 1;
      if (ordinal <= before + length) {
        yield range.from + ordinal - before - 1;
        break;
      }
      before += length;
      index += 1;
    }
  }
}

/** What of the ranges lies at places up to `last`. */
export function rangesUpTo(ranges: readonly PlaceRange[], last: number): PlaceRange[] {
  return ranges
    .filter(({ from }) => from <= last)
    .map(({ from, to }) => ({ from, to: Math.min(to, last) }));
}
