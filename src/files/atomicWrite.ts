import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { knownKeys } from '../core/redaction/knownKeys.js';
import { errorCode } from './storageError.js';

/**
 * Puts `text` in the place of the file's content: a reader, or a machine that loses power, sees the
 * old content or the new, never a part. A known key stands in no file. Throws what the file system
 * throws. `mode`: of the file, before the umask.
 */
export async function writeFileAtomic(path: string, text: string, mode = 0o666): Promise<void> {
  const temporary = temporaryBeside(path);
  try {
    const file = await open(temporary, 'wx', mode);
    try {
      await file.writeFile(knownKeys.redact(text), 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await renameOver(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** A name beside `path` that no other writer uses. */
export function temporaryBeside(path: string): string {
  return `${path}.${randomBytes(6).toString('hex')}.tmp`;
}

/** Durable rename. Windows refuses it for as long as another program has the target open. */
export async function renameOver(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await rename(from, to);
      break;
    } catch (error) {
      const code = errorCode(error) ?? '';
      const busy = process.platform === 'win32' && ['EPERM', 'EACCES', 'EBUSY'].includes(code);
      if (!busy || attempt === 6) throw error;
      await delay(10 * 2 ** attempt);
    }
  }
  await syncFolder(dirname(to));
}

/** Makes new names in a folder durable, where the system lets a folder be opened. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r').catch(() => undefined);
  try {
    await handle?.sync().catch(() => undefined);
  } finally {
    await handle?.close();
  }
}
