import type { DatasetRow } from '../dataset.js';

/** What is odd about one row. */
export const ROW_MARKS = [
  /** It can't be read: `broken` of the row says why. */
  'broken',
  /** CSV: more fields than the header names. */
  'extra-fields',
  /** CSV: fewer. */
  'missing-fields',
  /** CSV: a quote where RFC 4180 allows none, taken as it stands. */
  'stray-quote',
  /** JSON: the same key twice; the last one counts. */
  'repeated-key',
  /** Bytes that are no text in the file's encoding, shown as U+FFFD. */
  'bad-bytes',
] as const;
export type RowMark = (typeof ROW_MARKS)[number];

/** A row as it is looked at: also one that no run could use. */
export interface ReadRow extends DatasetRow {
  /** Line of the file on which it begins, from 1. */
  readonly line: number;
  /** CSV: the fields beyond those of the header. */
  readonly extra?: readonly string[];
  readonly broken?: {
    /** One sentence. */
    readonly message: string;
    /** The beginning of what stands there instead. */
    readonly text: string;
  };
  readonly marks: readonly RowMark[];
}
