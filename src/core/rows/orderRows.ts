import { numberOf } from '../dataset/query/numberOf.js';
import type { DerivedColumn } from './derivedColumns.js';
import type { RowFacts } from './rowFacts.js';

/** Puts places of rows, from 0, into the order of the dataset; in place. */
export function inDatasetOrder(places: Uint32Array, facts: RowFacts): Uint32Array {
  const keyOf = (at: number) => facts.row(at) ?? at + 1;
  let before = -Infinity;
  // Those of a run that has ended are.
  const isInOrder = places.every((at) => {
    const isNext = keyOf(at) >= before;
    before = keyOf(at);
    return isNext;
  });
  return isInOrder ? places : places.sort((a, b) => keyOf(a) - keyOf(b) || a - b);
}

/**
 * Puts places that are in the order of the dataset into that of a derived column; in place: numbers by
 * value, then texts, or the other way round. Equal ones stay in order, those without a value come last.
 */
export function inDerivedOrder(
  places: Uint32Array,
  { values }: DerivedColumn,
  { descending }: { readonly descending: boolean },
): Uint32Array {
  const keys = new Float64Array(places.length);
  const found = Array.from(places, (at) => values(at)[0]);
  const ranks = textRanks(found);
  for (const [index, value] of found.entries()) {
    keys[index] =
      value === undefined ? NaN : (numericValue(value) ?? ranks.get(String(value)) ?? 0);
  }
  const isNumber = found.map((value) => value !== undefined && numericValue(value) !== undefined);
  const sign = descending ? -1 : 1;
  const order = Uint32Array.from(places, (_at, index) => index).sort((a, b) => {
    const [x = NaN, y = NaN] = [keys[a], keys[b]];
    if (Number.isNaN(x) || Number.isNaN(y)) {
      return Number(Number.isNaN(x)) - Number(Number.isNaN(y)) || a - b;
    }
    if (isNumber[a] !== isNumber[b]) return isNumber[a] ? -sign : sign;
    return sign * (x - y) || a - b;
  });
  const sorted = order.map((index) => places[index] ?? 0);
  places.set(sorted);
  return places;
}

function numericValue(value: string | number): number | undefined {
  return typeof value === 'number' ? value : numberOf(value);
}

/** Place of each text among all of them, each once: comparing texts is what takes long. */
function textRanks(values: readonly (string | number | undefined)[]): Map<string, number> {
  const texts = new Set<string>();
  for (const value of values) {
    if (typeof value === 'string' && numericValue(value) === undefined) texts.add(value);
  }
  return new Map([...texts].sort((a, b) => a.localeCompare(b)).map((text, rank) => [text, rank]));
}
