import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import type { BigIntStats } from 'node:fs';
import { readBlock } from './readBlock.js';

/** What tells one content of a file from another without reading it. */
export interface FileStamp {
  readonly size: number;
  /** Of the last change, in nanoseconds. */
  readonly modified: bigint;
  /** Of the file itself: another one of the same name has another. */
  readonly inode: bigint;
}

export function stampOf({ size, mtimeNs, ino, dev }: BigIntStats): FileStamp {
  return { size: Number(size), modified: mtimeNs, inode: (dev << 64n) + ino };
}

export function isSameStamp(left: FileStamp, right: FileStamp): boolean {
  return isSameFile(left, right) && left.size === right.size && left.modified === right.modified;
}

export function isSameFile(left: FileStamp, right: FileStamp): boolean {
  return left.inode === right.inode;
}

const PROBE_BYTES = 4096;
const PROBES = 16;

/**
 * Digest of samples from all over the first `size` bytes: a file that was only appended to still has
 * them. An edit in its midst that moves what follows does not.
 */
export async function probe(file: FileHandle, size: number): Promise<string> {
  const hash = createHash('sha256');
  const bytes = Buffer.alloc(PROBE_BYTES);
  for (let count = 0; count <= PROBES; count += 1) {
    const offset = Math.floor((Math.max(0, size - PROBE_BYTES) * count) / PROBES);
    const length = await readBlock(file, bytes.subarray(0, size - offset), offset);
    hash.update(bytes.subarray(0, length));
  }
  return hash.digest('hex');
}
