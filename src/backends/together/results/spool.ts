import { mkdtemp, open, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../../core/userError.js';
import { t } from '../../../l10n/t.js';
import type { FileAtRest } from '../upload/fileStream.js';

/** A file of this machine's temporary folder that only its owner reads; made when it is needed. */
interface Spool {
  /** Undefined where nothing was written, or not to its end. */
  readonly file: FileAtRest | undefined;
  /** Throws `UserError` of kind `storage`. */
  append(pieces: readonly Uint8Array[]): Promise<void>;
  end(): Promise<void>;
  remove(): Promise<void>;
}

export function createSpool(): Spool {
  let folder: string | undefined;
  let path = '';
  let handle: FileHandle | undefined;
  let file: FileAtRest | undefined;
  const close = async (): Promise<void> => {
    const held = handle;
    handle = undefined;
    await held?.close();
  };
  return {
    get file() {
      return file;
    },
    async append(pieces) {
      try {
        if (!handle) {
          folder = await mkdtemp(join(tmpdir(), 'gavel-upload-'));
          path = join(folder, 'rows.jsonl');
          handle = await open(path, 'wx', 0o600);
        }
        for (const piece of pieces) await handle.appendFile(piece);
      } catch (cause) {
        const message = t(
          "The rows to upload can't be written to {0}; free some space there and try again.",
          tmpdir(),
        );
        throw new UserError('storage', message, { cause });
      }
    },
    async end() {
      const { size: bytes, mtimeMs } = (await handle?.stat()) ?? {};
      if (bytes !== undefined && mtimeMs !== undefined) file = { path, bytes, mtimeMs };
      await close();
    },
    async remove() {
      await close();
      if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}
