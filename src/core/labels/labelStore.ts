import type { RunRef } from '../runs/runStore.js';
import type { LabelRecord } from './labelRecord.js';

export interface StoredLabels {
  /** In the order in which they were written. */
  readonly records: readonly LabelRecord[];
  /** Lines that are no record, by their number from 1, each with what is wrong with it. */
  readonly faults: readonly { readonly line: number; readonly message: string }[];
}

/**
 * Port: `labels.jsonl` of a run. It only ever grows: two windows may append at once, and a line that
 * a crash tore stays where it is, skipped. Throws `UserError` of kind `storage`.
 */
export interface LabelStore {
  /** None where the run has no such file. */
  read(run: RunRef): Promise<StoredLabels>;
  /** Durable when it resolves. */
  append(run: RunRef, record: LabelRecord): Promise<void>;
}
