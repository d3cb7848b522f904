import { open } from 'node:fs/promises';
import type { CompletionKey } from '../../core/judging/completionKey.js';
import { HEAD_BYTES, readHead } from './segmentLine.js';

const NEWLINE = 0x0a;
const BLOCK = 1024 * 1024;

interface ScannedLine {
  readonly key: CompletionKey;
  /** Offset of its first byte in the file. */
  readonly at: number;
  /** Without the line feed. */
  readonly bytes: number;
}

/**
 * Goes through the lines of a segment from the offset `from`, where a line begins, and tells of each
 * that has a key and an end; no line is held whole. Resolves to the offset behind the last whole line.
 * Throws what the file system throws.
 */
export async function scanSegment(
  path: string,
  from: number,
  onLine: (line: ScannedLine) => void,
): Promise<number> {
  const file = await open(path, 'r');
  try {
    const block = Buffer.allocUnsafe(BLOCK);
    /** The start of a line that began in an earlier block. */
    let head = Buffer.alloc(0);
    let lineAt = from;
    for (let offset = from; ;) {
      const { bytesRead } = await file.read(block, 0, BLOCK, offset);
      if (bytesRead === 0) return lineAt;
      const bytes = block.subarray(0, bytesRead);
      let start = 0;
      for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
        const line = bytes.subarray(start, end);
        const key = readHead(head.length === 0 ? line : joinHead(head, line));
        const next = offset + end + 1;
        if (key) onLine({ key, at: lineAt, bytes: next - 1 - lineAt });
        head = Buffer.alloc(0);
        lineAt = next;
        start = end + 1;
      }
      head = joinHead(head, bytes.subarray(start));
      offset += bytesRead;
    }
  } finally {
    await file.close();
  }
}

/** Of a line no more than its head is ever copied. */
function joinHead(head: Buffer, more: Buffer): Buffer<ArrayBuffer> {
  return Buffer.concat([head, more.subarray(0, Math.max(0, HEAD_BYTES - head.length))]);
}
