import type { ChatReply } from './chat.js';

/** A request that several callers wait for. */
export interface SharedReply {
  /**
   * The reply for one more caller: to the first it comes to as it is, with its usage, to the others as a
   * hit. An abort ends this caller's wait, and the request with the last caller's.
   */
  join(signal: AbortSignal): Promise<ChatReply>;
}

/** Begins the request; `onEnd` is called once, when nobody can join any more. */
export function shareReply(
  ask: (signal: AbortSignal) => Promise<ChatReply>,
  onEnd: () => void,
): SharedReply {
  const stop = new AbortController();
  let waiting = 0;
  let isCounted = false;
  let isOver = false;
  const end = () => {
    if (!isOver) onEnd();
    isOver = true;
  };
  const asked = ask(stop.signal).finally(end);
  asked.catch(() => undefined);

  /** Rejects with the caller's abort; the last caller's ends with the request, so that none outlives it. */
  function wait(signal: AbortSignal): Promise<ChatReply> {
    return new Promise((resolve, reject) => {
      let isWaiting = true;
      const leave = () => {
        if (!isWaiting) return;
        isWaiting = false;
        waiting -= 1;
        signal.removeEventListener('abort', abort);
      };
      const abort = () => {
        leave();
        if (waiting > 0) {
          // The reason is the caller's own, whatever it is.
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
          reject(signal.reason);
          return;
        }
        stop.abort(signal.reason);
        end();
      };
      waiting += 1;
      signal.addEventListener('abort', abort, { once: true });
      asked.finally(leave).then(resolve, reject);
    });
  }

  return {
    async join(signal) {
      signal.throwIfAborted();
      const reply = await wait(signal);
      if (isCounted) return { ...reply, cache: 'hit' };
      isCounted = true;
      return reply;
    },
  };
}
