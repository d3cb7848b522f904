import type { PlaceRange } from '../dataset/writing/writeRequest.js';
import type { RunStatistics } from '../runs/manifest.js';
import type { StoredRow } from '../runs/resultRow.js';
import type { RunRef } from '../runs/runStore.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import type { ResultQuery } from './resultQuery.js';

/** A column of `results.jsonl`, by its first value that is not null; `empty`: there is none. */
export interface FileColumn {
  readonly name: string;
  readonly kind: 'number' | 'other' | 'empty';
}

/** What is known of a run's rows at one moment. */
export interface RowsState {
  /** Another number is another content. */
  readonly version: number;
  readonly rows: number;
  readonly statistics: RunStatistics;
  /** In order of appearance. */
  readonly columns: readonly FileColumn[];
  /** Columns for conditions and sorting that no file holds. */
  readonly derived: readonly { readonly name: string; readonly about: string }[];
  /** Rows by the id of a filter. */
  readonly counts: Readonly<Record<string, number>>;
}

/** A row and its place in `results.jsonl`, from 1. */
export interface PlacedRow {
  readonly line: number;
  readonly stored: StoredRow;
}

interface RowsPage {
  readonly version: number;
  /** Rows that match. */
  readonly matched: number;
  readonly rows: readonly PlacedRow[];
}

/**
 * The rows of a run that are being looked at, however many: a few dozen bytes of each are in memory,
 * the rest is read when it is wanted. A row is named by its row of the dataset, or where that isn't
 * known by minus its line. A query with a condition or a pattern that can't be read throws `UserError`
 * of kind `usage`; a file that can't, of kind `storage`.
 */
export interface OpenRows {
  /** Reads what has been written since: all of it where the files were replaced. */
  refresh(signal?: AbortSignal): Promise<RowsState>;
  /** `range` counts from 1. */
  page(query: ResultQuery, range: PlaceRange, signal?: AbortSignal): Promise<RowsPage>;
  /** The rows that match, in their order, by their names. */
  names(query: ResultQuery, signal?: AbortSignal): Promise<readonly number[]>;
  /** Place (from 1) of a row among those that match. */
  position(query: ResultQuery, name: number, signal?: AbortSignal): Promise<number | undefined>;
  row(name: number, signal?: AbortSignal): Promise<PlacedRow | undefined>;
  /** What is wrong with a condition, and at which character, from 1; undefined for nothing. */
  problem(
    condition: string,
  ): Promise<{ readonly at: number; readonly message: string } | undefined>;
  close(): Promise<void>;
}

/** Port: opens the rows of runs for looking at them. */
export interface RowsReader {
  open(run: RunRef, spec: ResolvedSpec): Promise<OpenRows>;
  dispose(): Promise<void>;
}
