import type { PlaceRangeView } from '../../../shared/datasetViews.js';

/** Rows of a list by their place in it, from 1: ascending ranges with a gap between them. */
export type Ranges = readonly PlaceRangeView[];

export interface RowSelection {
  readonly ranges: Ranges;
  /** Where the stretch begins that Shift extends. */
  readonly anchor: number | null;
  /** What was selected before that stretch. */
  readonly others: Ranges;
}

export const NOTHING_SELECTED: RowSelection = { ranges: [], anchor: null, others: [] };

/** This row and no other. */
export function selectRow(place: number): RowSelection {
  return { ranges: [{ from: place, to: place }], anchor: place, others: [] };
}

/** Adds a row, or takes it out. */
export function toggleRow({ ranges }: RowSelection, place: number): RowSelection {
  const row = { from: place, to: place };
  const next = holds(ranges, place) ? without(ranges, row) : together(ranges, row);
  return { ranges: next, anchor: place, others: without(next, row) };
}

/** From the anchor, or else from the row that was active, to this one. */
export function extendTo(
  { anchor, others }: RowSelection,
  place: number,
  active: number | null,
): RowSelection {
  const start = anchor ?? active ?? place;
  const stretch = { from: Math.min(start, place), to: Math.max(start, place) };
  return { ranges: together(others, stretch), anchor: start, others };
}

export function selectAll(count: number): RowSelection {
  return count === 0
    ? NOTHING_SELECTED
    : { ranges: [{ from: 1, to: count }], anchor: 1, others: [] };
}

export function holds(ranges: Ranges, place: number): boolean {
  let [low, high] = [0, ranges.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const range = ranges[middle];
    if (!range) return false;
    if (place < range.from) high = middle - 1;
    else if (place > range.to) low = middle + 1;
    else return true;
  }
  return false;
}

export function countRows(ranges: Ranges): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from + 1, 0);
}

function together(ranges: Ranges, added: PlaceRangeView): Ranges {
  const apart = ranges.filter(({ from, to }) => to < added.from - 1 || from > added.to + 1);
  const touching = ranges.filter(({ from, to }) => to >= added.from - 1 && from <= added.to + 1);
  const merged = {
    from: Math.min(added.from, ...touching.map(({ from }) => from)),
    to: Math.max(added.to, ...touching.map(({ to }) => to)),
  };
  return [...apart, merged].sort((a, b) => a.from - b.from);
}

function without(ranges: Ranges, taken: PlaceRangeView): Ranges {
  return ranges.flatMap((range) => {
    if (range.to < taken.from || range.from > taken.to) return [range];
    const before = { from: range.from, to: taken.from - 1 };
    const behind = { from: taken.to + 1, to: range.to };
    return [before, behind].filter(({ from, to }) => from <= to);
  });
}
