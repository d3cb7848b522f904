import type { OnProgress } from '../../core/dataset/openDataset.js';
import type { RowOrder } from '../../core/dataset/query/rowQuery.js';
import { createRowSet } from '../../core/dataset/rows/rowSet.js';
import type { TableContent } from '../dataset/tableContent.js';
import type { SortKeys } from '../scan/sortKeyScan.js';
import { createKeyRuns } from './keyRuns.js';
import type { RowList } from './rowList.js';
import { scanChunks } from './scanChunks.js';
import type { ScanJob } from './scanJob.js';
import { scanAll } from './scanPool.js';
import type { ScannerSource } from './scanPool.js';

/** Of the whole work, the part that reading the keys is. */
const READING = 0.8;

/**
 * The rows of a list in the order of a column: numbers by value, then texts without regard to case
 * (by their first 1,024 bytes), or the other way round; rows without a value come last, equal ones in
 * the order of the file.
 */
export async function sortRows(
  content: TableContent,
  source: ScannerSource,
  options: {
    readonly order: RowOrder;
    readonly rows: RowList;
    readonly signal: AbortSignal;
    readonly onProgress: OnProgress;
  },
): Promise<Uint32Array> {
  const { order, rows, signal, onProgress } = options;
  const runs = createKeyRuns({ ...order, mostRows: content.rows() });
  const without = createRowSet();
  const { path, stamp, form } = content;
  const job: ScanJob = { path, stamp, form, work: { kind: 'keys', column: order.column } };
  const isAll = rows.size === content.rows();
  try {
    await scanAll(source, job, {
      chunks: scanChunks(content),
      signal,
      async onChunk(result) {
        // The scanner of this work gives the keys of each group.
        for (const { row: first, bytes, starts } of result as readonly SortKeys[]) {
          for (let at = 0; at + 1 < starts.length; at += 1) {
            const row = first + at;
            if (!isAll && rows.placeOf(row) === undefined) continue;
            const [from = 0, to = 0] = [starts[at], starts[at + 1]];
            if (from === to) without.add(row);
            else {
              const spilling = runs.add(row, bytes.subarray(from, to));
              if (spilling) await spilling;
            }
          }
          const done = first + starts.length - 2;
          onProgress({ share: (READING * done) / content.rows(), count: done });
        }
      },
    });
    const sorted = new Uint32Array(rows.size);
    let place = 0;
    for await (const row of runs.sorted()) {
      sorted[place] = row;
      place += 1;
      if (place % 65_536 !== 0) continue;
      signal.throwIfAborted();
      onProgress({ share: READING + ((1 - READING) * place) / sorted.length, count: place });
    }
    for (const row of without) {
      sorted[place] = row;
      place += 1;
    }
    return sorted;
  } finally {
    await runs.close();
  }
}
