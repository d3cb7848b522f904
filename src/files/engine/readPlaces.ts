import type { ReadRow } from '../../core/dataset/rows/readRow.js';
import type { PlaceRange } from '../../core/dataset/writing/writeRequest.js';
import type { TableContent } from '../dataset/tableContent.js';
import type { RowList } from './rowList.js';

/** How rows are read, from one number to another: `read` or `lookAt` of a content. */
type ReadStretch = TableContent['read'];

interface Reading {
  readonly read: ReadStretch;
  readonly signal?: AbortSignal | undefined;
}

/** The rows at places of a list, from 1, as far as there are any. */
export async function readPlaces(
  list: RowList,
  { from, to }: PlaceRange,
  how: Reading,
): Promise<ReadRow[]> {
  const numbers: number[] = [];
  for (let place = from; place <= Math.min(to, list.size); place += 1) {
    const row = list.at(place);
    if (row !== undefined) numbers.push(row);
  }
  return readNumbers(numbers, how);
}

/** The rows of these numbers, in this order. */
async function readNumbers(
  numbers: readonly number[],
  { read, signal }: Reading,
): Promise<ReadRow[]> {
  const found = new Map<number, ReadRow | undefined>(numbers.map((row) => [row, undefined]));
  for (const stretch of stretches([...numbers].sort((a, b) => a - b))) {
    signal?.throwIfAborted();
    for await (const rows of read(stretch.from, stretch.to)) {
      for (const row of rows) if (found.has(row.row)) found.set(row.row, row);
    }
  }
  return numbers.flatMap((row) => found.get(row) ?? []);
}

/**
 * Rows that are nearer than this are read together: each reading of the file takes a whole stretch of
 * it, which costs as much as a dozen rows.
 */
const NEAR = 16;

function stretches(rows: readonly number[]): PlaceRange[] {
  const found: { from: number; to: number }[] = [];
  for (const row of rows) {
    const last = found.at(-1);
    if (last && row - last.to <= NEAR) last.to = row;
    else found.push({ from: row, to: row });
  }
  return found;
}

/** Rows of a list that do not lie together in the file are read so many at a time. */
const BATCH = 500;

/** The rows of a list in its order, some at a time: those at places, or all. */
export async function* rowsOfList(
  list: RowList,
  how: Reading & {
    /** The list is in the order of the file. */
    readonly isFileOrder: boolean;
    readonly places?: readonly PlaceRange[] | undefined;
  },
): AsyncGenerator<readonly ReadRow[], void, undefined> {
  const { places = [{ from: 1, to: list.size }], isFileOrder, read, signal } = how;
  let scattered: number[] = [];
  for (const { from, to } of places) {
    const last = Math.min(to, list.size);
    const [first = 0, final = 0] = [list.at(from), list.at(last)];
    if (isFileOrder && last - from >= BATCH && final - first === last - from) {
      yield await readNumbers(scattered, how);
      scattered = [];
      for await (const rows of read(first, final)) {
        signal?.throwIfAborted();
        yield rows;
      }
      continue;
    }
    for (let place = from; place <= last; place += 1) {
      const row = list.at(place);
      if (row !== undefined) scattered.push(row);
      if (scattered.length < BATCH) continue;
      yield await readNumbers(scattered, how);
      scattered = [];
    }
  }
  yield await readNumbers(scattered, how);
}
