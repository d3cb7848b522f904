import { isFinal } from '../../core/runs/evalBackend.js';
import type { WireJob } from './wire/jobs.js';

/** One who watches a job: gets the newest state, never a queue of old ones. */
export interface JobWatcher {
  offer(job: WireJob): void;
  fail(error: unknown): void;
  /** What is offered, to the end of the job; throws what `fail` was given, or the signal's reason. */
  jobs(signal: AbortSignal): AsyncGenerator<WireJob>;
}

export function jobWatcher(): JobWatcher {
  let latest: WireJob | undefined;
  let failure: { readonly error: unknown } | undefined;
  let wake: () => void = () => undefined;

  return {
    offer(job) {
      latest = job;
      wake();
    },
    fail(error) {
      failure = { error };
      wake();
    },
    async *jobs(signal) {
      const give = () => wake();
      signal.addEventListener('abort', give, { once: true });
      try {
        for (;;) {
          signal.throwIfAborted();
          if (latest) {
            const job = latest;
            latest = undefined;
            yield job;
            if (isFinal(job.status)) return;
          } else if (failure) throw failure.error;
          else {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          }
        }
      } finally {
        signal.removeEventListener('abort', give);
      }
    },
  };
}
