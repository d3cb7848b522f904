import { createBell } from './bell.js';

/** What one side says and another hears later: nothing is lost, and `room` holds the speaker back. */
export interface EventQueue<T> extends AsyncIterable<T> {
  push(item: T): void;
  /** Resolves when the listener has kept up. */
  room(): Promise<void>;
  /** After what is queued, the iteration ends; with an error, it throws that. */
  end(error?: unknown): void;
  /** `room` never waits again: the speaker is about to end. */
  release(): void;
}

/** For one listener. `limit`: items that may wait before `room` holds the speaker back. */
export function createEventQueue<T>(limit: number): EventQueue<T> {
  let waiting: T[] = [];
  let ended: { readonly error?: unknown } | undefined;
  let released = false;
  const heard = createBell();
  const taken = createBell();

  return {
    push(item) {
      waiting.push(item);
      heard.ring();
    },
    async room() {
      while (waiting.length >= limit && !released) await taken.next();
    },
    end(error) {
      ended ??= error === undefined ? {} : { error };
      heard.ring();
    },
    release() {
      released = true;
      taken.ring();
    },
    async *[Symbol.asyncIterator]() {
      for (;;) {
        const items = waiting;
        waiting = [];
        for (const item of items) yield item;
        taken.ring();
        if (waiting.length > 0) continue;
        if (ended) {
          if ('error' in ended) throw ended.error;
          return;
        }
        await heard.next();
      }
    },
  };
}
