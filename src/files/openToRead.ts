import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';

/** What the system would say if it had a word for it. */
export const NO_FILE = 'ENOFILE';

/** Windows has neither pipes among its files nor this flag. */
const WITHOUT_WAITING = process.platform === 'win32' ? 0 : constants.O_NONBLOCK;

/**
 * Opens a file for reading. Throws what the file system throws, and an error of code `NO_FILE` for a
 * pipe or a device, to which a link may lead: a pipe that nobody writes to would hold one of the few
 * threads that all files are read on, and a device may never end.
 */
export async function openToRead(path: string): Promise<FileHandle> {
  const file = await open(path, constants.O_RDONLY | WITHOUT_WAITING);
  try {
    const about = await file.stat();
    // A folder says so itself when it is read.
    if (about.isFile() || about.isDirectory()) return file;
    throw Object.assign(new Error('it is no file'), { code: NO_FILE });
  } catch (error) {
    await file.close();
    throw error;
  }
}
