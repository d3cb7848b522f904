/**
 * Gives the work a signal that is aborted with `signal`, or with a `TimeoutError` after `timeoutMs`;
 * `restart` begins the time anew. Not AbortSignal.any: what it derives from a signal that lives as
 * long as a run piles up.
 */
export async function withTimeout<T>(
  signal: AbortSignal,
  timeoutMs: number,
  work: (limited: AbortSignal, restart: () => void) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const pass = () => stop.abort(signal.reason);
  const timer = setTimeout(
    () => stop.abort(new DOMException('The time is up.', 'TimeoutError')),
    timeoutMs,
  );
  signal.addEventListener('abort', pass, { once: true });
  if (signal.aborted) pass();
  try {
    return await work(stop.signal, () => timer.refresh());
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', pass);
  }
}
