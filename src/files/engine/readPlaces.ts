import type { ReadRow } from '../../core/dataset/readRow.js';
import type { PlaceRange } from '../../core/dataset/writeRequest.js';
import type { TableContent } from '../dataset/tableContent.js';
import type { RowList } from './rowList.js';

/** How rows are read, from one number to another: `read` or `lookAt` of a content. */
type ReadStretch = TableContent['read'];

/** The rows at places of a list, from 1, as far as there are any. */
export async function readPlaces(
  list: RowList,
  { from, to }: PlaceRange,
  how: { readonly read: ReadStretch; readonly signal?: AbortSignal | undefined },
): Promise<ReadRow[]> {
  const numbers: number[] = [];
  for (let place = from; place <= Math.min(to, list.size); place += 1) {
    const row = list.at(place);
    if (row !== undefined) numbers.push(row);
  }
  const found = new Map<number, ReadRow>();
  for (const stretch of stretches([...numbers].sort((a, b) => a - b))) {
    how.signal?.throwIfAborted();
    for await (const rows of how.read(stretch.from, stretch.to)) {
      for (const row of rows) found.set(row.row, row);
    }
  }
  return numbers.flatMap((row) => found.get(row) ?? []);
}

/** Rows that are nearer than this are read together: it takes one reading of the file. */
const NEAR = 4;

function stretches(rows: readonly number[]): PlaceRange[] {
  const found: { from: number; to: number }[] = [];
  for (const row of rows) {
    const last = found.at(-1);
    if (last && row - last.to <= NEAR) last.to = row;
    else found.push({ from: row, to: row });
  }
  return found;
}

/** Rows of a list that does not lie together in the file are read so many at a time. */
const BATCH = 500;

/** The rows of a list in its order, some at a time: those at places, or all. */
export async function* rowsOfList(
  list: RowList,
  how: {
    readonly read: ReadStretch;
    /** The list is in the order of the file. */
    readonly isFileOrder: boolean;
    readonly places?: readonly PlaceRange[] | undefined;
    readonly signal?: AbortSignal | undefined;
  },
): AsyncGenerator<readonly ReadRow[], void, undefined> {
  const { places = [{ from: 1, to: list.size }], isFileOrder, read, signal } = how;
  for (const { from, to } of places) {
    const last = Math.min(to, list.size);
    const [first, final] = [list.at(from), list.at(last)];
    if (first === undefined || final === undefined) continue;
    if (isFileOrder && final - first === last - from) {
      for await (const rows of read(first, final)) {
        signal?.throwIfAborted();
        yield rows;
      }
      continue;
    }
    for (let at = from; at <= last; at += BATCH) {
      yield await readPlaces(list, { from: at, to: Math.min(last, at + BATCH - 1) }, how);
    }
  }
}
