import type { DatasetEngine } from '../../core/dataset/openDataset.js';
import { datasetError } from '../dataset/datasetError.js';
import type { KnownContent } from '../dataset/tableContent.js';
import { openTable } from './openTable.js';
import type { ScannerSource } from './scanPool.js';

/** Files of which is remembered where their rows begin, after they were closed. */
const KEPT = 20;

/** Opens datasets on this thread; going through all rows is the work of the scanners. */
export function createDatasetEngine(source: ScannerSource): DatasetEngine {
  // A Map keeps the order of insertion: re-inserting a path makes it the most recent.
  const kept = new Map<string, KnownContent>();
  return {
    async open(path, onNews) {
      try {
        return await openTable(path, {
          source,
          onNews,
          known: kept.get(path),
          keep(known) {
            kept.delete(path);
            kept.set(path, known);
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
