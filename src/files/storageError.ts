import { UserError } from '../core/userError.js';
import type { UserErrorKind } from '../core/userError.js';
import { t } from '../l10n/t.js';
import { NO_FILE } from './openToRead.js';

export interface StorageFault {
  /** What was being done, as a verb phrase: `read the dataset`, `write the results`. */
  readonly doing: string;
  readonly path: string;
  /** Kind for a path that does not exist; `not_found` when left out. */
  readonly missing?: UserErrorKind;
  /** Kind for every other fault; `storage` when left out. */
  readonly other?: UserErrorKind;
}

/**
 * What a failed file operation means to a person, with a way out. A `UserError` passes through
 * unchanged, and so does anything that is no fault of the file system.
 */
export function storageError(error: unknown, fault: StorageFault): unknown {
  if (error instanceof UserError) return error;
  const code = errorCode(error);
  if (code === undefined) return error;
  const start = t('Could not {0} {1}:', fault.doing, fault.path);
  const missing = code === 'ENOENT' || code === 'ENOTDIR';
  const kind = missing ? (fault.missing ?? 'not_found') : (fault.other ?? 'storage');
  return new UserError(kind, `${start} ${reason(code)}.`, { cause: error });
}

/** The system's code of a failed operation, such as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' && /^E[A-Z0-9]+$/.test(error.code) ? error.code : undefined;
}

function reason(code: string): string {
  switch (code) {
    case 'ENOENT':
      return t('there is no such file or folder; check the path');
    case 'ENOTDIR':
      return t('a part of the path is a file, not a folder; check the path');
    case 'EISDIR':
      return t('it is a folder; name a file');
    case NO_FILE:
      return t('it is no file; name another one');
    case 'EEXIST':
      return t('it exists already; choose another name or remove it');
    case 'ENOSPC':
    case 'EDQUOT':
      return t('the disk is full; free some space, then continue');
    case 'EROFS':
      return t('the file system is read-only; choose a folder you can write to');
    case 'EACCES':
    case 'EPERM':
      return t('permission denied; change the permissions or choose another folder');
    case 'EMFILE':
    case 'ENFILE':
      return t('too many files are open; close some programs, then try again');
    case 'EBUSY':
      return t('another program is using it; close that program, then try again');
    case 'ENAMETOOLONG':
      return t('the path is too long; choose a shorter one');
    case 'EFBIG':
      return t('the file is too big for this file system; choose another folder');
    default:
      return t('the system reported {0}; check the file and the disk', code);
  }
}
