import type { RunManifest } from './manifest.js';
import type { RowDetails, StoredRow } from './resultRow.js';

/** A run on disk. `folder` is absolute; a store gives it its meaning. */
export interface RunRef {
  readonly id: string;
  readonly folder: string;
}

/**
 * Throws where the run is not the caller's any more. It is asked when the files are open and nothing is
 * written: whoever takes the run over first gives it new files, and what is written after that, into
 * those that were open, is in no run.
 */
export type Confirm = () => Promise<void>;

/**
 * Port: where runs are kept. Writes are crash-safe: a manifest is old or new, never half; rows are
 * whole lines, a torn last line is not seen and repaired by the next append; rows that are replaced,
 * sorted or dropped are as before or as after, for every reader and after a crash. Throws `UserError` of
 * kind `storage` (disk full, read-only folder) or `not_found`.
 */
export interface RunStore {
  /** Makes the folder `<root>/<yyyymmdd-hhmmss>-<slug>-<id>` (UTC) with the manifest in it. */
  create(root: string, manifest: RunManifest): Promise<RunRef>;
  read(run: RunRef): Promise<RunManifest>;
  /** Read, change, write: one after the other for each run. */
  update(run: RunRef, change: (manifest: RunManifest) => RunManifest): Promise<RunManifest>;
  /** Durable when it resolves. */
  append(run: RunRef, rows: readonly StoredRow[], confirm?: Confirm): Promise<void>;
  /** Takes the place of every row so far (a job's result file), in files of their own. */
  replaceRows(run: RunRef, rows: AsyncIterable<StoredRow>, confirm?: Confirm): Promise<void>;
  /**
   * Puts the rows into the order of the dataset: those without a row number come last, nothing is
   * written where they are in order. Only for who has the run to itself, as for `dropRows`.
   */
  sortRows(run: RunRef, confirm?: Confirm): Promise<void>;
  /** Takes out the rows whose details are unwanted, and gives their number; the others keep every byte. */
  dropRows(run: RunRef, isUnwanted: (details: RowDetails) => boolean): Promise<number>;
  rows(run: RunRef, signal?: AbortSignal): AsyncIterable<StoredRow>;
  /** The whole lines of `results.jsonl`, byte for byte. */
  resultBytes(run: RunRef, signal?: AbortSignal): AsyncIterable<Uint8Array>;
  /** Finds a run by folder, manifest path, or id (looked up below `roots`). */
  find(runOrId: string, roots: readonly string[]): Promise<RunRef>;
  /** Newest first; unreadable manifests are left out. */
  list(root: string): Promise<readonly { readonly run: RunRef; readonly manifest: RunManifest }[]>;
  /** Absolute path of the manifest. */
  manifestPath(run: RunRef): Promise<string>;
  remove(run: RunRef): Promise<void>;
}
