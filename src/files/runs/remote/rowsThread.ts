import { Worker } from 'node:worker_threads';
import type { OpenRows, RowsReader } from '../../../core/rows/openRows.js';
import { UserError } from '../../../core/userError.js';
import { currentTexts, t } from '../../../l10n/t.js';
import { createCalls } from '../../engine/remote/calls.js';
import type { Calls } from '../../engine/remote/calls.js';
import type { DatasetWorkerData } from '../../engine/remote/threadedEngine.js';
import type { OpenRequest } from './serveRows.js';

/** Without an open run the thread is ended after this long. */
const IDLE_MS = 10_000;

/** The thread on which a run is open, and its number there. */
interface Place {
  readonly calls: Calls;
  readonly key: number;
  /** Versions of another thread begin anew; here they go on: two contents never have the same. */
  readonly versionsBefore: number;
}

/**
 * Opens runs on a thread of their own, `worker` being its file: their rows take none of the editor's
 * time. It is started with the first question and ended a while after the last run was closed.
 */
export function rowsThread(worker: URL): RowsReader {
  let calls: Calls | undefined;
  let next = 1;
  let idle: NodeJS.Timeout | undefined;
  const open = new Set<OpenRows>();

  const thread = (): Calls => {
    clearTimeout(idle);
    if (!calls || calls.isEnded) {
      const workerData: DatasetWorkerData = { role: 'rows', scanners: 0, texts: currentTexts() };
      calls = createCalls(new Worker(worker, { workerData }), 'rows');
    }
    return calls;
  };

  const closed = (rows: OpenRows): void => {
    open.delete(rows);
    if (open.size > 0) return;
    clearTimeout(idle);
    idle = setTimeout(() => void calls?.end(), IDLE_MS);
    idle.unref();
  };

  return {
    open({ folder }, spec) {
      const request: OpenRequest = { folder, spec };
      let at: Place | undefined;
      let lastVersion = 0;

      const opened = () => {
        if (at?.calls !== thread()) {
          at = { calls: thread(), key: next, versionsBefore: lastVersion };
          next += 1;
          void at.calls.call(at.key, { name: 'open', request }).catch(() => undefined);
        }
        return at;
      };
      const here = <T>(found: T, { versionsBefore }: Place): T => {
        if (!isVersioned(found)) return found;
        lastVersion = Math.max(lastVersion, versionsBefore + found.version);
        return { ...found, version: versionsBefore + found.version };
      };
      const call = async (name: string, args: unknown, signal?: AbortSignal): Promise<unknown> => {
        signal?.throwIfAborted();
        // A late question would open it again, for nobody to close.
        if (!open.has(rows))
          throw new UserError('cancelled', t('The rows of this run are closed.'));
        const place = opened();
        try {
          const request = { name, request: args, signal };
          return here(await place.calls.call(place.key, request), place);
        } catch (error) {
          if (!place.calls.isEnded || !open.has(rows) || signal?.aborted) throw error;
          // It had to be ended, for a pattern of another query that never came to an end.
          const again = opened();
          return here(await again.calls.call(again.key, { name, request: args, signal }), again);
        }
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
          const last = at;
          at = undefined;
          closed(rows);
          if (last && !last.calls.isEnded) {
            await last.calls
              .call(last.key, { name: 'close', request: undefined })
              .catch(() => undefined);
          }
        },
      };
      open.add(rows);
      return Promise.resolve(rows);
    },
    async dispose() {
      clearTimeout(idle);
      await calls?.end();
    },
  };
}

/** Of what is answered, the state and a page say of which version they are. */
function isVersioned(found: unknown): found is { readonly version: number } {
  return (
    typeof found === 'object' &&
    found !== null &&
    'version' in found &&
    typeof found.version === 'number'
  );
}
