import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { byteOrderMark, readBlock } from './readBlock.js';
import { createRecordScan, SCAN_START } from './recordScan.js';
import type { Checkpoint, ScanState } from './recordScan.js';

/** Bytes between checkpoints: what reading one row costs at most, but for long rows. */
const EVERY = 64 * 1024;
const ENDS = 4096;

/** What tells one content of a file from another without reading it. */
export interface FileStamp {
  readonly size: number;
  readonly mtimeMs: number;
  /** Of the file itself: another one of the same name has another. */
  readonly inode: number;
}

/** Where the records of a file begin, sparsely: enough to find any by reading one stretch. */
export interface RecordIndex {
  readonly stamp: FileStamp;
  /** CSV only. */
  readonly delimiter: string | undefined;
  /** In order of the file. Empty for a file without records. */
  readonly checkpoints: readonly Checkpoint[];
  /** At the end of the file. */
  readonly end: ScanState;
  /** SHA-256 of the first and the last bytes: a file that grew must still have them. */
  readonly ends: string;
}

export async function stampOf(file: FileHandle): Promise<FileStamp> {
  const { size, mtimeMs, ino } = await file.stat();
  return { size, mtimeMs, inode: ino };
}

export function isSameStamp(left: FileStamp, right: FileStamp): boolean {
  return left.size === right.size && left.mtimeMs === right.mtimeMs && left.inode === right.inode;
}

/**
 * Reads the file once, in blocks of 1 MB. A `known` index of the same file before it grew is gone on
 * from; of a file that became another it is of no use.
 */
export async function indexRecords(
  file: FileHandle,
  options: {
    readonly delimiter: string | undefined;
    readonly known?: RecordIndex | undefined;
    readonly signal?: AbortSignal | undefined;
  },
): Promise<RecordIndex> {
  const { delimiter, signal } = options;
  const stamp = await stampOf(file);
  const known = await stillTrue(options, stamp, file);
  const from = known?.end ?? { ...SCAN_START, position: (await byteOrderMark(file)).length };
  const scan = createRecordScan({ delimiter, every: EVERY, from });
  const checkpoints = [...(known?.checkpoints ?? [])];
  for (;;) {
    signal?.throwIfAborted();
    const at = scan.state().position;
    // What is appended meanwhile belongs to the next index.
    const block = scan.buffer.subarray(0, Math.max(0, stamp.size - at));
    const length = await readBlock(file, block, at);
    if (length === 0) break;
    checkpoints.push(...scan.scan(length));
  }
  return { stamp, delimiter, checkpoints, end: scan.state(), ends: await endsOf(file, stamp.size) };
}

async function stillTrue(
  { delimiter, known }: { delimiter: string | undefined; known?: RecordIndex | undefined },
  stamp: FileStamp,
  file: FileHandle,
): Promise<RecordIndex | undefined> {
  if (!known || known.delimiter !== delimiter || known.stamp.inode !== stamp.inode)
    return undefined;
  if (known.stamp.size > stamp.size) return undefined;
  return (await endsOf(file, known.stamp.size)) === known.ends ? known : undefined;
}

async function endsOf(file: FileHandle, size: number): Promise<string> {
  const hash = createHash('sha256');
  for (const start of [0, Math.max(0, size - ENDS)]) {
    const bytes = Buffer.alloc(Math.min(ENDS, size - start));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, start);
    hash.update(bytes.subarray(0, bytesRead));
  }
  return hash.digest('hex');
}
