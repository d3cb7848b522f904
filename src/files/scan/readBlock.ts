import type { FileHandle } from 'node:fs/promises';

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Reads at `position` until `into` is full or the file ends; gives the number of bytes. */
export async function readBlock(
  file: FileHandle,
  into: Uint8Array,
  position: number,
): Promise<number> {
  let length = 0;
  while (length < into.length) {
    const { bytesRead } = await file.read(into, length, into.length - length, position + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return length;
}

/** The byte-order mark of a UTF-8 file, which is no part of the first record; empty without one. */
export async function byteOrderMark(file: FileHandle): Promise<Buffer> {
  const bytes = Buffer.alloc(BYTE_ORDER_MARK.length);
  await readBlock(file, bytes, 0);
  return bytes.equals(BYTE_ORDER_MARK) ? bytes : Buffer.alloc(0);
}
