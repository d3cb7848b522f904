/** What one reading of a whole dataset tells of its columns. */
export interface TableProfile {
  readonly rows: number;
  /** In order of appearance. */
  readonly columns: readonly ColumnProfile[];
  /** Columns beyond the most that are looked at; their values are counted nowhere. */
  readonly columnsLeftOut: number;
}

/** Types of JSON. CSV has nothing but strings. */
export const JSON_TYPES = ['null', 'boolean', 'number', 'string', 'array', 'object'] as const;
export type JsonType = (typeof JSON_TYPES)[number];

export interface ColumnProfile {
  readonly name: string;
  /** Type of value → rows that have it. */
  readonly types: Readonly<Partial<Record<JsonType, number>>>;
  /** Rows without the field. */
  readonly missing: number;
  /** Row of the first that lacks it, from 1. */
  readonly firstMissing?: number;
  /** Rows with null, "", [] or {}. */
  readonly empty: number;
  /** Different values that are not empty; an estimate (HyperLogLog) unless `distinctIsExact`. */
  readonly distinct: number;
  readonly distinctIsExact: boolean;
  /** Lengths of the values that are not empty, in characters (code points) of their cell's text. */
  readonly lengths?: LengthProfile;
  /** Of numbers, and of texts that are written as one (`numberOf`). */
  readonly numbers?: NumberProfile;
  /** The most frequent values that are not empty; few where no value is frequent. */
  readonly top: readonly TopValue[];
}

export interface LengthProfile {
  readonly shortest: number;
  readonly longest: number;
  readonly mean: number;
  /** At the resolution of the histogram. */
  readonly median: number;
  /** Row of the first that is the longest, from 1. */
  readonly longestRow: number;
  readonly histogram: readonly Bin[];
}

export interface NumberProfile {
  readonly count: number;
  /** How many of them have no fraction. */
  readonly whole: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Sample deviation; 0 for a single number. */
  readonly std: number;
  /** Rows of the first smallest and the first largest, from 1: there the digits stand. */
  readonly minRow: number;
  readonly maxRow: number;
  /** From a regular sample of the numbers unless `histogramIsExact`. */
  readonly histogram: readonly Bin[];
  readonly histogramIsExact: boolean;
}

/** Values in `from <= value < to`; in the last bin of all, `to` is included. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

export interface TopValue {
  /** The text of the cell, cut where it is long. */
  readonly text: string;
  readonly type: JsonType;
  /** A lower bound unless `isExact`. */
  readonly count: number;
  readonly isExact: boolean;
  /** A row that has it, from 1; the first one where `isExact`. */
  readonly row: number;
}
