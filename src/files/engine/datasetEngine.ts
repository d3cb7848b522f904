import type { DatasetEngine } from '../../core/dataset/openDataset.js';
import { datasetError } from '../dataset/datasetError.js';
import type { KnownContent } from '../dataset/tableContent.js';
import { isSameStamp } from '../scan/fileStamp.js';
import type { IndexStore } from './indexStore.js';
import { openTable } from './openTable.js';
import type { ScannerSource } from './scanPool.js';

/** Files of which is remembered where their rows begin, after they were closed. */
const KEPT = 20;

/**
 * Opens datasets on this thread; going through all rows is the work of the scanners. `store`
 * remembers where the rows of large files begin for longer than this thread lasts.
 */
export function createDatasetEngine(source: ScannerSource, store?: IndexStore): DatasetEngine {
  // A Map keeps the order of insertion: re-inserting a path makes it the most recent.
  const kept = new Map<string, KnownContent>();
  return {
    async open(path, onNews) {
      const known = kept.get(path) ?? (await store?.load(path));
      try {
        return await openTable(path, {
          source,
          onNews,
          known,
          keep(found) {
            const isKept = known && isSameStamp(known.index.stamp, found.index.stamp);
            if (!isKept) void store?.save(path, found);
            kept.delete(path);
            kept.set(path, found);
            for (const old of kept.keys()) {
              if (kept.size <= KEPT) break;
              kept.delete(old);
            }
          },
        });
      } catch (error) {
        throw datasetError(error, path, undefined);
      }
    },
    dispose: () => source.dispose(),
  };
}
