import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { TextFiles } from '../core/textFiles.js';
import { storageError } from './storageError.js';

/** Text files of this machine (specs and templates), read as UTF-8. */
export function createTextFiles(): TextFiles {
  return {
    async read(path) {
      try {
        const text = await readFile(path, 'utf8');
        return text.startsWith('\uFEFF') ? text.slice(1) : text;
      } catch (error) {
        throw storageError(error, { doing: 'read', path, other: 'spec' });
      }
    },
    async exists(path) {
      try {
        return (await stat(path)).isFile();
      } catch {
        return false;
      }
    },
    resolve: (file, relative) => resolve(dirname(file), relative),
  };
}
