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
  /** Why it failed, explained where the service's words are known. */
  readonly reason?: string;
  /** ISO 8601. */
  readonly createdAt?: string;
  readonly judge?: string;
  /** Field of the parameters → the model that is asked there, or the column that is read. */
  readonly models?: Readonly<Record<string, string>>;
  /** File id of the dataset. */
  readonly datasetFile?: string;
  /** Headline as far as the aggregates allow, e.g. `83.2 % pass (79.7–86.3)`. */
  readonly headline?: string;
}

/** Newest first. The service shows 100 at most; `truncated` says that there may be more. */
export interface JobList {
  readonly jobs: readonly ServiceJob[];
  readonly truncated: boolean;
}

interface JobListListener {
  read(list: JobList): void;
  /** It was not to be had any more, and is not asked for again unasked. */
  failed(error: unknown): void;
}

/** Port: the jobs of the evaluation service, started here or elsewhere. Throws `UserError`. */
export interface ServiceJobs {
  /** A list that is at most `maxAgeMs` old is not asked for again; always asked when left out. */
  list(signal: AbortSignal, maxAgeMs?: number): Promise<JobList>;
  /**
   * Tells each reading of the list, whoever asked for it. The list is read again while a job of it
   * runs, and not at all when none does. The function that it gives ends that.
   */
  follow(listener: JobListListener): () => void;
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
