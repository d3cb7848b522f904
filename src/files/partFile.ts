import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { link, open, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { basename } from 'node:path';
import type { PartFile, PartFileOptions } from '../core/partFile.js';
import { knownKeys } from '../core/redaction/knownKeys.js';
import { UserError } from '../core/userError.js';
import { t } from '../l10n/t.js';
import { renameOver } from './atomicWrite.js';
import { maskKeyBytes } from './maskKeyBytes.js';
import { errorCode, storageError } from './storageError.js';

/** Written to by this process. */
const inUse = new Set<string>();

/** Opens the file beside the target into which it is written: `rows.jsonl.1a2b3c4d.part`. */
export async function openPartFile(options: PartFileOptions): Promise<PartFile> {
  const { target, content, replace } = options;
  const digest = createHash('sha256').update(content).digest('hex').slice(0, 8);
  const path = `${target}.${digest}.part`;
  if (inUse.has(path)) {
    const message = t(
      '{0} is being written already; wait until that has ended, or stop it.',
      basename(target),
    );
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

  const write = async (bytes: Uint8Array): Promise<void> => {
    const { clean, from } = await withoutKeys(file, bytes, held);
    let written = 0;
    while (written < clean.length) {
      // At its place, not at the end: whoever else writes here writes the same.
      const left = clean.length - written;
      written += (await file.write(clean, written, left, from + written)).bytesWritten;
    }
  };

  return {
    get bytes() {
      return held;
    },
    append: (bytes) =>
      doing(async () => {
        await write(bytes);
        held += bytes.length;
      }),
    restart: () =>
      doing(async () => {
        await file.truncate(0);
        held = 0;
      }),
    finish: () =>
      doing(async () => {
        await write(new Uint8Array());
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

/**
 * Masks known keys, each byte for byte, in what is to be written at `held`. A key that two pieces have
 * between them begins in what is written already: then that is written again. What may be the start of
 * one stays until its rest has come, or the end.
 */
async function withoutKeys(
  file: FileHandle,
  bytes: Uint8Array,
  held: number,
): Promise<{ readonly clean: Uint8Array; readonly from: number }> {
  const before = await lastBytes(file, held);
  const all = Buffer.concat([before, bytes]);
  const open = bytes.length === 0 ? 0 : knownKeys.openEnd(all.toString('latin1'));
  const closed = all.subarray(0, all.length - open);
  const masked = maskKeyBytes(closed);
  if (masked === closed) return { clean: bytes, from: held };
  const clean = Buffer.concat([masked, all.subarray(closed.length)]);
  return { clean, from: held - before.length };
}

/** What of a key may stand at the end of the file. */
async function lastBytes(file: FileHandle, held: number): Promise<Buffer> {
  const last = Buffer.alloc(Math.min(held, Math.max(0, knownKeys.longest() - 1)));
  if (last.length > 0) await file.read(last, 0, last.length, held - last.length);
  return last;
}

/** Said before anything is read: the end is too late to learn it. */
async function checkTarget(target: string, replace: boolean): Promise<void> {
  const known = await stat(target).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (known?.isDirectory()) {
    throw new UserError('usage', t('{0} is a folder; name the file to write in it.', target));
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
  return new UserError('usage', t('{0} exists already; choose another name or remove it.', target));
}
