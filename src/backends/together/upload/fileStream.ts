import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import { UserError } from '../../../core/userError.js';
import { t } from '../../../l10n/t.js';

/** Large enough that the streams between here and the socket cost little; what is freed late stays small. */
const PIECE_BYTES = 128 * 1024;

/** A file as it is to be sent. */
export interface FileAtRest {
  readonly path: string;
  readonly bytes: number;
  /** When it was changed last, in milliseconds since 1970. */
  readonly mtimeMs: number;
}

/**
 * The bytes of a file, read as they are taken: one piece ahead. Fails with `UserError` of kind `dataset`
 * where the file is another by now.
 */
export function fileStream({ path, bytes, mtimeMs }: FileAtRest): ReadableStream<Uint8Array> {
  let file: FileHandle | undefined;
  let at = 0;
  const close = async (): Promise<void> => {
    const opened = file;
    file = undefined;
    await opened?.close();
  };
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      try {
        file ??= await open(path);
        const piece = new Uint8Array(Math.min(PIECE_BYTES, bytes - at));
        const { bytesRead } = await file.read(piece, 0, piece.length, at);
        at += bytesRead;
        const now = await file.stat();
        if (now.mtimeMs !== mtimeMs || now.size !== bytes || bytesRead === 0) throw changed(path);
        controller.enqueue(piece.subarray(0, bytesRead));
        if (at < bytes) return;
        await close();
        controller.close();
      } catch (error) {
        await close();
        throw error;
      }
    },
    cancel: close,
  });
}

function changed(path: string): UserError {
  const message = t(
    '{0} changed while it was uploaded; try again when it is at rest.',
    basename(path),
  );
  return new UserError('dataset', message);
}
