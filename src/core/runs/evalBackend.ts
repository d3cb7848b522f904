import type { DatasetInfo } from '../dataset/dataset.js';
import type { UploadProgress } from '../dataset/serviceFiles.js';
import type { BackendName, ResolvedSpec } from '../spec/evalSpec.js';
import type { RunStatus } from './manifest.js';
import type { ResultRow, StoredRow } from './resultRow.js';
import type { RunRef } from './runStore.js';

/** All that a launch needs: made by `planRun` from a spec file, checked, nothing sent yet. */
export interface EvalPlan {
  readonly name: string;
  readonly slug: string;
  readonly spec: ResolvedSpec;
  /** Absolute path of the spec, where it came from a file. */
  readonly specPath?: string;
  readonly backend: BackendName;
  /** A local file, described; or a file that is on the service already. */
  readonly dataset: { readonly info: DatasetInfo } | { readonly fileId: string };
  /** Row numbers to judge, ascending, from 1; absent: all. */
  readonly selectedRows?: readonly number[];
  /** Field of the spec → SHA-256 of its text and the file it came from, relative to the spec. */
  readonly templates: Readonly<Record<string, { readonly sha256: string; readonly file?: string }>>;
  /** Folder in which the run's folder is made, absolute. */
  readonly runsRoot: string;
  /** What a person should know before the run, one sentence each (e.g. columns not uploaded). */
  readonly notes: readonly string[];
}

export interface RunProgress {
  readonly done: number;
  /** Null where the service doesn't say. */
  readonly total: number | null;
  readonly errors: number;
}

export type RunEvent =
  | {
      readonly type: 'status';
      readonly status: RunStatus;
      readonly serviceStatus?: string;
      readonly reason?: string;
    }
  | { readonly type: 'progress'; readonly progress: RunProgress }
  | { readonly type: 'row'; readonly row: StoredRow };

export type CancelOutcome =
  | { readonly outcome: 'cancelled' }
  /** The service has no cancel: the job goes on there, we stopped watching it. */
  | { readonly outcome: 'detached'; readonly message: string }
  | { readonly outcome: 'already-finished' };

/**
 * Runs evaluations. Every implementation keeps the run's folder (manifest and rows) true by itself;
 * events are for showing. All methods may throw `UserError`.
 */
export interface EvalBackend {
  /**
   * Durable once it resolves: `watch` picks the run up after a crash. `onUpload` is told where a dataset
   * is uploaded for it.
   */
  submit(
    plan: EvalPlan,
    signal: AbortSignal,
    onUpload?: (progress: UploadProgress) => void,
  ): Promise<RunRef>;
  /**
   * Drives or polls the run to its end; the last event is a final or `paused` status. Call again to
   * resume: rows that are done are not asked again. Aborting the signal stops the work and leaves a
   * run that can be resumed.
   */
  watch(run: RunRef, signal: AbortSignal): AsyncIterable<RunEvent>;
  results(run: RunRef, signal: AbortSignal): AsyncIterable<ResultRow>;
  cancel(run: RunRef): Promise<CancelOutcome>;
}

/**
 * The reason of a run that is `paused` because whoever watched it stopped, asked by nobody: the
 * editor closed, the command line was interrupted. Such a run may be taken up unasked; one that is
 * paused for any other reason waits for a person.
 */
export const INTERRUPTED = 'interrupted';

export function isFinal(status: RunStatus): boolean {
  return status === 'completed' || status === 'failed' || status === 'cancelled';
}
