import { Worker } from 'node:worker_threads';
import type { OpenRows, RowsReader } from '../../../core/rows/openRows.js';
import { createCalls } from '../../engine/remote/calls.js';
import type { Calls } from '../../engine/remote/calls.js';
import type { DatasetWorkerData } from '../../engine/remote/threadedEngine.js';
import type { OpenRequest } from './serveRows.js';

/** Opens runs on a thread of their own, `worker` being its file: their rows take none of the editor's time. */
export function rowsThread(worker: URL): RowsReader {
  let calls: Calls | undefined;
  let next = 1;

  const thread = (): Calls => {
    if (!calls || calls.isEnded) {
      const workerData: DatasetWorkerData = { role: 'rows', scanners: 0 };
      calls = createCalls(new Worker(worker, { workerData }));
    }
    return calls;
  };

  return {
    open({ folder }, spec) {
      const request: OpenRequest = { folder, spec };
      /** The thread on which it is open, and its number there. */
      let at: { readonly calls: Calls; readonly key: number } | undefined;

      const call = async (name: string, args: unknown, signal?: AbortSignal): Promise<unknown> => {
        // A thread may have ended, with a pattern that never came to an end: another one takes over.
        if (at?.calls !== thread()) {
          at = { calls: thread(), key: next };
          next += 1;
          void at.calls.call(at.key, { name: 'open', request }).catch(() => undefined);
        }
        return at.calls.call(at.key, { name, request: args, signal });
      };
      // The other end answers with what the port's types say.
      const rows: OpenRows = {
        refresh: (signal) => call('refresh', undefined, signal) as ReturnType<OpenRows['refresh']>,
        page: (query, range, signal) =>
          call('page', [query, range], signal) as ReturnType<OpenRows['page']>,
        names: (query, signal) => call('names', query, signal) as ReturnType<OpenRows['names']>,
        position: (query, name, signal) =>
          call('position', [query, name], signal) as ReturnType<OpenRows['position']>,
        row: (name, signal) => call('row', name, signal) as ReturnType<OpenRows['row']>,
        problem: (condition) => call('problem', condition) as ReturnType<OpenRows['problem']>,
        async close() {
          if (at && !at.calls.isEnded) await call('close', undefined).catch(() => undefined);
          at = undefined;
        },
      };
      return Promise.resolve(rows);
    },
    async dispose() {
      await calls?.end();
    },
  };
}
