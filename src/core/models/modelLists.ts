import type { ServiceName } from '../services.js';
import type { ModelList } from './modelList.js';

/** A list, and whether it is as new as it should be. */
export interface ListAnswer {
  readonly list: ModelList;
  /** Why no newer one came: a sentence. Absent for a list that is fresh. */
  readonly unreachable?: string;
}

/** The models that each service offers: the last list is kept, and asked for again once it is old. */
export interface ModelLists {
  /** The last list, however old; undefined where there is none. Asks nobody. */
  last(service: ServiceName): Promise<ModelList | undefined>;
  /**
   * A fresh list, asked for only if the last one is old; the last one where the service can't be
   * reached. Throws `UserError` where there is none at all.
   */
  current(service: ServiceName, signal?: AbortSignal): Promise<ListAnswer>;
  /** As `current`, but asks in any case. */
  refresh(service: ServiceName, signal?: AbortSignal): Promise<ListAnswer>;
  /** The last list is nobody's any more, as another key may see other endpoints; nor is one under way. */
  forget(service: ServiceName): void;
}

/** Port: where the last list of a service outlives the process; `origin` is its address or `demo`. */
export interface ModelListStore {
  /** Undefined where there is none or none that can be read. */
  read(origin: string): Promise<ModelList | undefined>;
  /** A list that can't be kept is fetched again: never rejects. */
  write(origin: string, list: ModelList): Promise<void>;
}

interface ModelListPorts {
  readonly store: ModelListStore;
  origin(service: ServiceName): string;
  /** Asks the service; throws `UserError`. */
  fetch(service: ServiceName): Promise<ModelList>;
  /** Milliseconds since 1970. */
  now(): number;
}

const HOUR_MS = 3_600_000;
/** After a failure nobody asks again unasked for a while: a person may at any time. */
const PAUSE_MS = 60_000;

interface Known {
  /** Read from the store, once. */
  stored?: Promise<ModelList | undefined>;
  list?: ModelList;
  asking?: Promise<ModelList>;
  failedAt?: number;
  failure?: unknown;
}

/** Keeps the last list of each service; one request at a time however many ask. */
export function createModelLists(ports: ModelListPorts): ModelLists {
  const known = new Map<ServiceName, Known>();

  const entryOf = (service: ServiceName): Known => {
    const entry = known.get(service) ?? {};
    known.set(service, entry);
    return entry;
  };

  const last = async (service: ServiceName): Promise<ModelList | undefined> => {
    const entry = entryOf(service);
    if (entry.list) return entry.list;
    entry.stored ??= ports.store.read(ports.origin(service));
    const stored = await entry.stored;
    // One may have come meanwhile.
    return known.get(service)?.list ?? stored;
  };

  const ask = (service: ServiceName): Promise<ModelList> => {
    const entry = entryOf(service);
    entry.asking ??= (async () => {
      try {
        // Whoever waits may stop waiting; the answer serves the next one.
        const list = await ports.fetch(service);
        entry.list = list;
        delete entry.failedAt;
        await ports.store.write(ports.origin(service), list);
        return list;
      } catch (error) {
        entry.failedAt = ports.now();
        entry.failure = error;
        throw error;
      } finally {
        delete entry.asking;
      }
    })();
    return entry.asking;
  };

  const answer = async (service: ServiceName, signal?: AbortSignal): Promise<ListAnswer> => {
    try {
      return { list: await unlessAborted(ask(service), signal) };
    } catch (error) {
      signal?.throwIfAborted();
      return lastAfter(service, error);
    }
  };

  const lastAfter = async (service: ServiceName, error: unknown): Promise<ListAnswer> => {
    const list = await last(service);
    if (!list) throw error;
    return { list, unreachable: error instanceof Error ? error.message : String(error) };
  };

  return {
    last,
    async current(service, signal) {
      const list = await last(service);
      const entry = entryOf(service);
      const age = list ? ports.now() - list.fetchedAt : Infinity;
      // A clock that was set back makes a list of the future: it is as good as an old one.
      if (list && age >= 0 && age < HOUR_MS) return { list };
      const pausing = entry.failedAt !== undefined && ports.now() - entry.failedAt < PAUSE_MS;
      if (pausing) return lastAfter(service, entry.failure);
      return answer(service, signal);
    },
    refresh: answer,
    forget(service) {
      known.set(service, { stored: Promise.resolve(undefined) });
    },
  };
}

/** Stops waiting, not the work. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('Aborted.'));
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', stop);
    });
  });
}
