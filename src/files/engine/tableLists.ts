import type { OnProgress } from '../../core/dataset/openDataset.js';
import type { RowFilter, RowQuery } from '../../core/dataset/query/rowQuery.js';
import { createRowSet } from '../../core/dataset/rows/rowSet.js';
import type { RowSet } from '../../core/dataset/rows/rowSet.js';
import type { TableContent } from '../dataset/tableContent.js';
import { allRows, rowsInOrder, rowsOfSet } from './rowList.js';
import type { RowList } from './rowList.js';
import { scanChunks } from './scanChunks.js';
import type { ScanJob } from './scanJob.js';
import { scanAll } from './scanPool.js';
import type { ScannerSource } from './scanPool.js';
import { shareWork } from './sharedWork.js';
import type { SharedWork } from './sharedWork.js';
import { sortRows } from './sortRows.js';

const KEPT = 8;

interface MadeList {
  /** What there is of it by now. */
  list: RowList;
  /** Its rows, where they are in the order of the file. */
  readonly set?: RowSet;
}

/** A list that is being made. */
type ListMaking = SharedWork<MadeList>;

/** The lists of one content; the latest are kept. */
export interface TableLists {
  /** Undefined for the list of all rows, which needs no making. */
  making(query: RowQuery): ListMaking | undefined;
  /** The list as far as it is made: an order shows at its end only. */
  current(query: RowQuery): RowList;
  stop(reason: unknown): void;
}

export function createTableLists(
  content: TableContent,
  source: ScannerSource,
  indexed: () => Promise<void>,
): TableLists {
  // A Map keeps the order of insertion: re-inserting a list makes it the most recent.
  const made = new Map<string, ListMaking>();
  const everything = allRows(content.rows);

  const keep = (key: string, making: ListMaking): ListMaking => {
    made.delete(key);
    made.set(key, making);
    for (const [old, { isDone }] of made) {
      if (made.size <= KEPT) break;
      if (isDone) made.delete(old);
    }
    return making;
  };

  const filtered = (filters: readonly RowFilter[]): ListMaking => {
    const key = JSON.stringify(filters);
    const known = made.get(key);
    if (known) return keep(key, known);
    const set = createRowSet();
    const run = async (onProgress: OnProgress, signal: AbortSignal): Promise<void> => {
      await indexed();
      await select(filters, set, { onProgress, signal });
    };
    return keep(
      key,
      shareWork<MadeList>({ list: rowsOfSet(set), set }, run, () => made.delete(key)),
    );
  };

  const select = async (
    filters: readonly RowFilter[],
    set: RowSet,
    { onProgress, signal }: { readonly onProgress: OnProgress; readonly signal: AbortSignal },
  ): Promise<void> => {
    const rows = content.rows();
    const { path, stamp, form } = content;
    const job: ScanJob = { path, stamp, form, work: { kind: 'select', filters } };
    await scanAll(source, job, {
      chunks: scanChunks(content),
      signal,
      onChunk(result, chunk) {
        // The scanner of this work gives the rows that meet the filters.
        for (const row of result as Uint32Array) set.add(row);
        const last = chunk.at(-1);
        const done = last ? last.row + last.rows - 1 : 0;
        onProgress({ share: done / rows, count: set.size });
      },
    });
  };

  const ordered = (query: RowQuery): ListMaking | undefined => {
    const { filters, order } = query;
    if (!order) return filters.length > 0 ? filtered(filters) : undefined;
    const key = JSON.stringify(query);
    const known = made.get(key);
    if (known) return keep(key, known);
    const value: MadeList = { list: rowsInOrder(new Uint32Array()) };
    const run = async (onProgress: OnProgress, signal: AbortSignal): Promise<void> => {
      await indexed();
      const chosen = filters.length > 0 ? filtered(filters) : undefined;
      await chosen?.join(({ share }) => onProgress({ share: share / 2, count: 0 }), signal);
      const begun = chosen ? 0.5 : 0;
      value.list = rowsInOrder(
        await sortRows(content, source, {
          order,
          rows: chosen?.value.list ?? everything,
          signal,
          onProgress: ({ share, count }) =>
            onProgress({ share: begun + (1 - begun) * share, count }),
        }),
      );
    };
    return keep(
      key,
      shareWork(value, run, () => made.delete(key)),
    );
  };

  return {
    making: ordered,
    current: (query) => ordered(query)?.value.list ?? everything,
    stop(reason) {
      for (const making of made.values()) making.stop(reason);
    },
  };
}
