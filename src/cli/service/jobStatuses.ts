import type { EvaluationType } from '../../core/spec/evalSpec.js';

/** Statuses that can be asked for: the service's words, and `failed` for both ways to fail. */
export const JOB_STATUSES = [
  'pending',
  'queued',
  'running',
  'completed',
  'error',
  'user_error',
  'failed',
] as const;

export interface JobsOptions {
  readonly status?: (typeof JOB_STATUSES)[number];
  readonly type?: EvaluationType;
  /** So many at most. */
  readonly limit?: number;
}
