import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';

const FILE_ID = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** Whether a text can be a file's id, and no path or query (API reference, section 6). */
export function isFileId(id: string | undefined): id is string {
  return id !== undefined && FILE_ID.test(id);
}

/** Where the service has a file, below the base URL. Throws `UserError` for what is no id. */
export function filePath(fileId: string): string {
  if (FILE_ID.test(fileId)) return `/files/${fileId}`;
  throw new UserError(
    'usage',
    t('"{0}" is no id of a file; one looks like file-6f1c1a2b.', fileId),
  );
}

/** Where its bytes are. */
export function contentPath(fileId: string): string {
  return `${filePath(fileId)}/content`;
}
