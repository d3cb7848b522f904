import { isEmptyValue } from '../dataset/query/matchRow.js';
import { numberOf } from '../dataset/query/numberOf.js';
import type { Json } from '../json.js';

/** Texts that are longer name no group. */
const LONGEST = 200;
/** More different texts than these are no groups either. */
const MOST_VALUES = 5000;

/** The group of a row that has nothing in the column. */
export const EMPTY = -1;

/** What the rows hold in one column, as far as they can be grouped by it. */
export interface SliceColumn {
  /** Row by row: places in `values`, or `EMPTY`. Undefined for long texts and too many of them. */
  readonly codes: readonly number[] | undefined;
  readonly values: readonly string[];
  /** Row by row, NaN for nothing. Undefined where some value is no number. */
  readonly numbers: readonly number[] | undefined;
  /** Whether each number stands as JavaScript writes it: `3`, not `3.0`. */
  readonly isPlainlyWritten: boolean;
  /** Different values; undefined where there are more than 5,000, or long texts. */
  readonly distinct: number | undefined;
}

export interface SliceColumnCollector {
  /** @param row place of the row, from 0; places that were left out hold nothing */
  add(row: number, value: Json | undefined): void;
  /** @param rows how many there are by now */
  current(rows: number): SliceColumn;
}

export function collectSliceColumn(): SliceColumnCollector {
  const places = new Map<string, number>();
  let codes: number[] | undefined = [];
  let numbers: number[] | undefined = [];
  let isPlainlyWritten = true;

  return {
    add(row, value) {
      if (isEmptyValue(value) || value === undefined) return;
      const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
      if (numbers) {
        const number = typeof value === 'number' ? value : numberOf(text);
        if (number === undefined || typeof value === 'boolean') numbers = undefined;
        else {
          fill(numbers, row, NaN);
          numbers.push(number);
          isPlainlyWritten &&= text === String(number);
        }
      }
      if (!codes) return;
      const place = places.get(text) ?? places.size;
      if (text.length > LONGEST || place >= MOST_VALUES) {
        codes = undefined;
        places.clear();
        return;
      }
      places.set(text, place);
      fill(codes, row, EMPTY);
      codes.push(place);
    },
    current(rows) {
      if (codes) fill(codes, rows, EMPTY);
      // Nothing but empty cells is no column of numbers.
      const isNumeric = numbers?.some((number) => !Number.isNaN(number)) === true;
      if (numbers) fill(numbers, rows, NaN);
      return {
        codes,
        values: [...places.keys()],
        numbers: isNumeric ? numbers : undefined,
        isPlainlyWritten,
        distinct: codes ? places.size : undefined,
      };
    },
  };
}

function fill(list: number[], length: number, filler: number): void {
  while (list.length < length) list.push(filler);
}
