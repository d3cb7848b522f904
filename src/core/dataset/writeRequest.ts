import type { DatasetFormat } from './dataset.js';
import type { RowQuery } from './rowQuery.js';

/** Rows of a list by their place in it, from 1, both ends included; ascending, without overlap. */
export interface PlaceRange {
  readonly from: number;
  readonly to: number;
}

/** Which rows go into a new dataset. */
export interface RowChoice {
  readonly query: RowQuery;
  /** Absent: all of the list. */
  readonly places?: readonly PlaceRange[];
  /** So many of the list, chosen at random, the same for the same seed; in the order of the list. */
  readonly sample?: { readonly count: number; readonly seed: number };
  /** Only the first of the rows that are alike in these columns; empty: in all columns. */
  readonly distinctBy?: readonly string[];
}

/** How a new dataset is written. Values stand as in the source: digits are kept. */
export interface WrittenForm {
  readonly format: DatasetFormat;
  /** CSV only; a comma when absent. */
  readonly delimiter?: string;
  /** In this order; absent: all of them under their own names. */
  readonly columns?: readonly { readonly name: string; readonly as: string }[];
  /**
   * CSV only: a cell that a spreadsheet would take for a formula (it begins with = + - @, a tab or a
   * carriage return, and is no number) gets an apostrophe in front.
   */
  readonly guardFormulas: boolean;
}

/** Writes a new dataset from rows of an open one. Files that exist are never written over. */
export interface WriteRequest extends RowChoice, WrittenForm {
  /** Absolute path of the new file. */
  readonly target: string;
  /**
   * One file for each value of this column; `target` is then the pattern: the value, made fit for a
   * file name, goes in before the ending.
   */
  readonly splitBy?: string;
}

export interface WriteOutcome {
  readonly files: readonly { readonly path: string; readonly rows: number }[];
  /** Rows that stand in no file because they can't be read, and the first of them. */
  readonly leftOut: { readonly rows: number; readonly first: number } | undefined;
  /** Rows that were left out because one like them is there already. */
  readonly repeated: number;
  /** Cells that got an apostrophe in front. */
  readonly guarded: number;
}
