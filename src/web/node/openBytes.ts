import * as vscode from 'vscode';
import { fileUri } from '../../ui/fileUri.js';
import { fileFault, systemError } from './fileFault.js';
import { statsOf, type FileStats } from './fileStats.js';

/** Bytes of a file that a browser holds in memory; it can read no part of one. */
const MOST_BYTES = 100 * 1024 ** 2;

/** Of Node's `FileHandle` what reading needs. */
export interface OpenBytes {
  stat(options?: { bigint?: boolean }): Promise<FileStats>;
  /** Position null: goes on where the last such reading ended. */
  read(
    into: Uint8Array,
    offset: number,
    length: number,
    position: number | null,
  ): Promise<{ readonly bytesRead: number; readonly buffer: Uint8Array }>;
  close(): Promise<void>;
}

/**
 * Opens a file for reading. Its content is asked for with the first reading, once, and let go of when
 * it is closed.
 */
export async function openBytes(path: string): Promise<OpenBytes> {
  const uri = fileUri(path);
  const about = async (): Promise<FileStats> =>
    fileFault(path, async () => statsOf(await vscode.workspace.fs.stat(uri)));
  await about();
  let content: Promise<Uint8Array> | undefined;
  let at = 0;

  async function read(): Promise<Uint8Array> {
    const found = await about();
    if (found.isDirectory()) throw systemError('EISDIR', path);
    if (found.size > MOST_BYTES) throw systemError('EFBIG', path);
    return fileFault(path, () => Promise.resolve(vscode.workspace.fs.readFile(uri)));
  }

  return {
    stat: about,
    async read(into, offset, length, position) {
      const bytes = await (content ??= read());
      const start = position ?? at;
      const part = bytes.subarray(start, start + Math.min(length, into.length - offset));
      into.set(part, offset);
      if (position === null) at += part.length;
      return { bytesRead: part.length, buffer: into };
    },
    close() {
      content = undefined;
      return Promise.resolve();
    },
  };
}
