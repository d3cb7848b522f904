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
export type RowOutcome =
  'passed' | 'failed' | 'a' | 'b' | 'tie' | 'invalid' | 'judge_error' | 'generation_error';

/**
 * One line of `details.jsonl`: what the runner knows of a row beyond the service's columns. Line k
 * describes line k of `results.jsonl`. Absent for runs on the service.
 */
export interface RowDetails {
  /** Row of the dataset, from 1. */
  readonly row: number;
  readonly outcome: RowOutcome;
  /** What failed, one sentence each. */
  readonly errors?: readonly { readonly stage: RequestRole; readonly message: string }[];
  readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number };
  readonly duration_ms?: number;
}

export type RequestRole = 'generate' | 'generate-a' | 'generate-b' | 'judge' | 'judge-flipped';

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
