import type { StoredRow } from '../runs/resultRow.js';
import type { BackendName, ResolvedSpec } from '../spec/evalSpec.js';

/**
 * What asking the judge about one row once more came to. It stands beside the run's result and is
 * written nowhere: figures over rows that somebody chose to ask again would be bent.
 */
export interface Rejudgement {
  /** Row of the dataset, from 1. */
  readonly row: number;
  /** As the run has it. */
  readonly stored: StoredRow;
  readonly again: StoredRow;
  readonly spec: ResolvedSpec;
  /** Of the run; the local runner asks in any case. */
  readonly backend: BackendName;
  /** By the prices of the run's launch, in US dollars; undefined where one is not known. */
  readonly costUsd: number | undefined;
  readonly durationMs: number;
  /** A scripted judge answered. */
  readonly isDemo: boolean;
  /** What to know of it, one sentence; undefined for a row that was asked as in the run. */
  readonly note: string | undefined;
}
