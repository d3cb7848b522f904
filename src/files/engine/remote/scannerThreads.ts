import type { Worker } from 'node:worker_threads';
import type { ScanJob } from '../scanJob.js';
import type { Scanner, ScannerSource } from '../scanPool.js';
import { errorOf } from './failure.js';
import type { Failure } from './messages.js';

/** To a thread that scans. `job` names one for as long as it lasts. */
export type ToScanner =
  | { readonly type: 'start'; readonly id: number; readonly job: number; readonly of: ScanJob }
  | { readonly type: 'chunk'; readonly id: number; readonly job: number; readonly chunk: unknown }
  | { readonly type: 'finish' | 'close'; readonly id: number; readonly job: number };

export type FromScanner =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly failure: Failure };

/** A chunk that is not wanted any more has this long to end before its thread is ended. */
const STOP_MS = 1500;

/** Scanners on threads of their own, which are started on first use. */
export function scannerThreads(start: () => Worker, size: number): ScannerSource {
  const threads: (Thread | undefined)[] = Array.from({ length: size }, () => undefined);
  let next = 0;
  let nextJob = 1;

  const thread = (): Thread => {
    const place = next % size;
    next += 1;
    const known = threads[place];
    if (known && !known.isEnded()) return known;
    const fresh = createThread(start());
    threads[place] = fresh;
    return fresh;
  };

  return {
    size,
    async start(of, signal) {
      const { ask } = thread();
      const job = nextJob;
      nextJob += 1;
      await ask((id) => ({ type: 'start', id, job, of }), signal);
      const scanner: Scanner = {
        chunk: (chunk) => ask((id) => ({ type: 'chunk', id, job, chunk }), signal),
        finish: () => ask((id) => ({ type: 'finish', id, job }), signal),
        // Also where the thread has ended: then there is nothing to close.
        close: () => ask((id) => ({ type: 'close', id, job })).then(ignore, ignore),
      };
      return scanner;
    },
    async dispose() {
      await Promise.all(threads.flatMap((known) => (known ? [known.end()] : [])));
    },
  };
}

function ignore(): void {
  // Nobody is waiting for it.
}

interface Thread {
  isEnded(): boolean;
  ask(message: (id: number) => ToScanner, signal?: AbortSignal): Promise<unknown>;
  end(): Promise<unknown>;
}

function createThread(worker: Worker): Thread {
  const pending = new Map<number, PromiseWithResolvers>();
  let nextId = 1;
  let isEnded = false;
  const endedBy = (error?: Error): void => {
    isEnded = true;
    for (const { reject } of pending.values()) reject(error ?? new Error('A scanner ended early.'));
    pending.clear();
  };
  worker.on('error', endedBy);
  worker.on('exit', () => endedBy());
  worker.unref();
  worker.on('message', (message: FromScanner) => {
    const call = pending.get(message.id);
    pending.delete(message.id);
    if (pending.size === 0) worker.unref();
    if ('failure' in message) call?.reject(errorOf(message.failure));
    else call?.resolve(message.value);
  });

  return {
    isEnded: () => isEnded,
    ask(message, signal) {
      return new Promise((resolve, reject) => {
        if (isEnded) throw new Error('A scanner ended early.');
        signal?.throwIfAborted();
        const id = nextId;
        nextId += 1;
        const stop = (): void => {
          reject(signal?.reason as Error); // whatever it was aborted with
          const overdue = setTimeout(() => {
            if (pending.has(id)) void worker.terminate();
          }, STOP_MS);
          overdue.unref();
        };
        signal?.addEventListener('abort', stop, { once: true });
        const settled = () => signal?.removeEventListener('abort', stop);
        pending.set(id, {
          resolve(value) {
            settled();
            resolve(value);
          },
          reject(error) {
            settled();
            reject(error);
          },
        });
        worker.ref();
        worker.postMessage(message(id));
      });
    },
    end: () => worker.terminate(),
  };
}

interface PromiseWithResolvers {
  resolve(value: unknown): void;
  reject(error: Error): void;
}
