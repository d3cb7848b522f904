import type { Worker } from 'node:worker_threads';
import type { DatasetNews, DatasetState, OnProgress } from '../../../core/dataset/openDataset.js';
import { UserError } from '../../../core/userError.js';
import { t } from '../../../l10n/t.js';
import { errorOf } from './failure.js';
import type { FromEngine, ToEngine } from './messages.js';

/** A call that was stopped has this long to come back before its thread is ended. */
const STOP_MS = 3000;

interface CallOptions {
  readonly name: string;
  readonly request: unknown;
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal | undefined;
}

/** The calls to one thread. */
export interface Calls {
  readonly isEnded: boolean;
  open(dataset: number, path: string): Promise<DatasetState>;
  call(dataset: number, options: CallOptions): Promise<unknown>;
  onNews(dataset: number, listener: (news: DatasetNews) => void): void;
  /** The dataset is closed: nobody is to hear of it any more. */
  forget(dataset: number): void;
  /** Ends the thread; whoever still waits for it is told. */
  end(): Promise<void>;
}

interface Pending {
  resolve(value: unknown): void;
  reject(error: Error): void;
  readonly onProgress: OnProgress | undefined;
}

/** `what` is read there, in a message. */
export function createCalls(worker: Worker, what = 'datasets'): Calls {
  const pending = new Map<number, Pending>();
  const listeners = new Map<number, (news: DatasetNews) => void>();
  let nextId = 1;
  let isEnded = false;

  const post = (message: ToEngine): void => worker.postMessage(message);
  const settle = (id: number): Pending | undefined => {
    const call = pending.get(id);
    pending.delete(id);
    return call;
  };
  const endedBy = (error?: Error): void => {
    isEnded = true;
    const waiting = [...pending.values()];
    pending.clear();
    const reason = new UserError(
      'dataset',
      t('The reading of {0} ended unexpectedly; try again.', what),
      { cause: error },
    );
    for (const { reject } of waiting) reject(reason);
  };
  worker.on('error', endedBy);
  worker.on('exit', () => endedBy());
  // It keeps no process alive by itself.
  worker.unref();
  worker.on('message', (message: FromEngine) => {
    switch (message.type) {
      case 'reply':
        settle(message.id)?.resolve(message.value);
        return;
      case 'failure':
        settle(message.id)?.reject(errorOf(message.failure));
        return;
      case 'progress':
        pending.get(message.id)?.onProgress?.({ share: message.share, count: message.count });
        return;
      case 'news':
        listeners.get(message.dataset)?.(message.news);
        return;
    }
  });

  const asked = (
    message: (id: number) => ToEngine,
    { onProgress, signal }: Pick<CallOptions, 'onProgress' | 'signal'> = {},
  ): Promise<unknown> => {
    signal?.throwIfAborted();
    const id = nextId;
    nextId += 1;
    worker.ref();
    const answered = new Promise<unknown>((resolve, reject) => {
      pending.set(id, { resolve, reject, onProgress });
      if (isEnded) endedBy();
      else post(message(id));
    });
    const stop = (): void => {
      post({ type: 'abort', id });
      // A pattern that never comes to an end can be stopped in no other way.
      const overdue = setTimeout(() => {
        if (pending.has(id)) void worker.terminate();
      }, STOP_MS);
      overdue.unref();
    };
    signal?.addEventListener('abort', stop, { once: true });
    return answered
      .catch((error: unknown) => {
        signal?.throwIfAborted();
        throw error;
      })
      .finally(() => {
        signal?.removeEventListener('abort', stop);
        if (pending.size === 0) worker.unref();
      });
  };

  return {
    get isEnded() {
      return isEnded;
    },
    // It answers with what the port's type says.
    open: (dataset, path) =>
      asked((id) => ({ type: 'open', id, dataset, path })) as Promise<DatasetState>,
    call: async (dataset, { name, request, ...how }) =>
      asked((id) => ({ type: 'call', id, dataset, name, request }), how),
    onNews: (dataset, listener) => void listeners.set(dataset, listener),
    forget: (dataset) => void listeners.delete(dataset),
    async end() {
      isEnded = true;
      await worker.terminate();
    },
  };
}
