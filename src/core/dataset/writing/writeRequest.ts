import type { DatasetFormat } from '../dataset.js';
import type { RowQuery } from '../query/rowQuery.js';

/** Rows of a list by their place in it, from 1, both ends included; ascending, without overlap. */
export interface PlaceRange {
  readonly from: number;
  readonly to: number;
}

/** Which rows of a list, applied in this order. */
export interface RowPick {
  /** Absent: all of the list. */
  readonly places?: readonly PlaceRange[];
  /** Only the first of the rows that are alike in these columns; empty: in all columns. */
  readonly distinctBy?: readonly string[];
  /** So many of those, chosen at random, the same for the same seed; in the order of the list. */
  readonly sample?: { readonly count: number; readonly seed: number };
  /** Only the first so many. */
  readonly limit?: number;
}

/** Which rows go into a new dataset. */
interface RowChoice extends RowPick {
  readonly query: RowQuery;
}

export interface ColumnRename {
  readonly name: string;
  readonly as: string;
}

/** What a dataset is written as. Values stand as in the source: digits are kept. */
export interface WrittenForm {
  readonly format: DatasetFormat;
  /** CSV only, one of `,` `;` tab `|`; absent: a tab for a target that ends in `.tsv`, else a comma. */
  readonly delimiter?: string;
  /** In this order; absent: all of them. */
  readonly columns?: readonly string[];
  /**
   * Other names for some columns; the others keep theirs. `identifiers`: each column that no template
   * can name gets a name like its own that one can.
   */
  readonly renames?: readonly ColumnRename[] | 'identifiers';
  /**
   * CSV only: a cell that a spreadsheet would take for a formula (it begins with = + - @, a tab or a
   * carriage return, and is no number) gets an apostrophe in front.
   */
  readonly guardFormulas: boolean;
}

/** Writes a new dataset from rows of an open one. Files that exist are never written over. */
export interface WriteRequest extends RowChoice, WrittenForm {
  /** Absolute path of the new file; its ending says the format. Its folder must be there. */
  readonly target: string;
  /**
   * One file for each text that cells of this column have; `target` is then the pattern: the text,
   * made fit for a file name, goes in before the ending.
   */
  readonly splitBy?: string;
}

export interface WriteOutcome extends WrittenCounts {
  readonly files: readonly WrittenFile[];
  /** Rows that were left out because one like them is there already. */
  readonly repeated: number;
}

export interface WrittenFile {
  readonly path: string;
  readonly rows: number;
  /** Of a split: the text of the column that its rows share. */
  readonly value?: string;
}

/** What is not as in the source, or worth knowing before the file is opened elsewhere. */
export interface WrittenCounts {
  /** Rows that are left out because they can't be read. */
  readonly leftOut: RowCount | undefined;
  /** Rows of CSV that are without their fields beyond those of the header. */
  readonly cutOff: RowCount | undefined;
  /** Rows with U+FFFD, which stands for what is no text. */
  readonly unreadable: RowCount | undefined;
  /** Cells of CSV that a spreadsheet would take for a formula: with an apostrophe in front, … */
  readonly guarded: number;
  /** … and as they are. */
  readonly unguarded: number;
}

export interface RowCount {
  readonly rows: number;
  /** Number of the first in the source, from 1. */
  readonly first: number;
}
