import { writeFileAtomic } from './atomicWrite.js';
import { storageError } from './storageError.js';

/**
 * Puts content in the place of a file's (absolute path), or makes the file: a reader sees the old
 * content or the new, and a failure leaves the old; known keys are taken out. Throws `UserError` of
 * kind `storage` or `not_found` (the folder), and what reading the content throws.
 */
export async function saveFile(
  path: string,
  content: AsyncIterable<Uint8Array> | string,
): Promise<void> {
  try {
    await writeFileAtomic(path, content);
  } catch (error) {
    throw storageError(error, { doing: 'write', path });
  }
}
