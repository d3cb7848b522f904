import type { JsonObject } from '../json.js';

/**
 * One line of `results.jsonl`: the dataset's columns and the service's result columns (API
 * reference, section 5), the same for cloud and local runs.
 */
export type ResultRow = JsonObject;

/**
 * How a row ended. Every row has exactly one outcome, so the five kinds below always add up to the
 * number of rows: evaluated (`passed`/`failed`, or for compare `a`/`b`/`tie`), `invalid` (the judge
 * answered without a usable verdict), `judge_error` and `generation_error` (no answer came).
 */
export const ROW_OUTCOMES = [
  'passed',
  'failed',
  'a',
  'b',
  'tie',
  'invalid',
  'judge_error',
  'generation_error',
] as const;
export type RowOutcome = (typeof ROW_OUTCOMES)[number];

/** Why a request or a reply came to nothing; each is counted apart. */
export const FAILURE_CAUSES = [
  /** A template could not be rendered, or the dataset holds no response. */
  'input',
  /** The endpoint refuses this request (400, 413, 422). */
  'request',
  /** The endpoint failed (5xx), broke the connection or said something that is no completion. */
  'endpoint',
  'timeout',
  /** The model refused to answer. */
  'refusal',
  /** The reply was cut off at the limit of tokens (`finish_reason: length`). */
  'truncated',
  /** The reply holds no verdict that can be read, or several. */
  'unreadable',
  /** A label outside the list, a score outside the range. */
  'not_allowed',
] as const;
export type FailureCause = (typeof FAILURE_CAUSES)[number];

/** Why a cache had no reply: what about the request it has not seen before. */
export const MISS_REASONS = ['endpoint', 'model', 'parameters', 'messages', 'repeat'] as const;
export type MissReason = (typeof MISS_REASONS)[number];
export type CacheUse = 'hit' | MissReason;

/** What the requests of one role came to. */
export interface RoleUsage {
  /** Answered by an endpoint; those from the cache are apart. */
  readonly requests: number;
  /** As the endpoint reported it, 0 where it reported none. */
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  /** Requests whose endpoint reported no usage. */
  readonly unreported?: number;
}

/**
 * One line of `details.jsonl`: what the runner knows of a row beyond the service's columns. Line k
 * describes line k of `results.jsonl`. Absent for runs on the service.
 */
export interface RowDetails {
  /** Row of the dataset, from 1. */
  readonly row: number;
  readonly outcome: RowOutcome;
  /** What failed, one sentence each. */
  readonly errors?: readonly RowError[];
  /** Of all requests that were answered by an endpoint, as far as it reported it. */
  readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number };
  /** The same by role. */
  readonly by_role?: Readonly<Partial<Record<RequestRole, RoleUsage>>>;
  /** Requests by what the cache had for them; absent where none was asked. */
  readonly cache?: Readonly<Partial<Record<CacheUse, number>>>;
  /** With `run.repeats`: the verdict columns of every judgement, in the order of the repeats. */
  readonly judgements?: readonly JsonObject[];
  readonly duration_ms?: number;
}

export interface RowError {
  readonly stage: RequestRole;
  /** Absent in older files. */
  readonly cause?: FailureCause;
  readonly message: string;
  /** From 1; absent where each row is judged once. */
  readonly repeat?: number;
}

export const REQUEST_ROLES = [
  'generate',
  'generate-a',
  'generate-b',
  'judge',
  'judge-flipped',
] as const;
export type RequestRole = (typeof REQUEST_ROLES)[number];

export interface StoredRow {
  readonly result: ResultRow;
  /** `result` as one line of JSON, where writing its values anew would lose digits of a number. */
  readonly line?: string;
  readonly details?: RowDetails;
}

/** The row's line of `results.jsonl`, without the line break. */
export function resultLine({ result, line }: StoredRow): string {
  return line ?? JSON.stringify(result);
}
