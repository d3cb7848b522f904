import { link, open, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createRedactedStream } from '../core/redaction/redactStream.js';
import { UserError } from '../core/userError.js';
import { t } from '../l10n/t.js';
import { renameOver, syncFolder, temporaryBeside } from './atomicWrite.js';
import { errorCode, storageError } from './storageError.js';

/**
 * A file that is written beside its place and stands there only once it is whole. Known keys are taken
 * out of it.
 */
export interface NewFile {
  readonly path: string;
  /** A promise where the caller should wait before it goes on. */
  write(text: string): Promise<void> | undefined;
  /** Makes the content durable and gives it its name. A file that came there meanwhile stays. */
  finish(): Promise<void>;
  /** Removes all that was written, also what was finished. */
  discard(): Promise<void>;
}

/** What a disk is asked, as in `node:fs/promises`. */
export interface Disk {
  readonly open: typeof open;
  readonly link: typeof link;
}

/** Bytes that are held back to be written at once. A split dataset holds many of them. */
const CHUNK = 64 * 1024;
/** UTF-8 takes no more for a unit of UTF-16. */
const BYTES_A_UNIT = 3;

/**
 * Begins a file at an absolute path where there is none yet; its folder must be there. Then and later
 * throws `UserError`: `usage` where a file is there, `not_found` for the folder, else `storage`.
 */
export async function createNewFile(path: string, disk: Disk = { open, link }): Promise<NewFile> {
  const told = (error: unknown) => storageError(error, { doing: 'write', path });
  await refuseTaken(path);
  const temporary = temporaryBeside(path);
  const file = await disk.open(temporary, 'wx').catch((error: unknown) => {
    throw told(error);
  });
  const clean = createRedactedStream();
  let chunk: Buffer = Buffer.allocUnsafe(CHUNK);
  const spare: Buffer[] = [];
  let length = 0;
  let writing = Promise.resolve();
  let state: 'open' | 'closed' | 'finished' = 'open';

  /** One chunk is on its way while the next is made. */
  const send = (bytes: Uint8Array): Promise<void> => {
    const before = writing;
    writing = before.then(() =>
      file.writeFile(bytes).catch((error: unknown) => {
        throw told(error);
      }),
    );
    // Who waits for the next chunk, or for the end, is told.
    writing.catch(() => undefined);
    return before;
  };

  const flush = (): Promise<void> => {
    const full = chunk;
    const before = send(full.subarray(0, length));
    void writing.then(
      () => spare.push(full),
      () => undefined,
    );
    chunk = spare.pop() ?? Buffer.allocUnsafe(CHUNK);
    length = 0;
    return before;
  };

  const add = (text: string): Promise<void> | undefined => {
    const most = BYTES_A_UNIT * text.length;
    const before = length + most > CHUNK ? flush() : undefined;
    if (most > CHUNK) return send(Buffer.from(text));
    length += chunk.write(text, length);
    return before;
  };

  const close = async (): Promise<void> => {
    if (state !== 'open') return;
    state = 'closed';
    await file.close();
  };

  return {
    path,
    write: (text) => add(clean.push(text)),
    async finish() {
      try {
        void add(clean.end());
        void flush();
        await writing;
        await file.sync();
        await close();
        await giveName({ temporary, path, disk });
        state = 'finished';
        await syncFolder(dirname(path));
      } catch (error) {
        throw told(error);
      }
    },
    async discard() {
      await writing.catch(() => undefined);
      await close().catch(() => undefined);
      await rm(temporary, { force: true });
      if (state === 'finished') await rm(path, { force: true });
    },
  };
}

async function refuseTaken(path: string): Promise<void> {
  if (await stat(path).catch(() => undefined)) throw taken(path);
  const folder = dirname(path);
  if (!(await stat(folder).catch(() => undefined))?.isDirectory()) {
    throw new UserError(
      'not_found',
      t('There is no folder {0}; make it, or choose another place for the file.', folder),
    );
  }
}

function taken(path: string): UserError {
  return new UserError(
    'usage',
    t('{0} is there already and stays as it is; choose another name, or remove it first.', path),
  );
}

/** A rename would take the place of a file that came meanwhile; a second name for it does not. */
async function giveName({
  temporary,
  path,
  disk,
}: {
  readonly temporary: string;
  readonly path: string;
  readonly disk: Disk;
}): Promise<void> {
  try {
    await disk.link(temporary, path);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw taken(path);
    await renameToFree(temporary, path);
    return;
  }
  await rm(temporary, { force: true });
}

/** For file systems where a file has one name only: the new one is taken by an empty file first. */
async function renameToFree(temporary: string, path: string): Promise<void> {
  const place = await open(path, 'wx').catch((error: unknown) => {
    throw errorCode(error) === 'EEXIST' ? taken(path) : error;
  });
  await place.close();
  try {
    await renameOver(temporary, path);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}
