import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { DatasetEngine } from '../../../core/dataset/openDataset.js';
import { knownKeys } from '../../../core/redaction/knownKeys.js';
import { currentTexts, type Texts } from '../../../l10n/t.js';
import type { ToEngine } from './messages.js';
import { remoteEngine } from './remoteEngine.js';

/** Threads that go through the rows of a file at a time: more would wait for the disk. */
const MOST_SCANNERS = 4;

/**
 * Room for what lives shortly, in megabytes: rows come and go by the million, and a thread that may
 * use more does so.
 */
export const THREAD_LIMITS = { maxYoungGenerationSizeMb: 2 };

/**
 * How the file of the threads is started: to open datasets, to go through rows for that thread, to open
 * the rows of runs, or to find out what is said of all of them.
 */
export interface DatasetWorkerData {
  readonly role: 'engine' | 'scanner' | 'rows' | 'figures';
  readonly scanners: number;
  /** Where is kept what was found out of large files; nowhere when absent. */
  readonly cacheFolder?: string | undefined;
  /** The language that it speaks, as a thread has a memory of its own; English when absent. */
  readonly texts?: Texts | undefined;
}

/** Opens datasets on a thread of their own, and goes through their rows on others. */
export function threadedEngine(
  worker: URL,
  options: { readonly scanners?: number; readonly cacheFolder?: string | undefined } = {},
): DatasetEngine {
  const scanners = options.scanners ?? Math.min(MOST_SCANNERS, availableParallelism());
  const { cacheFolder } = options;
  return remoteEngine(() => {
    const workerData: DatasetWorkerData = {
      role: 'engine',
      scanners,
      cacheFolder,
      texts: currentTexts(),
    };
    const thread = new Worker(worker, { workerData, resourceLimits: THREAD_LIMITS });
    // It has a memory of its own, and writes datasets: it hears of a key before any call.
    const unfollow = knownKeys.follow((value, name) => {
      thread.postMessage({ type: 'key', value, name } satisfies ToEngine);
    });
    return thread.once('exit', unfollow);
  });
}
