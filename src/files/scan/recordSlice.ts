import type { FileHandle } from 'node:fs/promises';
import { createRecordScan } from './recordScan.js';
import type { Checkpoint, RecordScan } from './recordScan.js';
import type { RecordIndex } from './recordIndex.js';

/** Whole records of a file, one after the other. */
export interface RecordSlice {
  readonly bytes: Buffer;
  /** Of the first record, from 1. */
  readonly line: number;
}

/**
 * The bytes of records `first` to `last`, counted from 0 with the header of CSV, as far as there are
 * any. One read of the stretch between two checkpoints, scanned for where the records begin.
 */
export async function recordSlice(
  file: FileHandle,
  index: RecordIndex,
  { first, last }: { readonly first: number; readonly last: number },
): Promise<RecordSlice | undefined> {
  const { checkpoints, end, delimiter } = index;
  if (first >= end.records || last < first) return undefined;
  const from = checkpoints[lastAtOrBefore(checkpoints, first)];
  if (!from) return undefined;
  const until = checkpoints[lastAtOrBefore(checkpoints, last) + 1]?.offset ?? end.position;
  const bytes = Buffer.allocUnsafe(until - from.offset);
  const { bytesRead } = await file.read(bytes, 0, bytes.length, from.offset);
  const stretch = bytes.subarray(0, bytesRead);

  const starts = recordStarts(stretch, delimiter, last + 1 - from.records);
  const begin = starts[first - from.records];
  if (!begin) return undefined;
  const stop = starts[last + 1 - from.records]?.offset ?? stretch.length;
  return {
    bytes: stretch.subarray(begin.offset, stop),
    line: from.breaks + begin.breaks + 1,
  };
}

/** Place of the last checkpoint at or before a record. */
function lastAtOrBefore(checkpoints: readonly Checkpoint[], record: number): number {
  let low = 0;
  let high = checkpoints.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((checkpoints[middle]?.records ?? 0) <= record) low = middle;
    else high = middle - 1;
  }
  return low;
}

const scanners = new Map<string | undefined, RecordScan>();

/** Each takes a few hundred microseconds to make; they are used within one turn, never by two. */
function scannerFor(delimiter: string | undefined): RecordScan {
  const scan = scanners.get(delimiter) ?? createRecordScan({ delimiter, every: 1 });
  scanners.set(delimiter, scan);
  return scan;
}

/** Where each record of the bytes begins, up to number `most`, counted from 0. */
function recordStarts(
  bytes: Uint8Array,
  delimiter: string | undefined,
  most: number,
): readonly Checkpoint[] {
  const scan = scannerFor(delimiter);
  scan.restart();
  const starts: Checkpoint[] = [];
  const size = scan.buffer.length;
  for (let at = 0; at < bytes.length && starts.length <= most; at += size) {
    const part = bytes.subarray(at, at + size);
    scan.buffer.set(part);
    for (const start of scan.scan(part.length)) starts.push(start);
  }
  return starts;
}
