import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatasetFiles } from '../../core/dataset/dataset.js';
import { globPattern } from '../../core/imports/globPattern.js';
import type { ImportFolder } from '../../core/imports/importFolder.js';
import type { JsonObject } from '../../core/json.js';
import type { TextFiles } from '../../core/textFiles.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';

/** Both gated: what they refuse is not read. */
export interface ImportFiles {
  readonly texts: TextFiles;
  readonly datasets: DatasetFiles;
}

/** Files and folders that a pattern is tried on; more are no folder of prompts. */
const MOST_ENTRIES = 20_000;
const DEEPEST = 12;
/** Files that one pattern gives. */
const MOST_FOUND = 1000;
const SKIPPED = new Set(['node_modules', '.git', '.gavel']);

/** The folder of `file` (absolute), as far as the gate lets its files be read. */
export function createImportFolder(file: string, { texts, datasets }: ImportFiles): ImportFolder {
  const folder = texts.resolve(file, '.');
  return {
    read: (name) => texts.read(texts.resolve(file, name)),
    async rows(name, most) {
      const path = texts.resolve(file, name);
      const rows: JsonObject[] = [];
      if (most < 1) return rows;
      for await (const { values } of datasets.rows(path)) {
        rows.push(values);
        if (rows.length >= most) break;
      }
      return rows;
    },
    async find(pattern) {
      const plain = globPattern(pattern);
      if (!plain) {
        throw new UserError(
          'usage',
          t(
            'The pattern {0} looks outside the folder of the config, or is too long; name the files one by one.',
            pattern,
          ),
        );
      }
      const names = await namesIn(folder);
      return names.filter((name) => plain.test(name)).slice(0, MOST_FOUND);
    },
  };
}

/** Names of the files in a folder and those in it, with `/`, sorted; no link is followed. */
async function namesIn(folder: string): Promise<string[]> {
  const names: string[] = [];
  let left = MOST_ENTRIES;
  const open = [{ path: folder, prefix: '', level: 0 }];
  for (let next = open.shift(); next; next = open.shift()) {
    const { path, prefix, level } = next;
    const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      left -= 1;
      if (left < 0) return names.sort();
      const name = `${prefix}${entry.name}`;
      if (entry.isFile()) names.push(name);
      else if (entry.isDirectory() && level < DEEPEST && !SKIPPED.has(entry.name)) {
        open.push({ path: join(path, entry.name), prefix: `${name}/`, level: level + 1 });
      }
    }
  }
  return names.sort();
}
