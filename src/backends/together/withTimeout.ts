import { systemAlarm } from '../http/clock.js';
import type { SetAlarm } from '../http/clock.js';

interface TimeLimit {
  readonly ms: number;
  /** The machine's when left out. */
  readonly setAlarm?: SetAlarm | undefined;
}

/**
 * Gives the work a signal that is aborted with `signal`, or with a `TimeoutError` when the time is up;
 * `restart` begins the time anew, with the same length unless it names one. Not AbortSignal.any: what
 * it derives from a signal that lives as long as a run piles up.
 */
export async function withTimeout<T>(
  signal: AbortSignal,
  { ms, setAlarm = systemAlarm }: TimeLimit,
  work: (limited: AbortSignal, restart: (ms?: number) => void) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const pass = () => stop.abort(signal.reason);
  const alarm = setAlarm(ms, () => stop.abort(new DOMException('The time is up.', 'TimeoutError')));
  signal.addEventListener('abort', pass, { once: true });
  if (signal.aborted) pass();
  try {
    return await work(stop.signal, (anew = ms) => alarm.restart(anew));
  } finally {
    alarm.stop();
    signal.removeEventListener('abort', pass);
  }
}
