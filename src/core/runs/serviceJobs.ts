import type { JsonObject } from '../json.js';
import type { EvaluationType } from '../spec/evalSpec.js';
import type { RunStatus } from './manifest.js';
import type { RunRef } from './runStore.js';

/** A job as the service lists it. */
export interface ServiceJob {
  readonly workflowId: string;
  /** Undefined for a type this version doesn't know. */
  readonly type?: EvaluationType;
  readonly status: RunStatus;
  readonly serviceStatus: string;
  /** Why it failed. */
  readonly reason?: string;
  /** ISO 8601. */
  readonly createdAt?: string;
  readonly judge?: string;
  /** Headline as far as the aggregates allow, e.g. `83.2 % pass`. */
  readonly headline?: string;
}

/** Port: the jobs of the evaluation service, started here or elsewhere. Throws `UserError`. */
export interface ServiceJobs {
  /** Newest first. The service shows 100 at most; `truncated` says that there may be more. */
  list(signal: AbortSignal): Promise<{ jobs: readonly ServiceJob[]; truncated: boolean }>;
  /** Makes a run folder from a job; `watch` on it then follows or downloads it. */
  import(workflowId: string, runsRoot: string, signal: AbortSignal): Promise<RunRef>;
  /**
   * What the job was launched with, as the service echoes it; a key in it is replaced by a word that
   * is none.
   */
  parameters(
    workflowId: string,
    signal: AbortSignal,
  ): Promise<{ readonly type?: EvaluationType; readonly parameters: JsonObject }>;
  /** The job's page on the web. */
  pageUrl(workflowId: string): string;
}
