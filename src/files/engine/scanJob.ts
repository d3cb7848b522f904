import type { RowFilter } from '../../core/dataset/query/rowQuery.js';
import type { RowForm } from '../dataset/parseRecords.js';
import type { FileStamp } from '../scan/fileStamp.js';

/** What is to be found out by going through all rows of one content of a file. */
export interface ScanJob {
  readonly path: string;
  readonly stamp: FileStamp;
  readonly form: RowForm;
  readonly work: ScanWork;
}

export type ScanWork =
  /** Which rows meet every filter. */
  | { readonly kind: 'select'; readonly filters: readonly RowFilter[] }
  /** What a column holds, as rows are sorted by it. */
  | { readonly kind: 'keys'; readonly column: string }
  /** What all columns hold; of their shape, only which rows have them and what is odd. */
  | { readonly kind: 'survey'; readonly detail: 'profile' | 'shape' };

/** Whole rows that follow each other. */
export interface RowGroup {
  /** Offset and end in units of the file (`unitBytes`). */
  readonly from: number;
  readonly to: number;
  /** Number of the first row and its line, from 1. */
  readonly row: number;
  readonly line: number;
  readonly rows: number;
}

/** What is scanned at a time. */
export type ScanChunk = readonly RowGroup[];
