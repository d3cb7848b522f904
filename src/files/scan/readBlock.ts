import type { FileHandle } from 'node:fs/promises';

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
