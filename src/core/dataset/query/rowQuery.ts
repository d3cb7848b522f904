import type { RowMark } from '../rows/readRow.js';

/** What is looked for in the texts of cells. */
export interface TextQuery {
  readonly text: string;
  readonly matchCase: boolean;
  /** Only where no letter, digit or _ stands beside it. */
  readonly wholeWord: boolean;
  /** `text` is a regular expression of JavaScript (with the flag `u`). */
  readonly regex: boolean;
}

/** A condition on rows. `column: null` means any column, and the text of a broken row. */
export type RowCondition =
  | ({ readonly kind: 'text'; readonly column: string | null } & TextQuery)
  /** The cell's text is exactly this. */
  | { readonly kind: 'equals'; readonly column: string; readonly text: string }
  /** Missing, null, "", [] or {}. */
  | { readonly kind: 'empty'; readonly column: string }
  /** `numberOf` the cell's text lies in the range; both ends are included, null is no end. */
  | {
      readonly kind: 'range';
      readonly column: string;
      readonly min: number | null;
      readonly max: number | null;
    }
  /** The row has one of the marks. */
  | { readonly kind: 'marked'; readonly marks: readonly RowMark[] };

/** A condition, or its opposite. */
export type RowFilter = RowCondition & { readonly not?: boolean | undefined };

export interface RowOrder {
  readonly column: string;
  readonly descending: boolean;
}

/**
 * Which rows of a dataset, in which order: those that meet every filter, in the order of the file or
 * of a column. Two equal queries are the same list.
 */
export interface RowQuery {
  readonly filters: readonly RowFilter[];
  readonly order: RowOrder | null;
}
