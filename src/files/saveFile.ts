import { open, rm } from 'node:fs/promises';
import { renameOver, temporaryBeside } from './atomicWrite.js';
import { storageError } from './storageError.js';

/**
 * Puts content in the place of a file's (absolute path), or makes the file: a reader sees the old
 * content or the new, and a failure leaves the old. Throws `UserError` of kind `storage` or `not_found`
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
      if (typeof content === 'string') await file.writeFile(content);
      else for await (const bytes of content) await file.writeFile(bytes);
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
