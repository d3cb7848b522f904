import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import type { RowDetails } from '../../core/runs/resultRow.js';
import type { Confirm } from '../../core/runs/runStore.js';
import { lineGroups, parseLine } from './jsonlFile.js';
import { fillDetails, mendRows } from './rowFiles.js';
import {
  discardUncommitted,
  openRowPair,
  replaceRowPair,
  type OpenFile,
  type RowPair,
  type RowPaths,
} from './rowPair.js';

/** Lines are gathered up to this size, read in stretches and written at once. */
const BATCH_BYTES = 1024 * 1024;
/** Reads at a time. */
const READERS = 8;
/** Stands for the row of a line that names none: it comes last. */
const NO_ROW = 0xffff_ffff;

/**
 * Puts the lines of both files into the order of the rows they are about; lines without a row come
 * last, lines of the same row stay as they stand. Nothing is written where they are in order. Only
 * for who has the run to itself.
 */
export async function sortRowFiles(folder: string, confirm?: Confirm): Promise<void> {
  const sort = async (pair: RowPair, count: number) => {
    const rows = await rowNumbers(pair.details, count);
    if (isAscending(rows)) return;
    const order = new Uint32Array(rows.length).map((_, line) => line);
    order.sort((a, b) => (rows[a] ?? 0) - (rows[b] ?? 0) || a - b);
    await keepLines(folder, { pair, order, confirm });
  };
  await withWholeRows(folder, sort, confirm);
}

/**
 * Takes out the rows whose details are unwanted and gives their number; the lines of all others stay
 * byte for byte. Only for who has the run to itself.
 */
export async function dropRowLines(
  folder: string,
  isUnwanted: (details: RowDetails) => boolean,
): Promise<number> {
  const { readDetails } = await import('./rowDetails.js'); // brings the schema library
  let dropped = 0;
  await withWholeRows(folder, async (pair, count) => {
    const order = new Uint32Array(count);
    let line = 0;
    let kept = 0;
    for await (const lines of lineGroups(pair.details)) {
      for (const { bytes } of lines) {
        const details = readDetails(parseLine(bytes.toString('utf8')));
        if (!details || !isUnwanted(details)) order[kept++] = line;
        line += 1;
      }
    }
    dropped = count - kept;
    if (dropped > 0) await keepLines(folder, { pair, order: order.subarray(0, kept) });
  });
  return dropped;
}

/** Mends the files and gives them to `work`, as many lines in one as in the other; without details there is none. */
async function withWholeRows(
  folder: string,
  work: (pair: RowPair, lines: number) => Promise<void>,
  confirm?: Confirm,
): Promise<void> {
  await confirm?.();
  await discardUncommitted(folder);
  const { details } = await fillDetails(folder, await mendRows(folder, confirm));
  if (details.lines === 0) return;
  const pair = await openRowPair(folder);
  try {
    await work(pair, details.lines);
  } finally {
    await pair.close();
  }
}

async function rowNumbers(details: OpenFile | undefined, count: number): Promise<Uint32Array> {
  const rows = new Uint32Array(count);
  let line = 0;
  for await (const lines of lineGroups(details)) {
    for (const { bytes } of lines) rows[line++] = rowOf(bytes);
  }
  return rows;
}

/** The runner writes the row first, which spares reading the line. */
function rowOf(bytes: Buffer): number {
  const first = /^\{"row":(\d{1,9})[,}]/.exec(bytes.toString('latin1', 0, 20));
  const row = first ? Number(first[1]) : parseLine(bytes.toString('utf8'))?.['row'];
  const isRow = typeof row === 'number' && Number.isInteger(row) && row > 0 && row < NO_ROW;
  return isRow ? row : NO_ROW;
}

function isAscending(rows: Uint32Array): boolean {
  return rows.every((row, line) => line === 0 || (rows[line - 1] ?? 0) <= row);
}

/** Lines by their number from 0, in the order in which they shall stand. */
function keepLines(
  folder: string,
  kept: {
    readonly pair: RowPair;
    readonly order: Uint32Array;
    readonly confirm?: Confirm | undefined;
  },
): Promise<void> {
  const { pair, order, confirm } = kept;
  const write = async (paths: RowPaths) => {
    await copyLines(pair.results, paths.results, order);
    await copyLines(pair.details, paths.details, order);
  };
  return replaceRowPair(folder, write, confirm);
}

async function copyLines(
  from: OpenFile | undefined,
  path: string,
  order: Uint32Array,
): Promise<void> {
  const to = await open(path, 'wx');
  try {
    if (from) {
      const starts = await lineStarts(from);
      for (let first = 0; first < order.length;) {
        const places = batchFrom(first, { starts, order });
        await to.appendFile(await readBatch(from.handle, places));
        first += places.length;
      }
    }
    await to.datasync();
  } finally {
    await to.close();
  }
}

/** Where each line starts, and behind the last one where it ends. */
async function lineStarts(file: OpenFile): Promise<Float64Array> {
  let starts = new Float64Array(1024);
  let count = 1;
  for await (const lines of lineGroups(file)) {
    if (count + lines.length > starts.length) {
      const more = new Float64Array(2 * (count + lines.length));
      more.set(starts);
      starts = more;
    }
    for (const { end = file.bytes } of lines) starts[count++] = end;
  }
  return starts.subarray(0, count);
}

/** A line's bytes in the old file, and where they go in the batch. */
interface Place {
  readonly from: number;
  readonly length: number;
  readonly to: number;
}

/** The next lines that fit in a batch, at least one. */
function batchFrom(
  first: number,
  { starts, order }: { readonly starts: Float64Array; readonly order: Uint32Array },
): Place[] {
  const places: Place[] = [];
  let bytes = 0;
  for (const line of order.subarray(first)) {
    const from = starts[line] ?? 0;
    const length = (starts[line + 1] ?? from) - from;
    if (places.length > 0 && bytes + length > BATCH_BYTES) break;
    places.push({ from, length, to: bytes });
    bytes += length;
  }
  return places;
}

/** Rows end almost in order: most lines of a batch stand together in the old file too, and are read at once. */
async function readBatch(handle: FileHandle, places: readonly Place[]): Promise<Buffer> {
  const batch = Buffer.allocUnsafe(places.reduce((sum, { length }) => sum + length, 0));
  const stretches: Place[][] = [];
  let end = -1;
  for (const place of places.toSorted((a, b) => a.from - b.from)) {
    if (place.from === end) stretches.at(-1)?.push(place);
    else stretches.push([place]);
    end = place.from + place.length;
  }
  const next = stretches.values();
  const read = async () => {
    for (const stretch of next) await readStretch(handle, stretch, batch);
  };
  await Promise.all(Array.from({ length: READERS }, read));
  return batch;
}

/** Places that follow one on another in the old file. */
async function readStretch(handle: FileHandle, places: readonly Place[], batch: Buffer) {
  const start = places[0]?.from ?? 0;
  const buffer = Buffer.allocUnsafe(places.reduce((sum, { length }) => sum + length, 0));
  for (let done = 0; done < buffer.length;) {
    const { bytesRead } = await handle.read(buffer, done, buffer.length - done, start + done);
    if (bytesRead === 0) throw new Error('a file of rows was cut while it was read');
    done += bytesRead;
  }
  for (const { from, length, to } of places) {
    buffer.copy(batch, to, from - start, from - start + length);
  }
}
