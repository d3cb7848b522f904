import { open, rm } from 'node:fs/promises';
import { knownKeys } from '../core/redaction/knownKeys.js';
import { createRedactedStream } from '../core/redaction/redactStream.js';
import { renameOver, temporaryBeside } from './atomicWrite.js';
import { storageError } from './storageError.js';

/**
 * Puts content in the place of a file's (absolute path), or makes the file: a reader sees the old
 * content or the new, and a failure leaves the old; known keys are taken out. Throws `UserError` of kind `storage` or `not_found`
 * (the folder), and what reading the content throws.
 */
export async function saveFile(
  path: string,
  content: AsyncIterable<Uint8Array> | string,
): Promise<void> {
  const temporary = temporaryBeside(path);
  try {
    const file = await open(temporary, 'wx');
    try {
      if (typeof content === 'string') await file.writeFile(knownKeys.redact(content));
      else for await (const bytes of redactedBytes(content)) await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await renameOver(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw storageError(error, { doing: 'write', path });
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
