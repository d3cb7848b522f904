import { outcomeOf } from '../judging/outcome.js';
import type { RunManifest } from './manifest.js';
import type { RowOutcome } from './resultRow.js';
import type { RunRef, RunStore } from './runStore.js';

/** The rows of a run that ended without a verdict. */
export interface FailedRows {
  readonly count: number;
  /** Rows of the dataset, ascending: of those whose number is known. */
  readonly numbers: readonly number[];
  /** Every row that ended, failed or not, ascending; where its number is known. */
  readonly ended: readonly number[];
  /** What asking them came to. */
  readonly usage: { readonly prompt_tokens: number; readonly completion_tokens: number };
}

/** Whether asking again may give the row the verdict that it lacks. */
export function isFailedOutcome(outcome: RowOutcome): boolean {
  return outcome === 'invalid' || outcome === 'judge_error' || outcome === 'generation_error';
}

export async function findFailedRows(
  run: RunRef,
  { spec }: RunManifest,
  runs: RunStore,
  signal?: AbortSignal,
): Promise<FailedRows> {
  const numbers: number[] = [];
  const ended: number[] = [];
  const usage = { prompt_tokens: 0, completion_tokens: 0 };
  let count = 0;
  for await (const { result, details } of runs.rows(run, signal)) {
    if (details) ended.push(details.row);
    if (!isFailedOutcome(details?.outcome ?? outcomeOf(result, spec))) continue;
    count += 1;
    if (details) numbers.push(details.row);
    usage.prompt_tokens += details?.usage?.prompt_tokens ?? 0;
    usage.completion_tokens += details?.usage?.completion_tokens ?? 0;
  }
  const ascending = (a: number, b: number) => a - b;
  return { count, numbers: numbers.sort(ascending), ended: ended.sort(ascending), usage };
}
