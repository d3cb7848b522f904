import type { EvalBackend } from './evalBackend.js';
import type { RunManifest } from './manifest.js';
import type { RunRef } from './runStore.js';

/** The failed rows of a run, which can be asked again. Nothing is changed or sent before `start`. */
export interface Retry {
  readonly manifest: RunManifest;
  /** Rows that are asked again. */
  readonly rows: number;
  /** Failed rows that are left as they are: nothing says which rows of the dataset they were. */
  readonly leftOut: number;
  /** The service changes no job: the rows become a run of their own. */
  readonly isNewRun: boolean;
  /** Gives the run that asks them, to be watched: the same, or a new one. */
  start(signal: AbortSignal, onUpload?: Parameters<EvalBackend['submit']>[2]): Promise<RunRef>;
}

type RetryNote = NonNullable<RunManifest['retries']>[number];

export function withRetry(manifest: RunManifest, retry: RetryNote): RunManifest {
  return { ...manifest, retries: [...(manifest.retries ?? []), retry] };
}

/** `1 failed row`, `12 failed rows`. */
export function failedRowsText(rows: number): string {
  return rows === 1 ? '1 failed row' : `${rows.toLocaleString('en-US')} failed rows`;
}

/** What a person is told before it starts, one sentence. */
export function retrySentence({ manifest, rows, leftOut, isNewRun }: Retry): string {
  const where = isNewRun ? 'in a run of their own' : 'in the same run';
  const others =
    leftOut === 0 ? '' : `; ${failedRowsText(leftOut)} more can’t be found in the dataset and stay`;
  return `${failedRowsText(rows)} of ${manifest.name} ${rows === 1 ? 'is' : 'are'} asked again, ${where}${others}.`;
}
