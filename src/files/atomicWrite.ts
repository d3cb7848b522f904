import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { knownKeys } from '../core/redaction/knownKeys.js';
import { createRedactedStream } from '../core/redaction/redactStream.js';
import { errorCode } from './storageError.js';

/**
 * Puts `content` in the place of the file's: a reader, or a machine that loses power, sees the old
 * content or the new, never a part. A known key stands in no file. Throws what the file system throws,
 * and what reading the content throws. `mode`: of the file, before the umask.
 */
export async function writeFileAtomic(
  path: string,
  content: AsyncIterable<Uint8Array> | string,
  mode = 0o666,
): Promise<void> {
  const temporary = temporaryBeside(path);
  try {
    const file = await open(temporary, 'wx', mode);
    try {
      if (typeof content === 'string') await file.writeFile(knownKeys.redact(content), 'utf8');
      else for await (const bytes of redactedBytes(content)) await file.writeFile(bytes);
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

/** The same bytes without known keys, also where a piece ends in the middle of one. */
async function* redactedBytes(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  // Keys and masks are ASCII: a character for each byte leaves all others as they are.
  const stream = createRedactedStream();
  for await (const bytes of content) {
    if (knownKeys.knowsAny()) yield Buffer.from(stream.push(latin1(bytes)), 'latin1');
    else yield bytes;
  }
  yield Buffer.from(stream.end(), 'latin1');
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
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
