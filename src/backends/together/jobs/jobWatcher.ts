import { isFinal } from '../../../core/runs/evalBackend.js';
import type { Outage } from '../outage.js';
import type { WireJob } from '../wire/jobs.js';

/** What there is to know of a watched job. */
export type JobNews =
  | { readonly kind: 'read'; readonly job: WireJob }
  /** Nothing: the service gives no answer, and is asked on. */
  | { readonly kind: 'silent'; readonly outage: Outage };

/** One who watches a job: gets the newest state, never a queue of old ones. */
export interface JobWatcher {
  offer(news: JobNews): void;
  fail(error: unknown): void;
  /** What is offered, to the end of the job; throws what `fail` was given, or the signal's reason. */
  news(signal: AbortSignal): AsyncGenerator<JobNews>;
}

export function jobWatcher(): JobWatcher {
  let latest: JobNews | undefined;
  let failure: { readonly error: unknown } | undefined;
  let wake: () => void = () => undefined;

  return {
    offer(news) {
      latest = news;
      wake();
    },
    fail(error) {
      failure = { error };
      wake();
    },
    async *news(signal) {
      const give = () => wake();
      signal.addEventListener('abort', give, { once: true });
      try {
        for (;;) {
          signal.throwIfAborted();
          if (latest) {
            const news = latest;
            latest = undefined;
            yield news;
            if (news.kind === 'read' && isFinal(news.job.status)) return;
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
