import type { DatasetRow, RowRange } from '../../core/dataset/dataset.js';
import type { ReadRow } from '../../core/dataset/rows/readRow.js';
import { DatasetFault, clause } from '../dataset/datasetFault.js';
import type { KnownContents } from '../dataset/knownContents.js';
import { openContent } from '../dataset/tableContent.js';
import { ChangedContent } from './changedContent.js';
import { isSameStamp } from './fileStamp.js';
import type { FileStamp } from './fileStamp.js';

/**
 * Rows from anywhere in a file, without reading what stands before them: its index is made by the
 * first call, kept, gone on from when the file grew and made anew when it changed.
 */
export interface IndexedRows {
  /** Throws `DatasetFault` at a row that can't be read, and `ChangedContent`. */
  rows(
    path: string,
    range: RowRange,
    options?: RowsOptions,
  ): AsyncGenerator<DatasetRow, void, undefined>;
}

interface RowsOptions {
  readonly signal?: AbortSignal | undefined;
  /** Of the content that is meant; absent: whatever the file is. */
  readonly stamp?: FileStamp | undefined;
}

export function createIndexedRows(known: KnownContents): IndexedRows {
  return {
    async *rows(path, range, { signal, stamp } = {}) {
      const content = await openContent(path, known.get(path));
      let next = Math.max(1, range.from);
      try {
        // The file stays open over all pages: one that takes its name is not mixed in.
        for (;;) {
          signal?.throwIfAborted();
          if (stamp && !isSameStamp(stamp, await content.stampNow())) throw new ChangedContent();
          const last = Math.min(range.to, content.rows());
          for await (const rows of content.read(next, last)) {
            // After it was read: a change before that is seen by now.
            if (stamp && !isSameStamp(stamp, await content.stampNow())) throw new ChangedContent();
            yield* usable(rows, signal);
          }
          next = Math.max(next, last + 1);
          if (next > range.to || content.index().isComplete) break;
          await content.indexOn();
        }
        known.keep(content);
      } finally {
        await content.file.close();
      }
    },
  };
}

function* usable(
  rows: readonly ReadRow[],
  signal: AbortSignal | undefined,
): Generator<DatasetRow, void, undefined> {
  for (const { row, values, source, line, broken } of rows) {
    signal?.throwIfAborted();
    if (broken) throw new DatasetFault(line, clause(broken.message));
    yield { row, values, ...(source !== undefined && { source }) };
  }
}
