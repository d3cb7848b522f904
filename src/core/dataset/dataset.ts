import type { JsonObject } from '../json.js';

export type DatasetFormat = 'csv' | 'jsonl';

/** One row of a dataset. CSV values are strings. */
export interface DatasetRow {
  /** Number of the row, from 1. */
  readonly row: number;
  readonly values: JsonObject;
  /**
   * JSONL: the line as it stands in the file. `JSON.parse` loses `1.0` and integers beyond 2^53;
   * whoever needs them reads them here.
   */
  readonly source?: string;
}

/** A fault of the file, at its place. */
export interface DatasetProblem {
  readonly severity: 'error' | 'warning';
  /** `broken-line`, `unequal-fields`, `duplicate-column`, `reserved-column`, `empty`, … */
  readonly code: string;
  /** Line in the file, from 1. */
  readonly line: number;
  /** Row, from 1, where the line belongs to one. */
  readonly row?: number;
  readonly message: string;
}

/** What is known of a dataset file after one reading of it. */
export interface DatasetInfo {
  readonly path: string;
  readonly format: DatasetFormat;
  /** CSV only: one of `,` `;` tab `|`. */
  readonly delimiter?: string;
  readonly bytes: number;
  readonly rows: number;
  /** Every column of any row, in order of appearance. */
  readonly columns: readonly string[];
  /** SHA-256 of the bytes, hex. */
  readonly sha256: string;
  /** At most 100; `problemCount` counts them all. */
  readonly problems: readonly DatasetProblem[];
  readonly problemCount: number;
}

export interface RowRange {
  /** First row, from 1. */
  readonly from: number;
  /** Last row, included. */
  readonly to: number;
}

/**
 * Port: dataset files. Paths are absolute. Throws `UserError` of kind `dataset` for a file that is
 * missing or unreadable, and from `rows` for a broken line (said by number, with what was expected).
 */
export interface DatasetFiles {
  describe(path: string, signal?: AbortSignal): Promise<DatasetInfo>;
  /**
   * `sha256`: of the content that is meant. A file that is another, or becomes another while it is read,
   * ends the rows with a `UserError` before any row of the other comes.
   */
  rows(
    path: string,
    range?: RowRange,
    signal?: AbortSignal,
    sha256?: string,
  ): AsyncIterable<DatasetRow>;
}
