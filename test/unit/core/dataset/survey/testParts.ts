import { EMPTY_PART } from '../../../../../src/core/dataset/survey/mergeParts.js';
import type {
  ColumnPart,
  SurveyPart,
  ValuesPart,
} from '../../../../../src/core/dataset/survey/surveyPart.js';

/** A column of strings; its name is its hash, its line its row. */
export function columnPart(
  name: string,
  firstRow: number,
  more: Partial<ColumnPart> = {},
): ColumnPart {
  return {
    name,
    hash: BigInt(Buffer.from(name).readUIntBE(0, name.length)),
    first: { row: firstRow, line: firstRow },
    firstMissing: undefined,
    types: { string: 1 },
    empty: 0,
    ...more,
  };
}

export function surveyPart(firstRow: number, more: Partial<SurveyPart>): SurveyPart {
  return { ...EMPTY_PART, rows: 1, first: { row: firstRow, line: firstRow }, ...more };
}

/** Strings by their hash: how often each is there, the first row that has it, and its slack. */
export function valuesPart(
  values: Readonly<Record<number, readonly [count: number, row: number, slack?: number]>>,
  more: Partial<ValuesPart> = {},
): ValuesPart {
  return {
    values: Object.entries(values).map(([hash, [count, row, slack = 0]]) => ({
      hash: BigInt(hash),
      type: 'string',
      count,
      slack,
      row,
    })),
    error: 0,
    ...more,
  };
}
