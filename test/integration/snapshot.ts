import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Every file below a folder: its path, size and content's hash; none where there is no folder. */
export function snapshot(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => !lstatSync(path).isDirectory())
    .map((path) => {
      const bytes = readFileSync(path);
      const hash = createHash('sha256').update(bytes).digest('hex');
      return `${relative(folder, path)} ${bytes.length} ${hash}`;
    })
    .sort();
}
