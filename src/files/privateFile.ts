import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeFileAtomic } from './atomicWrite.js';

/** Others of this machine see neither names nor content. What is in a workspace follows the umask. */
export const PRIVATE_FOLDER = 0o700;
export const PRIVATE_FILE = 0o600;

/**
 * Writes a file of the program's own storage, which other users of the machine can't read, and makes
 * its folder where there is none. Throws what the file system throws.
 */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: PRIVATE_FOLDER });
  await writeFileAtomic(path, text, PRIVATE_FILE);
}
