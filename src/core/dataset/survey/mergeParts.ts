import { ROW_MARKS } from '../rows/readRow.js';
import type { JsonType } from '../tableProfile.js';
import { JSON_TYPES } from '../tableProfile.js';
import { mergedValues } from './frequentValues.js';
import type {
  ColumnPart,
  LengthPart,
  MarkedRows,
  NumberPart,
  RowFault,
  RowPlace,
  SurveyPart,
  UnevenRows,
} from './surveyPart.js';

/** Rows of which it is remembered what is odd about them, and of which why they can't be read. */
export const MOST_MARKED = 100_000;
export const MOST_FAULTS = 100;
/** Columns that are looked at. */
export const MOST_COLUMNS = 20_000;

export const EMPTY_PART: SurveyPart = {
  rows: 0,
  first: undefined,
  columns: [],
  leftOut: new Set(),
  uneven: [],
  marks: {
    kinds: {},
    rows: new Uint32Array(),
    lines: new Uint32Array(),
    bits: new Uint8Array(),
  },
  faults: [],
};

/** What different rows of one file come to together, in whatever order the parts come. */
export function mergeParts(parts: readonly SurveyPart[]): SurveyPart {
  return parts.reduce(mergeTwo, EMPTY_PART);
}

function mergeTwo(left: SurveyPart, right: SurveyPart): SurveyPart {
  const { columns, leftOut } = mergeColumns(left, right);
  return {
    rows: left.rows + right.rows,
    first: earlier(left.first, right.first),
    columns,
    leftOut,
    uneven: mergeUneven(left.uneven, right.uneven),
    marks: mergeMarks(left.marks, right.marks),
    faults: mergeFaults(left.faults, right.faults),
  };
}

function earlier(left: RowPlace | undefined, right: RowPlace | undefined): RowPlace | undefined {
  if (!left || !right) return left ?? right;
  return left.row <= right.row ? left : right;
}

function mergeColumns(
  left: SurveyPart,
  right: SurveyPart,
): Pick<SurveyPart, 'columns' | 'leftOut'> {
  const others = new Map(right.columns.map((column, place) => [column.name, { column, place }]));
  const merged = left.columns.map((column, place) => {
    const other = others.get(column.name);
    others.delete(column.name);
    if (!other) return { column: lacked(column, right.first), place };
    const isFirst = column.first.row <= other.column.first.row;
    return { column: mergeColumn(column, other.column), place: isFirst ? place : other.place };
  });
  for (const { column, place } of others.values()) {
    merged.push({ column: lacked(column, left.first), place });
  }
  // Those that the same row had first are of the same part, and stand in its order.
  merged.sort(
    (one, other) => one.column.first.row - other.column.first.row || one.place - other.place,
  );
  const leftOut = new Set([...left.leftOut, ...right.leftOut]);
  // A column that one part had no room for is not known whole.
  const whole = merged.map(({ column }) => column).filter(({ hash }) => !leftOut.has(hash));
  for (const { hash } of whole.splice(MOST_COLUMNS)) leftOut.add(hash);
  return { columns: whole, leftOut };
}

/** The column is in no row of the other part, of which `first` is the first. */
function lacked(column: ColumnPart, first: RowPlace | undefined): ColumnPart {
  return { ...column, firstMissing: earlier(column.firstMissing, first) };
}

function mergeColumn(left: ColumnPart, right: ColumnPart): ColumnPart {
  const lengths = both(left.lengths, right.lengths, mergeLengths);
  const values = both(left.values, right.values, mergedValues);
  const numbers = both(left.numbers, right.numbers, mergeNumbers);
  return {
    name: left.name,
    hash: left.hash,
    first: left.first.row <= right.first.row ? left.first : right.first,
    firstMissing: earlier(left.firstMissing, right.firstMissing),
    types: mergeTypes(left.types, right.types),
    empty: left.empty + right.empty,
    ...(lengths && { lengths }),
    ...(values && { values }),
    ...(numbers && { numbers }),
  };
}

function both<T>(
  left: T | undefined,
  right: T | undefined,
  merge: (left: T, right: T) => T,
): T | undefined {
  return left !== undefined && right !== undefined ? merge(left, right) : (left ?? right);
}

