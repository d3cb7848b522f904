import { decimalText, t } from '../../l10n/t.js';
import { writeCondition } from '../dataset/query/writeCondition.js';
import { EMPTY } from './sliceColumn.js';
import type { NamedSliceColumn, SliceTable } from './sliceTable.js';

/** Numbers with more different values than these are put into ranges. */
const MOST_NUMBERS = 12;
const RANGES = 4;
/** Further values go together. */
const MOST_GROUPS = 20;

/** Rows that go together. */
export interface RowGroup {
  /** What they have in the column: `math`, `12 to 45`. */
  readonly label: string;
  readonly kind: 'value' | 'range' | 'other' | 'empty';
  /** Conditions of the dataset view's language that pick these rows, all of which hold. */
  readonly where: readonly string[];
}

interface RowGroups {
  readonly groups: readonly RowGroup[];
  /** Row by row, the place of its group. */
  readonly groupOf: Uint8Array;
}

/**
 * Groups rows by a column: numbers by value, or where they are many in four ranges of about as many
 * rows each; texts by the 20 most frequent, and others; empty cells apart. Null where the column has
 * too many different texts, or long ones.
 */
export function rowGroups(
  column: NamedSliceColumn,
  { hasOddDigits }: Pick<SliceTable, 'hasOddDigits'>,
): RowGroups | null {
  const { name, numbers } = column;
  const isExact = column.isPlainlyWritten && !hasOddDigits;
  if (numbers) {
    const sorted = Float64Array.from(numbers.filter((number) => !Number.isNaN(number))).sort();
    const ranges = isFew(sorted)
      ? distinctOf(sorted).map((x) => [x, x] as const)
      : quarters(sorted);
    const groups = ranges.map(([from, to]) => numberGroup(name, { from, to, isExact }));
    const placeOf = (number: number) => ranges.findIndex(([, to]) => number <= to);
    return withEmpty(name, groups, numbers, placeOf);
  }
  const { codes, values } = column;
  return codes ? textGroups(name, codes, values) : null;
}

function textGroups(name: string, codes: readonly number[], values: readonly string[]): RowGroups {
  const counts = new Uint32Array(values.length);
  for (const code of codes) if (code !== EMPTY) counts[code] = (counts[code] ?? 0) + 1;
  const order = values
    .map((_, place) => place)
    .sort((a, b) => (counts[b] ?? 0) - (counts[a] ?? 0) || a - b);
  // One value beyond the limit gains nothing by being called other.
  const shown = order.length > MOST_GROUPS + 1 ? order.slice(0, MOST_GROUPS) : order;
  const groups = shown.map((place): RowGroup => {
    const value = values[place] ?? '';
    return { label: value, kind: 'value', where: [writeCondition(name, '=', value)] };
  });
  const rest = order.length - shown.length;
  if (rest > 0) {
    groups.push({
      label: t('{0} other values', rest),
      kind: 'other',
      where: [
        ...groups.map(({ label }) => writeCondition(name, '!=', label)),
        writeCondition(name, ':', 'filled'),
      ],
    });
  }
  const groupOfCode = Uint8Array.from(values, () => shown.length);
  shown.forEach((place, group) => (groupOfCode[place] = group));
  return withEmpty(name, groups, codes, (code) =>
    code === EMPTY ? -1 : (groupOfCode[code] ?? -1),
  );
}

/** Puts rows without a place into a group of their own, where there are any. */
function withEmpty(
  name: string,
  groups: readonly RowGroup[],
  cells: readonly number[],
  placeOf: (cell: number) => number,
): RowGroups {
  const groupOf = Uint8Array.from(cells, (cell) => {
    const place = placeOf(cell);
    return place < 0 ? groups.length : place;
  });
  const hasEmpty = groupOf.includes(groups.length);
  const empty: RowGroup = {
    label: t('empty'),
    kind: 'empty',
    where: [writeCondition(name, ':', 'empty')],
  };
  return { groups: hasEmpty ? [...groups, empty] : groups, groupOf };
}

function isFew(sorted: Float64Array): boolean {
  let distinct = 0;
  for (let index = 0; index < sorted.length && distinct <= MOST_NUMBERS; index += 1) {
    if (sorted[index] !== sorted[index - 1]) distinct += 1;
  }
  return distinct <= MOST_NUMBERS;
}

function distinctOf(sorted: Float64Array): number[] {
  return [...sorted.filter((number, index) => number !== sorted[index - 1])];
}

/** Both ends of each range are numbers that occur; equal numbers are in one range. */
function quarters(sorted: Float64Array): (readonly [from: number, to: number])[] {
  const ranges: [number, number][] = [];
  let start = 0;
  for (let range = 1; range <= RANGES; range += 1) {
    let end = Math.max(start, Math.ceil((sorted.length * range) / RANGES) - 1);
    while (sorted[end + 1] === sorted[end] && end + 1 < sorted.length) end += 1;
    const [from, to] = [sorted[start], sorted[end]];
    if (from === undefined || to === undefined) break;
    ranges.push([from, to]);
    start = end + 1;
  }
  return ranges;
}

function numberGroup(
  name: string,
  { from, to, isExact }: { from: number; to: number; isExact: boolean },
): RowGroup {
  const range = [writeCondition(name, '>=', String(from)), writeCondition(name, '<=', String(to))];
  if (from === to) {
    const where = isExact ? [writeCondition(name, '=', String(from))] : range;
    return { label: short(from), kind: 'value', where };
  }
  return { label: t('{0} to {1}', short(from), short(to)), kind: 'range', where: range };
}

/** As many digits as a person reads. */
function short(number: number): string {
  return decimalText(String(Number(number.toPrecision(6))));
}
