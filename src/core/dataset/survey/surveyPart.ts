import type { RowMark } from '../rows/readRow.js';
import type { JsonType } from '../tableProfile.js';

/** Where a row stands. */
export interface RowPlace {
  readonly row: number;
  /** Of the file, from 1. */
  readonly line: number;
}

/**
 * What some rows of a file come to: plain data, which passes between threads. Parts of different rows
 * of the same file are merged into one.
 */
export interface SurveyPart {
  /** Rows that can be read. */
  readonly rows: number;
  /** The first of them. */
  readonly first: RowPlace | undefined;
  /** In order of appearance. */
  readonly columns: readonly ColumnPart[];
  /** Columns beyond those that are looked at, by the hash of each name. */
  readonly leftOut: ReadonlySet<bigint>;
  /** CSV: rows that have more fields than the header, with something in them, or fewer. */
  readonly uneven: readonly UnevenRows[];
  readonly marks: MarkedRows;
  /** The first rows that can't be read. */
  readonly faults: readonly RowFault[];
}

/** Rows with the same number of fields. */
export interface UnevenRows {
  readonly fields: number;
  readonly count: number;
  readonly first: RowPlace;
}

/** Rows with something odd about them. */
export interface MarkedRows {
  /** How many there are of each kind, and the first of them. */
  readonly kinds: Readonly<Partial<Record<RowMark, { count: number; first: RowPlace }>>>;
  /** The first of all, in order: number, line, and a bit for each mark in the order of `ROW_MARKS`. */
  readonly rows: Uint32Array;
  readonly lines: Uint32Array;
  readonly bits: Uint8Array;
}

export interface RowFault extends RowPlace {
  /** A clause that begins with the line, as those of `DatasetFault`. */
  readonly message: string;
}

export interface ColumnPart {
  readonly name: string;
  readonly hash: bigint;
  /** The row that had it first; 0 for the header of CSV. */
  readonly first: RowPlace;
  /** The first row that lacks it, among the rows of the part. */
  readonly firstMissing: RowPlace | undefined;
  readonly types: Readonly<Partial<Record<JsonType, number>>>;
  readonly empty: number;
  /** Of the values that are not empty; where there are none, or nobody asked, all three are absent. */
  readonly lengths?: LengthPart;
  readonly values?: ValuesPart;
  readonly numbers?: NumberPart;
}

export interface LengthPart {
  readonly shortest: number;
  readonly longest: number;
  /** The first row that is so long. */
  readonly longestRow: number;
  readonly total: number;
  /** Values by length: see `lengthBins`. */
  readonly counts: Uint32Array;
}

export interface NumberPart {
  readonly count: number;
  readonly whole: number;
  readonly min: number;
  readonly max: number;
  readonly minRow: number;
  readonly maxRow: number;
  readonly mean: number;
  /** Sum of the squares of the distances from the mean. */
  readonly squares: number;
  /** Every so many numbers one, in their order; all where it is 1. */
  readonly sample: Float64Array;
  readonly every: number;
}

/** The values that may be the most frequent ones. */
export interface ValuesPart {
  readonly values: readonly FrequentValue[];
  /** No other value was there more often. 0: there is no other one. */
  readonly error: number;
  /** HyperLogLog of all values, 2^p bytes; absent as long as none was dropped. */
  readonly registers?: Uint8Array;
}

export interface FrequentValue {
  /** Of its type and text. */
  readonly hash: bigint;
  readonly type: JsonType;
  /** How often it was there at least, and how much more often at most. */
  readonly count: number;
  readonly slack: number;
  /** The first row that is known to have it; the first of all where there is no slack. */
  readonly row: number;
}
