import { durationText } from '../../core/durationText.js';
import { UserError } from '../../core/userError.js';
import type { UserErrorKind } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { MOST_OUTAGE_MS } from '../http/mostOutageMs.js';

/** A service that has given no answer, and is asked again. */
export interface Outage {
  /** Since when, in milliseconds since 1970. */
  readonly sinceMs: number;
  /** Milliseconds between two questions. */
  readonly everyMs: number;
  /** What came of the last question. */
  readonly error: UserError;
}

const PASSING: readonly UserErrorKind[] = ['unreachable', 'server', 'rate_limit'];

/** Whether the same question may be answered later, with nothing done by a person. */
export function isPassing(error: unknown): error is UserError {
  return isOutage(error) || (error instanceof UserError && error.kind === 'bad_reply');
}

/** As `isPassing`, but a reply came in full and was no answer: the same one would come again. */
export function isOutage(error: unknown): error is UserError {
  return error instanceof UserError && PASSING.includes(error.kind);
}

/** One sentence for people, and the last error's own. */
export function outageText(host: string, { sinceMs, everyMs, error }: Outage): string {
  const since = new Date(sinceMs).toTimeString().slice(0, 5);
  const every = durationText(everyMs);
  return t(
    '{0} has given no answer since {1} and is asked again every {2}; the job goes on there. {3}',
    host,
    since,
    every,
    error.message,
  );
}

const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 15 * 60_000;

/**
 * The waits of work that is done again as a whole while its outage lasts, e.g. the download of a job's
 * rows: a minute, doubling to a quarter of an hour.
 */
export function outageWaits(): { next(nowMs: number, error: UserError): Outage | undefined } {
  let sinceMs: number | undefined;
  let waitMs = FIRST_WAIT_MS / 2;
  let waitedMs = 0;
  return {
    /** What to wait; undefined where it has lasted too long. */
    next(nowMs, error) {
      sinceMs ??= nowMs;
      waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
      waitedMs += waitMs;
      return waitedMs > MOST_OUTAGE_MS ? undefined : { sinceMs, everyMs: waitMs, error };
    },
  };
}