function mergeTypes(left: ColumnPart['types'], right: ColumnPart['types']): ColumnPart['types'] {
  const types: Partial<Record<JsonType, number>> = {};
  for (const type of JSON_TYPES) {
    const rows = (left[type] ?? 0) + (right[type] ?? 0);
    if (rows > 0) types[type] = rows;
  }
  return types;
}

function mergeLengths(left: LengthPart, right: LengthPart): LengthPart {
  const isLeft =
    left.longest > right.longest ||
    (left.longest === right.longest && left.longestRow < right.longestRow);
  return {
    shortest: Math.min(left.shortest, right.shortest),
    longest: Math.max(left.longest, right.longest),
    longestRow: isLeft ? left.longestRow : right.longestRow,
    total: left.total + right.total,
    counts: left.counts.map((count, place) => count + (right.counts[place] ?? 0)),
  };
}

function mergeNumbers(left: NumberPart, right: NumberPart): NumberPart {
  const count = left.count + right.count;
  const apart = right.mean - left.mean;
  const every = Math.max(left.every, right.every);
  const isLeftLeast =
    left.min < right.min || (left.min === right.min && left.minRow < right.minRow);
  const isLeftMost = left.max > right.max || (left.max === right.max && left.maxRow < right.maxRow);
  return {
    count,
    whole: left.whole + right.whole,
    min: isLeftLeast ? left.min : right.min,
    minRow: isLeftLeast ? left.minRow : right.minRow,
    max: isLeftMost ? left.max : right.max,
    maxRow: isLeftMost ? left.maxRow : right.maxRow,
    // Chan, Golub and LeVeque: exact also where the means are far from zero.
    mean: left.mean + (apart * right.count) / count,
    squares: left.squares + right.squares + (apart * apart * left.count * right.count) / count,
    sample: Float64Array.of(...thinned(left, every), ...thinned(right, every)),
    every,
  };
}

/** The sample as it is when fewer numbers are kept; both counts are powers of two. */
function thinned({ sample, every }: NumberPart, wanted: number): Float64Array {
  return every === wanted ? sample : sample.filter((_, place) => (place * every) % wanted === 0);
}

function mergeUneven(left: readonly UnevenRows[], right: readonly UnevenRows[]): UnevenRows[] {
  const byFields = new Map(left.map((rows) => [rows.fields, rows]));
  for (const rows of right) {
    const known = byFields.get(rows.fields);
    const first = known && known.first.row < rows.first.row ? known.first : rows.first;
    byFields.set(rows.fields, {
      fields: rows.fields,
      count: rows.count + (known?.count ?? 0),
      first,
    });
  }
  return [...byFields.values()].sort((one, other) => one.first.row - other.first.row);
}

function mergeMarks(left: MarkedRows, right: MarkedRows): MarkedRows {
  const kinds: { -readonly [Kind in keyof MarkedRows['kinds']]: MarkedRows['kinds'][Kind] } = {};
  for (const mark of ROW_MARKS) {
    const [one, other] = [left.kinds[mark], right.kinds[mark]];
    const first = earlier(one?.first, other?.first);
    if (first) kinds[mark] = { count: (one?.count ?? 0) + (other?.count ?? 0), first };
  }
  const size = Math.min(MOST_MARKED, left.rows.length + right.rows.length);
  const merged = {
    kinds,
    rows: new Uint32Array(size),
    lines: new Uint32Array(size),
    bits: new Uint8Array(size),
  };
  for (let at = 0, one = 0, other = 0; at < size; at += 1) {
    const isLeft = (left.rows[one] ?? Infinity) < (right.rows[other] ?? Infinity);
    const [from, place] = isLeft ? [left, one++] : [right, other++];
    merged.rows[at] = from.rows[place] ?? 0;
    merged.lines[at] = from.lines[place] ?? 0;
    merged.bits[at] = from.bits[place] ?? 0;
  }
  return merged;
}

function mergeFaults(left: readonly RowFault[], right: readonly RowFault[]): RowFault[] {
  return [...left, ...right].sort((one, other) => one.row - other.row).slice(0, MOST_FAULTS);
}
