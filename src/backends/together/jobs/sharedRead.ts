import { orAborted } from '../../http/orAborted.js';

/** One reading at a time for all who ask meanwhile; it ends when none of them waits any more. */
interface SharedRead<T> {
  /** Rejects with the signal's reason, or as the reading does. */
  join(signal: AbortSignal): Promise<T>;
  /** Ends the reading that is under way. */
  abort(): void;
}

export function sharedRead<T>(read: (signal: AbortSignal) => Promise<T>): SharedRead<T> {
  let waiting = 0;
  let underWay: { readonly result: Promise<T>; readonly stop: AbortController } | undefined;

  function begin(): NonNullable<typeof underWay> {
    const stop = new AbortController();
    const result = read(stop.signal).finally(() => {
      underWay = undefined;
    });
    // Whoever waits is told; all may have left.
    result.catch(() => undefined);
    return { result, stop };
  }

  return {
    async join(signal) {
      signal.throwIfAborted();
      const shared = (underWay ??= begin());
      waiting += 1;
      try {
        return await orAborted(shared.result, signal);
      } finally {
        waiting -= 1;
        if (waiting === 0) shared.stop.abort();
      }
    },
    abort: () => underWay?.stop.abort(),
  };
}
