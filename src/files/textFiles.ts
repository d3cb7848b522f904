import { stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { TextFiles } from '../core/textFiles.js';
import { readText } from './readText.js';

/** Of a spec or a template: more than anybody writes, or reads at once. */
const MOST_BYTES = 4_000_000;

/** Text files of this machine (specs and templates), read as UTF-8. */
export function createTextFiles(): TextFiles {
  return {
    async read(path) {
      const text = await readText(path, { doing: 'read', other: 'spec', mostBytes: MOST_BYTES });
      return text.startsWith('\uFEFF') ? text.slice(1) : text;
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
