import { bytesText } from '../core/bytesText.js';
import { UserError } from '../core/userError.js';
import { t } from '../l10n/t.js';
import { openToRead } from './openToRead.js';
import { storageError, type StorageFault } from './storageError.js';

interface TextFault extends Omit<StorageFault, 'path'> {
  /** A file with more is not read. */
  readonly mostBytes: number;
}

/** A whole file as text; see `readBytes`. */
export async function readText(path: string, fault: TextFault): Promise<string> {
  return (await readBytes(path, fault)).toString('utf8');
}

/**
 * All bytes of a file. Throws `UserError` for one that can't be read, is larger than it may be, or is
 * no file: a link in a folder from somewhere else may lead to a device that never ends.
 */
export async function readBytes(path: string, { mostBytes, ...fault }: TextFault): Promise<Buffer> {
  try {
    const file = await openToRead(path);
    try {
      const { size } = await file.stat();
      const parts: Buffer[] = [];
      let length = 0;
      while (length <= mostBytes) {
        const part = Buffer.allocUnsafe(Math.min(size, mostBytes) + 1);
        const { bytesRead } = await file.read(part, 0, part.length, null);
        if (bytesRead === 0) return Buffer.concat(parts);
        parts.push(part.subarray(0, bytesRead));
        length += bytesRead;
      }
    } finally {
      await file.close();
    }
    const why = t(
      'it is larger than {0}, which none of its kind is; shorten or restore it',
      bytesText(mostBytes),
    );
    const message = t('Could not {0} {1}: {2}.', fault.doing, path, why);
    throw new UserError(fault.other ?? 'storage', message);
  } catch (error) {
    throw storageError(error, { ...fault, path });
  }
}
