import { appendFile } from 'node:fs/promises';
import { knownKeys } from '../core/redaction/knownKeys.js';
import { storageError } from './storageError.js';

/**
 * Adds text to the end of a file (absolute path), or makes the file; known keys are taken out. For files
 * that several programs add to, e.g. the summary of a CI job. Throws `UserError` of kind `storage` or
 * `not_found` (the folder).
 */
export async function appendText(path: string, text: string): Promise<void> {
  try {
    await appendFile(path, knownKeys.redact(text), 'utf8');
  } catch (error) {
    throw storageError(error, { doing: 'write', path });
  }
}
