import type { RowFilter, RowOrder } from '../../core/dataset/query/rowQuery.js';
import { createKeyRuns } from '../engine/keyRuns.js';
import type { FieldForm } from '../scan/fieldModule.js';
import { createSelectScan } from '../scan/selectScan.js';
import { createSortKeyScan } from '../scan/sortKeyScan.js';
import { StaleIndex } from '../scan/staleIndex.js';
import type { ByteRange, RowIndex } from './rowIndex.js';
import type { OpenFile } from './rowPair.js';

const JSON_LINES: FieldForm = { columns: [] };
/** Bytes that are looked at together: enough that a block costs no time of its own. */
const BLOCK_BYTES = 1024 * 1024;

/** The rows to look at: a byte for each, 0 for one that does not matter. */
export type Wanted = Uint8Array;

interface ScanOptions {
  readonly index: RowIndex;
  readonly file: OpenFile;
  readonly wanted: Wanted;
  readonly signal?: AbortSignal | undefined;
}

/** Of the rows that are wanted, those that meet every filter: a byte for each row, 1 for such. */
export async function selectLines(
  filters: readonly RowFilter[],
  options: ScanOptions,
): Promise<Wanted> {
  const scan = createSelectScan(JSON_LINES, filters);
  const found = new Uint8Array(options.wanted.length);
  for await (const { first, bytes } of blocks(options)) {
    scan.input(bytes.length).set(bytes);
    for (const row of scan.rows(bytes.length, first + 1)) {
      if (options.wanted[row - 1] === 1) found[row - 1] = 1;
    }
  }
  return found;
}

/** The places of the rows that are wanted in the order of a column of the file; see `SortKeys`. */
export async function sortLines(order: RowOrder, options: ScanOptions): Promise<Uint32Array> {
  const { wanted } = options;
  const scan = createSortKeyScan(JSON_LINES, order.column);
  const runs = createKeyRuns({ ...order, mostRows: wanted.length });
  const without: number[] = [];
  try {
    for await (const { first, count, bytes } of blocks(options)) {
      scan.input(bytes.length).set(bytes);
      const { bytes: keys, starts } = scan.keys(bytes.length, first + 1);
      if (starts.length !== count + 1) throw new StaleIndex();
      for (let place = 0; place < count; place += 1) {
        if (wanted[first + place] !== 1) continue;
        const [from = 0, to = 0] = [starts[place], starts[place + 1]];
        if (from === to) without.push(first + place);
        else await runs.add(first + place, keys.subarray(from, to));
      }
    }
    const sorted: number[] = [];
    for await (const at of runs.sorted()) sorted.push(at);
    return Uint32Array.from([...sorted, ...without]);
  } finally {
    await runs.close();
  }
}

interface Block {
  /** Place of its first row, from 0. */
  readonly first: number;
  readonly count: number;
  readonly bytes: Buffer;
}

/** Stretches of the file with all rows that are wanted, each read while the one before is looked at. */
async function* blocks({ index, file, wanted, signal }: ScanOptions): AsyncGenerator<Block> {
  let next: Promise<Block> | undefined;
  for (const { first, count, at } of blockRanges(index, wanted)) {
    signal?.throwIfAborted();
    const reading = readRange(file, at).then((bytes) => ({ first, count, bytes }));
    // Whoever stops before it is awaited has another reason to tell.
    reading.catch(() => undefined);
    if (next) yield await next;
    next = reading;
  }
  if (next) yield await next;
}

function* blockRanges(
  { result, facts }: RowIndex,
  wanted: Wanted,
): Generator<{ readonly first: number; readonly count: number; readonly at: ByteRange }> {
  const rows = Math.min(wanted.length, facts.size);
  for (let first = wanted.indexOf(1); first >= 0 && first < rows;) {
    const { from } = result(first);
    let count = 1;
    let { to } = result(first);
    // A line that holds no row lies between two that are not neighbours.
    for (let at = first + 1; at < rows; at += 1) {
      const next = result(at);
      if (next.from !== to + 1 || next.to - from > BLOCK_BYTES) break;
      to = next.to;
      count += 1;
    }
    yield { first, count, at: { from, to: to + 1 } };
    first = wanted.indexOf(1, first + count);
  }
}

/** Throws `StaleIndex` where the file ends before. */
export async function readRange({ handle }: OpenFile, { from, to }: ByteRange): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(to - from);
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await handle.read(bytes, length, bytes.length - length, from + length);
    if (bytesRead === 0) throw new StaleIndex();
    length += bytesRead;
  }
  return bytes;
}
