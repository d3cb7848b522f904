import type { Worker } from 'node:worker_threads';
import type {
  DatasetEngine,
  DatasetNews,
  DatasetState,
  ListState,
  OnProgress,
  OpenDataset,
  Page,
  RowsOptions,
  Survey,
} from '../../../core/dataset/openDataset.js';
import type { ReadRow } from '../../../core/dataset/rows/readRow.js';
import type { PlaceRange } from '../../../core/dataset/writing/writeRequest.js';
import { StaleIndex } from '../../scan/staleIndex.js';
import { createCalls } from './calls.js';
import type { Calls } from './calls.js';

/** Rows that cross from one thread to the other at a time. */
const BATCH_ROWS = 200;
/** Without an open dataset the thread is ended after this long. */
const IDLE_MS = 10_000;

/**
 * Opens datasets on a thread of its own, which is started with the first and ended a while after the
 * last was closed. A thread that ends early, or is ended because it doesn't come back from a call
 * that was stopped, takes nothing with it: the datasets are opened again on another.
 */
export function remoteEngine(start: () => Worker): DatasetEngine {
  let calls: Calls | undefined;
  let idle: NodeJS.Timeout | undefined;
  let nextDataset = 1;
  const open = new Set<number>();

  const thread = (): Calls => {
    clearTimeout(idle);
    if (calls?.isEnded !== false) calls = createCalls(start());
    return calls;
  };
  const closed = (dataset: number): void => {
    open.delete(dataset);
    if (open.size > 0) return;
    clearTimeout(idle);
    idle = setTimeout(() => void calls?.end(), IDLE_MS);
    idle.unref();
  };

  return {
    async open(path, onNews) {
      const dataset = nextDataset;
      nextDataset += 1;
      open.add(dataset);
      try {
        return await openRemote({ path, dataset, onNews, thread, closed });
      } catch (error) {
        closed(dataset);
        throw error;
      }
    },
    async dispose() {
      clearTimeout(idle);
      await calls?.end();
    },
  };
}

interface RemoteOptions {
  readonly path: string;
  readonly dataset: number;
  readonly onNews: (news: DatasetNews) => void;
  readonly thread: () => Calls;
  readonly closed: (dataset: number) => void;
}

interface Session {
  readonly calls: Calls;
  readonly opened: Promise<void>;
}

async function openRemote(options: RemoteOptions): Promise<OpenDataset> {
  const { path, dataset, onNews, thread, closed } = options;
  let session: Session | undefined;
  let state: DatasetState | undefined;
  /** Versions of another thread begin anew; here they go on. */
  let versionsBefore = 0;

  const here = <T extends { readonly version: number }>(found: T): T => ({
    ...found,
    version: versionsBefore + found.version,
  });
  const connect = (): Session => {
    if (session && !session.calls.isEnded) return session;
    const isAgain = state !== undefined;
    versionsBefore = state?.version ?? 0;
    const calls = thread();
    calls.onNews(dataset, (news) => {
      if (news.kind === 'state') {
        state = here(news.state);
        onNews({ kind: 'state', state });
      } else onNews(news);
    });
    const opened = calls.open(dataset, path).then((found) => {
      state = here(found);
      if (isAgain) onNews({ kind: 'state', state });
    });
    session = { calls, opened };
    return session;
  };
  const call = async <T>(
    name: string,
    request: unknown,
    how: { readonly onProgress?: OnProgress; readonly signal?: AbortSignal | undefined } = {},
  ): Promise<T> => {
    const { calls, opened } = connect();
    await opened;
    // Both ends are ours and share the port's types.
    return calls.call(dataset, { name, request, ...how }) as Promise<T>;
  };
  const stated = (): DatasetState => {
    if (!state) throw new Error('The dataset is not open.');
    return state;
  };

  const { calls, opened } = connect();
  await opened.catch((error: unknown) => {
    calls.forget(dataset);
    throw error;
  });
  return {
    get state() {
      return stated();
    },
    page: async (request, signal) => here(await call<Page>('page', request, { signal })),
    row: (row, signal) => call('row', row, { signal }),
    async *rows(request, signal) {
      const { version } = stated();
      for (const places of await batches(request)) {
        yield await call<readonly ReadRow[]>('rows', { ...request, places: [places] }, { signal });
        if (stated().version !== version) throw new StaleIndex();
      }
    },
    list: async (query, onProgress, signal) =>
      here(await call<ListState>('list', query, { onProgress, signal })),
    place: (query, row, signal) => call('place', [query, row], { signal }),
    find: async (request, onProgress, signal) =>
      here(await call<ListState>('find', request, { onProgress, signal })),
    step: (request, signal) => call('step', request, { signal }),
    survey: async (onProgress, signal) =>
      here(await call<Survey>('survey', null, { onProgress, signal })),
    write: (request, onProgress, signal) => call('write', request, { onProgress, signal }),
    refresh: () => call('refresh', null),
    async close() {
      closed(dataset);
      session?.calls.forget(dataset);
      if (session && !session.calls.isEnded) await call('close', null);
    },
  };

  async function batches({ query, places }: RowsOptions): Promise<PlaceRange[]> {
    const { rows } = await call<ListState>('list', query);
    const ranges = places ?? [{ from: 1, to: rows }];
    return ranges.flatMap(({ from, to }) => cut({ from, to: Math.min(to, rows) }));
  }
}

function cut({ from, to }: PlaceRange): PlaceRange[] {
  const parts: PlaceRange[] = [];
  for (let at = from; at <= to; at += BATCH_ROWS) {
    parts.push({ from: at, to: Math.min(to, at + BATCH_ROWS - 1) });
  }
  return parts;
}
