import { plural } from '../../l10n/t.js';
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
  return plural(rows, '{0} failed row', '{0} failed rows');
}

/** What a person is told before it starts, one sentence. */
export function retrySentence({ manifest, rows, leftOut, isNewRun }: Retry): string {
  const { name } = manifest;
  const told = isNewRun
    ? plural(
        rows,
        '{0} failed row of {1} is asked again, in a run of their own',
        '{0} failed rows of {1} are asked again, in a run of their own',
        name,
      )
    : plural(
        rows,
        '{0} failed row of {1} is asked again, in the same run',
        '{0} failed rows of {1} are asked again, in the same run',
        name,
      );
  if (leftOut === 0) return `${told}.`;
  return plural(
    leftOut,
    '{1}; {0} failed row more can’t be found in the dataset and stay.',
    '{1}; {0} failed rows more can’t be found in the dataset and stay.',
    told,
  );
}
