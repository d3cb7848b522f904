import { MOST_COLUMNS } from '../../core/dataset/survey/mergeParts.js';
import type { ColumnPart, RowPlace, SurveyPart } from '../../core/dataset/survey/surveyPart.js';
import type { FieldModule } from './fieldModule.js';
import { decodeLoose } from './looseUtf8.js';
import { readFigures, readTypes } from './readFigures.js';

/** Columns of JSON Lines: those that rows have, in order of appearance. */
export function jsonColumns(
  module: FieldModule,
  found: {
    readonly first: RowPlace | undefined;
    /** By column: the row that had it first, and the first that lacks it of those behind it. */
    readonly firsts: readonly RowPlace[];
    readonly firstMissing: ReadonlyMap<number, RowPlace>;
  },
): ColumnPart[] {
  return found.firsts.map((first, number) => {
    // What appears late is what the first row lacks.
    const isLate = found.first !== undefined && first.row > found.first.row;
    return {
      ...keyOf(module, number),
      first,
      firstMissing: isLate ? found.first : found.firstMissing.get(number),
      types: readTypes(module, number),
      ...readFigures(module, number),
    };
  });
}

/** Place of the header of CSV among the rows. */
const HEADER: RowPlace = { row: 0, line: 0 };

/** Columns of CSV: those of the header, as long as there is room. Their places are their hashes. */
export function csvColumns(
  module: FieldModule,
  names: readonly string[],
  { rows, uneven }: Pick<SurveyPart, 'rows' | 'uneven'>,
): Pick<SurveyPart, 'columns' | 'leftOut'> {
  const short = uneven
    .filter(({ fields }) => fields < names.length)
    .sort((left, right) => left.fields - right.fields);
  let missing = 0;
  let firstMissing: RowPlace | undefined;
  let next = 0;
  const columns = names.slice(0, MOST_COLUMNS).map((name, number) => {
    for (let kind = short[next]; kind && kind.fields <= number; kind = short[next]) {
      missing += kind.count;
      if (!firstMissing || kind.first.row < firstMissing.row) firstMissing = kind.first;
      next += 1;
    }
    const types = rows > missing ? { string: rows - missing } : {};
    const figures = readFigures(module, number);
    return { name, hash: BigInt(number), first: HEADER, firstMissing, types, ...figures };
  });
  const leftOut = names.slice(MOST_COLUMNS).map((_, at) => BigInt(MOST_COLUMNS + at));
  return { columns, leftOut: new Set(leftOut) };
}

// Places of the fields of `Key` in assembly/fields/jsonKeys.ts.
const KEY_HASH = 32;
const KEY_TEXT = 40;
const KEY_BYTES = 80;

function keyOf(module: FieldModule, number: number): Pick<ColumnPart, 'name' | 'hash'> {
  const key = module.bytes(module.keyAt(number), KEY_BYTES);
  const text = module.bytes(key.readUInt32LE(KEY_TEXT), key.readUInt32LE(KEY_TEXT + 4));
  return { name: decodeLoose(text), hash: key.readBigUInt64LE(KEY_HASH) };
}
