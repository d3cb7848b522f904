import type { DatasetFiles, RowRange } from '../../core/dataset/dataset.js';
import type { IndexedRows } from '../scan/indexedRows.js';
import { datasetError } from './datasetError.js';
import type { KnownContents } from './knownContents.js';

const ALL_ROWS: RowRange = { from: 1, to: Number.POSITIVE_INFINITY };

/**
 * Dataset files of this machine: CSV (`.csv`, `.tsv`) and JSON Lines (`.jsonl`, `.ndjson`), in UTF-8,
 * UTF-16 or Windows-1252.
 */
export function createDatasetFiles(): DatasetFiles {
  let known: KnownContents | undefined;
  let indexed: IndexedRows | undefined;
  const contents = async (): Promise<KnownContents> => {
    const { createKnownContents } = await import('./knownContents.js');
    return (known ??= createKnownContents());
  };
  return {
    async describe(path, signal) {
      try {
        signal?.throwIfAborted();
        const { describeFile } = await import('../engine/describeFile.js');
        return await describeFile(path, await contents(), signal);
      } catch (error) {
        throw datasetError(error, path, signal);
      }
    },
    async *rows(path, range, signal) {
      try {
        const { createIndexedRows } = await import('../scan/indexedRows.js');
        indexed ??= createIndexedRows(await contents());
        yield* indexed.rows(path, range ?? ALL_ROWS, signal);
      } catch (error) {
        throw datasetError(error, path, signal);
      }
    },
  };
}
