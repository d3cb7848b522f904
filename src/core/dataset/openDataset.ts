import type { DatasetFormat, DatasetProblem } from './dataset.js';
import type { ReadRow, RowMark } from './rows/readRow.js';
import type { RowQuery, TextQuery } from './query/rowQuery.js';
import type { TableProfile } from './tableProfile.js';
import type { PlaceRange, WriteOutcome, WriteRequest } from './writing/writeRequest.js';

export const TEXT_ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
/** `windows-1252` is what Latin-1 is read as everywhere: it holds all of its letters. */
export type TextEncoding = (typeof TEXT_ENCODINGS)[number];

/** What is known of an open dataset at the moment. */
export interface DatasetState {
  /** Another number is another content: nothing read of the old one may stand beside it. */
  readonly version: number;
  readonly bytes: number;
  readonly format: DatasetFormat;
  /** CSV only: one of `,` `;` tab `|`. */
  readonly delimiter?: string;
  readonly encoding: TextEncoding;
  /** Every column of the rows looked at so far, in order of appearance. */
  readonly columns: readonly string[];
  /** Rows found so far; all of them when `isIndexed`. */
  readonly rows: number;
  /** Lines with nothing on them, found so far: they are no rows. */
  readonly blankLines: number;
  readonly isIndexed: boolean;
  /** Bytes gone through for that. */
  readonly indexedBytes: number;
}

export type DatasetNews =
  | { readonly kind: 'state'; readonly state: DatasetState }
  /** The file is gone or can't be read any more, one sentence; a later state means it is back. */
  | { readonly kind: 'failed'; readonly message: string };

/** Work that takes a while: how much of it is done, from 0 to 1, and what has come of it. */
export interface Progress {
  readonly share: number;
  /** Rows found, written, … so far. */
  readonly count: number;
}
export type OnProgress = (progress: Progress) => void;

export interface PageRequest {
  readonly query: RowQuery;
  /** Places in the list, from 1, both included. */
  readonly from: number;
  readonly to: number;
  /** Indexes into the columns of the state, from 0, the end not included. */
  readonly columns: { readonly from: number; readonly to: number };
  /** Cells that hold this are marked, and cut so that it can be seen. */
  readonly find?: TextQuery;
}

export interface Page {
  readonly version: number;
  /** Fewer than asked for at the end of the list, or where it is still being made. */
  readonly rows: readonly PageRow[];
}

/** What a cell holds: `-` no such column in this row, `0` null, text, number, boolean, JSON. */
export type CellKind = '-' | '0' | 't' | 'n' | 'b' | 'j';

/** A row as a table shows it. */
export interface PageRow {
  readonly row: number;
  /** Of the file, from 1. */
  readonly line: number;
  readonly marks: readonly RowMark[];
  /** One line each, cut where they are long. Of a broken row the first cell holds its text. */
  readonly cells: readonly string[];
  /** A `CellKind` for each cell. */
  readonly kinds: string;
  /** Places in `cells` of those that hold what is looked for. */
  readonly hits: readonly number[];
}

export interface ListState {
  readonly version: number;
  /** Rows in the list so far. */
  readonly rows: number;
}

/** A row that holds what is looked for. */
export interface Match {
  readonly row: number;
  /** Its place in the list, from 1. */
  readonly place: number;
  /** Index of the first column that holds it; undefined for the text of a broken row. */
  readonly column?: number;
  /** How many rows up to this one hold it. */
  readonly ordinal: number;
}

/** A dataset's profile and what is wrong with the file. */
export interface Survey {
  readonly version: number;
  readonly profile: TableProfile;
  readonly problems: readonly DatasetProblem[];
  readonly problemCount: number;
  /** Rows by what is odd about them. */
  readonly marked: Readonly<Partial<Record<RowMark, number>>>;
}

/**
 * A dataset that is being looked at, of any size: any row is read alone, long work goes on beside
 * and can be stopped by its signal. What the file itself can't answer throws `UserError` of kind
 * `dataset`. A change of the file is told by news with another version.
 */
export interface OpenDataset {
  readonly state: DatasetState;
  page(request: PageRequest, signal?: AbortSignal): Promise<Page>;
  /** In full. */
  row(row: number, signal?: AbortSignal): Promise<ReadRow>;
  /** Rows of a list in full, in its order, some at a time; all where no places are given. */
  rows(options: RowsOptions, signal?: AbortSignal): AsyncIterable<readonly ReadRow[]>;
  /** Makes the list of a query; resolves when it is complete. */
  list(query: RowQuery, onProgress: OnProgress, signal?: AbortSignal): Promise<ListState>;
  /** Place of a row in a list, from 1; undefined where it isn't in it. */
  place(query: RowQuery, row: number, signal?: AbortSignal): Promise<number | undefined>;
  /** Counts the rows of a list that hold a text; resolves when all were looked at. */
  find(options: FindOptions, onProgress: OnProgress, signal?: AbortSignal): Promise<ListState>;
  /** The next row of the list that holds the text, after (or before) a place; goes round. */
  step(options: StepOptions, signal?: AbortSignal): Promise<Match | undefined>;
  /** Reads all of the file once. */
  survey(onProgress: OnProgress, signal?: AbortSignal): Promise<Survey>;
  /** Writes a new file. What was written by then is removed when it fails or is stopped. */
  write(request: WriteRequest, onProgress: OnProgress, signal?: AbortSignal): Promise<WriteOutcome>;
  /** Looks whether the file is still the same. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

export interface RowsOptions {
  readonly query: RowQuery;
  readonly places?: readonly PlaceRange[];
}

export interface FindOptions {
  readonly query: RowQuery;
  readonly find: TextQuery;
}

export interface StepOptions extends FindOptions {
  /** 0 for the start of the list. */
  readonly place: number;
  readonly backwards: boolean;
}

/** Port: opens datasets for looking at them. */
export interface DatasetEngine {
  /** Resolves as soon as the first rows can be shown. Throws `UserError` of kind `dataset`. */
  open(path: string, onNews: (news: DatasetNews) => void): Promise<OpenDataset>;
  dispose(): Promise<void>;
}
