import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { link, open, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import type { PartFile, PartFileOptions } from '../core/partFile.js';
import { UserError } from '../core/userError.js';
import { renameOver } from './atomicWrite.js';
import { errorCode, storageError } from './storageError.js';

/** Written to by this process. */
const inUse = new Set<string>();

/** Opens the file beside the target into which it is written: `rows.jsonl.1a2b3c4d.part`. */
export async function openPartFile(options: PartFileOptions): Promise<PartFile> {
  const { target, content, replace } = options;
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 8);
  const path = `${target}.${digest}.part`;
  if (inUse.has(path)) {
    const message = `${basename(target)} is being written already; wait until that has ended, or stop it.`;
    throw new UserError('busy', message);
  }
  inUse.add(path);
  try {
    await checkTarget(target, replace);
    const file = await openOrMake(path);
    const { size } = await file.stat();
    return partFile({ path, target, replace, file, held: size });
  } catch (error) {
    inUse.delete(path);
    throw storageError(error, { doing: 'write', path: target });
  }
}

function partFile(part: {
  readonly path: string;
  readonly target: string;
  readonly replace: boolean;
  readonly file: FileHandle;
  readonly held: number;
}): PartFile {
  const { path, target, file } = part;
  let held = part.held;
  let isOpen = true;

  const close = async (): Promise<void> => {
    if (!isOpen) return;
    isOpen = false;
    try {
      await file.close();
      if (held === 0) await rm(path, { force: true });
    } finally {
      inUse.delete(path);
    }
  };
  const doing = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      throw storageError(error, { doing: 'write', path: target });
    }
  };

  return {
    get bytes() {
      return held;
    },
    append: (bytes) =>
      doing(async () => {
        let written = 0;
        while (written < bytes.length) {
          // At its place, not at the end: whoever else writes here writes the same.
          const { bytesWritten } = await file.write(
            bytes,
            written,
            bytes.length - written,
            held + written,
          );
          written += bytesWritten;
        }
        held += bytes.length;
      }),
    restart: () =>
      doing(async () => {
        await file.truncate(0);
        held = 0;
      }),
    finish: () =>
      doing(async () => {
        await file.sync();
        isOpen = false;
        try {
          // Windows moves no file that is open.
          await file.close();
          if (part.replace) await renameOver(path, target);
          else await moveIntoPlace(path, target);
        } finally {
          inUse.delete(path);
        }
      }),
    discard: async () => {
      await close();
      await doing(() => rm(path, { force: true }));
    },
    close,
  };
}

/** Said before anything is read: the end is too late to learn it. */
async function checkTarget(target: string, replace: boolean): Promise<void> {
  const known = await stat(target).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (known?.isDirectory()) {
    throw new UserError('usage', `${target} is a folder; name the file to write in it.`);
  }
  if (known && !replace) throw isThere(target);
}

/** A link in the place of the part would lead elsewhere: it is not followed. */
async function openOrMake(path: string): Promise<FileHandle> {
  // Windows knows no such flag, and makes links for administrators alone.
  const noFollow = process.platform === 'win32' ? 0 : constants.O_NOFOLLOW;
  try {
    return await open(path, constants.O_RDWR | noFollow);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    return open(path, 'wx+');
  }
}

/** A rename would take the place of a file that has appeared meanwhile; a link doesn't. */
async function moveIntoPlace(path: string, target: string): Promise<void> {
  try {
    await link(path, target);
  } catch (error) {
    if (errorCode(error) === 'EEXIST') throw isThere(target);
    // A file system without links.
    await checkTarget(target, false);
    await renameOver(path, target);
    return;
  }
  await rm(path, { force: true });
}

function isThere(target: string): UserError {
  return new UserError('usage', `${target} exists already; choose another name or remove it.`);
}
