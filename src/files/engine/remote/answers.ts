import { failureOf } from './failure.js';
import type { EnginePort } from './serveEngine.js';

/** Answers calls by their ids: each can be stopped until it is answered. */
interface Answers {
  /** Sends what the work gives, or why it failed. */
  answer(id: number, work: (signal: AbortSignal) => Promise<unknown>): Promise<void>;
  abort(id: number): void;
}

export function createAnswers(port: EnginePort): Answers {
  const running = new Map<number, AbortController>();
  return {
    async answer(id, work) {
      const abort = new AbortController();
      running.set(id, abort);
      try {
        port.postMessage({ type: 'reply', id, value: await work(abort.signal) });
      } catch (error) {
        port.postMessage({ type: 'failure', id, failure: failureOf(error, abort.signal) });
      } finally {
        running.delete(id);
      }
    },
    abort: (id) => running.get(id)?.abort(),
  };
}
