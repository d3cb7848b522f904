import type { DatasetFiles, DatasetInfo, RowRange } from '../../core/dataset/dataset.js';
import { ChangedContent } from '../scan/changedContent.js';
import type { FileStamp } from '../scan/fileStamp.js';
import type { IndexedRows } from '../scan/indexedRows.js';
import { datasetError } from './datasetError.js';
import type { KnownContents } from './knownContents.js';

/** Contents whose digest is remembered. */
const MOST_DIGESTED = 20;
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
  /** What a content's file looked like when its digest was made, by path. */
  const digested = new Map<string, { readonly sha256: string; readonly stamp: FileStamp }>();
  const described = async (path: string, signal?: AbortSignal): Promise<DatasetInfo> => {
    const { describeFile } = await import('../engine/describeFile.js');
    const all = await contents();
    const info = await describeFile(path, all, signal);
    const stamp = all.get(path)?.index.stamp;
    digested.delete(path);
    if (stamp) digested.set(path, { sha256: info.sha256, stamp });
    const [oldest] = digested.size > MOST_DIGESTED ? digested.keys() : [];
    if (oldest !== undefined) digested.delete(oldest);
    return info;
  };
  const stampOfContent = async (
    path: string,
    sha256: string,
    signal: AbortSignal | undefined,
  ): Promise<FileStamp> => {
    if (digested.get(path)?.sha256 !== sha256) await described(path, signal);
    const known = digested.get(path);
    if (known?.sha256 !== sha256) throw new ChangedContent();
    return known.stamp;
  };

  return {
    async describe(path, signal) {
      try {
        signal?.throwIfAborted();
        return await described(path, signal);
      } catch (error) {
        throw datasetError(error, path, signal);
      }
    },
    async *rows(path, range, signal, sha256) {
      try {
        const { createIndexedRows } = await import('../scan/indexedRows.js');
        indexed ??= createIndexedRows(await contents());
        const stamp = sha256 === undefined ? undefined : await stampOfContent(path, sha256, signal);
        yield* indexed.rows(path, range ?? ALL_ROWS, { signal, stamp });
      } catch (error) {
        throw datasetError(error, path, signal);
      }
    },
  };
}
