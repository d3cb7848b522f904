import type { ReadRow } from '../../core/dataset/readRow.js';
import type { TableContent } from '../dataset/tableContent.js';
import type { RowList } from './rowList.js';

interface Places {
  /** From 1, both included. */
  readonly from: number;
  readonly to: number;
  readonly signal?: AbortSignal | undefined;
}

/** The rows at places of a list, as far as there are any, each with all that is odd about it. */
export async function readPlaces(
  content: TableContent,
  list: RowList,
  { from, to, signal }: Places,
): Promise<ReadRow[]> {
  const numbers: number[] = [];
  for (let place = from; place <= Math.min(to, list.size); place += 1) {
    const row = list.at(place);
    if (row !== undefined) numbers.push(row);
  }
  const found = new Map<number, ReadRow>();
  for (const stretch of stretches([...numbers].sort((a, b) => a - b))) {
    signal?.throwIfAborted();
    for await (const rows of content.lookAt(stretch.from, stretch.to)) {
      for (const row of rows) found.set(row.row, row);
    }
  }
  return numbers.flatMap((row) => found.get(row) ?? []);
}

/** Rows that are nearer than this are read together: it takes one reading of the file. */
const NEAR = 4;

function stretches(rows: readonly number[]): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (const row of rows) {
    const last = found.at(-1);
    if (last && row - last.to <= NEAR) last.to = row;
    else found.push({ from: row, to: row });
  }
  return found;
}
