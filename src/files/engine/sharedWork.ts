import type { OnProgress, Progress } from '../../core/dataset/openDataset.js';

/** Long work that several may wait for: it goes on as long as one of them does. */
export interface SharedWork<T> {
  /** What has come of it by now, however far it is. */
  readonly value: T;
  readonly isDone: boolean;
  /** Resolves at its end; rejects with its failure, or as soon as `signal` is aborted. */
  join(onProgress: OnProgress, signal: AbortSignal | undefined): Promise<T>;
  /** Resolves when more has come of it, or it has ended. */
  changed(): Promise<void>;
  stop(reason: unknown): void;
}

/** `forget` is called when the work can't be joined any more: it failed, or nobody waits for it. */
export function shareWork<T>(
  value: T,
  run: (onProgress: OnProgress, signal: AbortSignal) => Promise<void>,
  forget: () => void,
): SharedWork<T> {
  const abort = new AbortController();
  const listeners = new Set<OnProgress>();
  const waiting = new Set<() => void>();
  let last: Progress = { share: 0, count: 0 };
  let isDone = false;
  let joined = 0;

  const wake = (): void => {
    for (const resolve of waiting) resolve();
    waiting.clear();
  };
  const tell = (progress: Progress): void => {
    last = progress;
    for (const listener of listeners) listener(progress);
    wake();
  };
  const ended = run(tell, abort.signal).then(
    () => {
      isDone = true;
      wake();
    },
    (error: unknown) => {
      forget();
      wake();
      throw error;
    },
  );
  // Whoever joins is told; where nobody has joined yet there is nobody to tell.
  ended.catch(() => undefined);

  return {
    value,
    get isDone() {
      return isDone;
    },
    async join(onProgress, signal) {
      signal?.throwIfAborted();
      joined += 1;
      listeners.add(onProgress);
      if (last.share > 0) onProgress(last);
      try {
        await raced(ended, signal);
        return value;
      } finally {
        listeners.delete(onProgress);
        joined -= 1;
        if (joined === 0 && !isDone) {
          abort.abort(signal?.reason);
          forget();
        }
      }
    },
    changed: () =>
      isDone || abort.signal.aborted
        ? Promise.resolve()
        : new Promise((resolve) => waiting.add(resolve)),
    stop: (reason) => abort.abort(reason),
  };
}

function raced(ended: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  if (!signal) return ended;
  return new Promise((resolve, reject) => {
    // A signal may be aborted with anything; what it is aborted with is what is thrown.
    const onAbort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
    ended.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
