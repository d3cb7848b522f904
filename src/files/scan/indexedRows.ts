import { open } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { columnNames } from '../../core/dataset/columnNames.js';
import type { DatasetRow, RowRange } from '../../core/dataset/dataset.js';
import { csvRecords } from '../dataset/csvRecords.js';
import { csvValues } from '../dataset/csvRows.js';
import { jsonlRows } from '../dataset/jsonlRows.js';
import { indexRecords, isSameStamp, stampOf } from './recordIndex.js';
import type { RecordIndex } from './recordIndex.js';
import { recordSlice } from './recordSlice.js';

const KEPT_INDEXES = 20;
/** Rows read at a time of a range without end. */
const PAGE = 1000;

/**
 * Rows from anywhere in a file, without reading what stands before them: its index is made by the
 * first call, kept, gone on from when the file grew and made anew when it changed.
 */
export interface IndexedRows {
  rows(
    file: { readonly path: string; readonly delimiter: string | undefined },
    range: RowRange,
    signal?: AbortSignal,
  ): AsyncGenerator<DatasetRow, void, undefined>;
}

export function createIndexedRows(): IndexedRows {
  // A Map keeps the order of insertion: re-inserting an index makes it the most recent.
  const indexes = new Map<string, RecordIndex>();

  const keep = (path: string, index: RecordIndex): void => {
    indexes.delete(path);
    indexes.set(path, index);
    for (const old of indexes.keys()) {
      if (indexes.size <= KEPT_INDEXES) break;
      indexes.delete(old);
    }
  };

  return {
    async *rows({ path, delimiter }, range, signal) {
      const file = await open(path);
      try {
        const known = indexes.get(path);
        const stamp = await stampOf(file);
        const index =
          known && known.delimiter === delimiter && isSameStamp(known.stamp, stamp)
            ? known
            : await indexRecords(file, { delimiter, known, signal });
        keep(path, index);
        // The file stays open over all pages: one that takes its name is not mixed in.
        const header = delimiter === undefined ? 0 : 1;
        const columns = delimiter === undefined ? [] : await headerOf(file, index, delimiter);
        const last = Math.min(range.to, index.end.records - header);
        for (let from = Math.max(1, range.from); from <= last; from += PAGE) {
          signal?.throwIfAborted();
          const to = Math.min(last, from + PAGE - 1);
          const place = { first: from - 1 + header, last: to - 1 + header };
          const slice = await recordSlice(file, index, place);
          if (!slice) return;
          const bytes = Readable.from([slice.bytes]);
          if (delimiter === undefined) {
            const before = { rows: from - 1, lines: slice.line - 1 };
            yield* jsonlRows(bytes, { from, to }, before);
            continue;
          }
          let row = from;
          for await (const { fields } of csvRecords(bytes, delimiter, slice.line)) {
            yield { row, values: csvValues(columns, fields) };
            row += 1;
          }
        }
      } finally {
        await file.close();
      }
    },
  };
}

async function headerOf(
  file: Awaited<ReturnType<typeof open>>,
  index: RecordIndex,
  delimiter: string,
): Promise<readonly string[]> {
  const slice = await recordSlice(file, index, { first: 0, last: 0 });
  if (!slice) return [];
  for await (const { fields } of csvRecords(Readable.from([slice.bytes]), delimiter)) {
    return columnNames(fields);
  }
  return [];
}
