import { open, stat } from 'node:fs/promises';
import { bytesText } from '../core/bytesText.js';
import { UserError } from '../core/userError.js';
import { storageError, type StorageFault } from './storageError.js';

export interface TextFault extends Omit<StorageFault, 'path'> {
  /** A file with more is not read. */
  readonly mostBytes: number;
}

/**
 * A whole file as text. Throws `UserError` for one that can't be read, is larger than it may be, or is
 * no file: a link in a folder from somewhere else may lead to a device that never ends.
 */
export async function readText(path: string, { mostBytes, ...fault }: TextFault): Promise<string> {
  const failed = (why: string) =>
    new UserError(fault.other ?? 'storage', `Could not ${fault.doing} ${path}: ${why}.`);
  try {
    const about = await stat(path);
    // A folder says so itself.
    if (!about.isFile() && !about.isDirectory()) throw failed('it is no file; name another one');
    const file = await open(path);
    try {
      const parts: Buffer[] = [];
      let length = 0;
      while (length <= mostBytes) {
        const part = Buffer.allocUnsafe(Math.min(about.size, mostBytes) + 1);
        const { bytesRead } = await file.read(part, 0, part.length, null);
        if (bytesRead === 0) return Buffer.concat(parts).toString('utf8');
        parts.push(part.subarray(0, bytesRead));
        length += bytesRead;
      }
    } finally {
      await file.close();
    }
    const most = bytesText(mostBytes);
    throw failed(`it is larger than ${most}, which none of its kind is; shorten or restore it`);
  } catch (error) {
    throw storageError(error, { ...fault, path });
  }
}
