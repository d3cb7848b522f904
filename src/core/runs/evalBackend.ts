import type { DatasetInfo } from '../dataset/dataset.js';
import type { UploadProgress } from '../dataset/service/serviceFiles.js';
import type { BackendName, ResolvedSpec } from '../spec/evalSpec.js';
import type { PlannedShard } from '../shards/shard.js';
import type { ResponderField } from '../spec/responders.js';
import type { RunStatus } from './manifest.js';
import type { ResultRow, StoredRow } from './resultRow.js';
import type { RunRef } from './runStore.js';

export type ModelField = 'judge' | ResponderField;

/** USD per million tokens, and who says so. */
export interface PlannedPrice {
  readonly input: number;
  readonly output: number;
  /** `loopback`: a model on this machine costs nothing. */
  readonly from: 'list' | 'setting' | 'loopback';
}

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
  /** Absent: the whole. */
  readonly shard?: PlannedShard;
  /** Field of the spec → SHA-256 of its text and the file it came from, relative to the spec. */
  readonly templates: Readonly<Record<string, { readonly sha256: string; readonly file?: string }>>;
  /** Folder in which the run's folder is made, absolute. */
  readonly runsRoot: string;
  /** Prices by the field of the spec that names the model; none for one that nobody has told. */
  readonly prices?: Readonly<Partial<Record<ModelField, PlannedPrice>>>;
  /** Some rows are tried through the real judge before the whole is paid for. */
  readonly isDryRun?: boolean;
  /** Those of the notes that speak of what is refused as things stand, e.g. a stopped endpoint. */
  readonly refusals?: readonly string[];
  /** What a person should know before the run, one sentence each (e.g. columns not uploaded). */
  readonly notes: readonly string[];
}

export interface RunProgress {
  readonly done: number;
  /** Null where the service doesn't say. */
  readonly total: number | null;
  readonly errors: number;
  /** Of the local runner alone; what this watch has seen. */
  readonly pace?: RunPace;
}

/** How fast a run goes and what it has cost so far. */
export interface RunPace {
  /** Over the last half a minute. */
  readonly rowsPerSecond: number;
  /** Milliseconds, at this pace; absent before a pace is known. */
  readonly leftMs?: number;
  /** Prompt and completion tokens of the whole run, as far as endpoints reported them. */
  readonly tokens: number;
  /** Of the whole run; absent where a price is not known. */
  readonly costUsd?: number;
  /** Requests that the cache answered. */
  readonly cacheHits: number;
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
  /**
   * Stops the work on a run within a second, wherever it is done; it waits for a person to resume it.
   * Absent where jobs can't be paused.
   */
  pause?(run: RunRef): Promise<PauseOutcome>;
  /**
   * The program that works on a run, here or elsewhere, as words for a person; undefined where none
   * does. Absent where runs are worked on by the service.
   */
  drivenBy?(run: RunRef): Promise<string | undefined>;
}

export type PauseOutcome = 'paused' | 'already-paused' | 'already-finished';

/** The reason of a run that a person has paused. */
export const PAUSED = 'paused by you';

/**
 * The reason of a run that is `paused` because whoever watched it stopped, asked by nobody: the
 * editor closed, the command line was interrupted. Such a run may be taken up unasked; one that is
 * paused for any other reason waits for a person.
 */
export const INTERRUPTED = 'interrupted';

export function isFinal(status: RunStatus): boolean {
  return status === 'completed' || status === 'failed' || status === 'cancelled';
}
