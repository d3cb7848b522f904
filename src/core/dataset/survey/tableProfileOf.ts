import type {
  ColumnProfile,
  LengthProfile,
  NumberProfile,
  TableProfile,
  TopValue,
} from '../tableProfile.js';
import { distinctCount } from './distinctCount.js';
import { lengthHistogram, medianLength, numberHistogram } from './histograms.js';
import type {
  ColumnPart,
  FrequentValue,
  LengthPart,
  NumberPart,
  SurveyPart,
  ValuesPart,
} from './surveyPart.js';

/** Frequent values that are named, of a column and of a table: each is read from its row. */
const MOST_TOP = 10;
const MOST_NAMED = 5000;
const LONGEST_TEXT = 200;

/** The text of a cell, as `cellText` has it. */
export type TextOf = (row: number, column: string) => Promise<string>;

/** The profile of a table whose rows have all been looked at. */
export async function tableProfileOf(
  part: SurveyPart,
  rows: number,
  textOf: TextOf,
): Promise<TableProfile> {
  const each = Math.max(1, Math.min(MOST_TOP, Math.floor(MOST_NAMED / part.columns.length)));
  const chosen = part.columns.map(({ values }) => (values ? topOf(values).slice(0, each) : []));
  const texts = await readTexts(part, chosen, textOf);
  return {
    rows,
    columns: part.columns.map((column, at) => ({
      ...columnProfile(column, part.rows),
      top: (chosen[at] ?? []).map((value) => topValue(value, texts.get(value) ?? '')),
    })),
    columnsLeftOut: part.leftOut.size,
  };
}

type Chosen = readonly (readonly FrequentValue[])[];

/** Row by row: that of one row is at hand for the next column. */
async function readTexts(
  { columns }: SurveyPart,
  chosen: Chosen,
  textOf: TextOf,
): Promise<Map<FrequentValue, string>> {
  const wanted = columns.flatMap(({ name }, at) =>
    (chosen[at] ?? []).map((value) => ({ name, value })),
  );
  wanted.sort((left, right) => left.value.row - right.value.row);
  const texts = new Map<FrequentValue, string>();
  for (const { name, value } of wanted) {
    texts.set(value, shortened(await textOf(value.row, name)));
  }
  return texts;
}

function shortened(text: string): string {
  if (text.length <= LONGEST_TEXT) return text;
  // One character more than is shown, of two units each.
  const characters = [...text.slice(0, 2 * (LONGEST_TEXT + 1))];
  return characters.length <= LONGEST_TEXT
    ? text
    : `${characters.slice(0, LONGEST_TEXT - 1).join('')}…`;
}

/**
 * The values that are known to be more frequent than all others. Where all are known, but no more of
 * them than can be named, also those that are there once.
 */
function topOf({ values, error, registers }: ValuesPart): FrequentValue[] {
  const isShort = !registers && values.length <= MOST_TOP;
  const least = isShort ? 1 : Math.max(2, error + 1);
  return values
    .filter(({ count }) => count >= least)
    .sort((left, right) => right.count - left.count || left.row - right.row)
    .slice(0, MOST_TOP);
}

function topValue({ type, count, slack, row }: FrequentValue, text: string): TopValue {
  return { text, type, count, isExact: slack === 0, row };
}

function columnProfile(column: ColumnPart, rows: number): Omit<ColumnProfile, 'top'> {
  const { name, types, empty, firstMissing, lengths, values, numbers } = column;
  const present = Object.values(types).reduce((sum, count) => sum + count, 0);
  return {
    name,
    types,
    missing: rows - present,
    ...(firstMissing && { firstMissing: firstMissing.row }),
    empty,
    distinct: values ? distinctOf(values, present - empty) : 0,
    distinctIsExact: !values?.registers,
    ...(lengths && { lengths: lengthProfile(lengths, present - empty) }),
    ...(numbers && { numbers: numberProfile(numbers) }),
  };
}

function distinctOf({ values, registers }: ValuesPart, most: number): number {
  if (!registers) return values.length;
  return Math.min(most, Math.max(values.length, Math.round(distinctCount(registers))));
}

function lengthProfile(lengths: LengthPart, count: number): LengthProfile {
  const { shortest, longest, longestRow, total } = lengths;
  return {
    shortest,
    longest,
    mean: total / count,
    median: medianLength(lengths),
    longestRow,
    histogram: lengthHistogram(lengths),
  };
}

function numberProfile(numbers: NumberPart): NumberProfile {
  const { count, whole, min, max, minRow, maxRow, mean, squares, every } = numbers;
  return {
    count,
    whole,
    min,
    max,
    // Rounding may lead a sum of equal numbers beyond them.
    mean: Math.min(max, Math.max(min, mean)),
    std: deviation(squares, count),
    minRow,
    maxRow,
    histogram: numberHistogram(numbers),
    histogramIsExact: every === 1,
  };
}

/** Infinite where squares are beyond all numbers. */
function deviation(squares: number, count: number): number {
  if (count < 2) return 0;
  return Number.isNaN(squares) ? Infinity : Math.sqrt(Math.max(0, squares) / (count - 1));
}
