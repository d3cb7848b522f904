import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * The folder of the project that a file or folder (absolute) belongs to: the work tree of git that it
 * lies in, else the folder that holds the `.gavel` with it, else its own folder.
 */
export async function projectOf(path: string): Promise<string> {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (await stat(join(folder, '.git')).catch(() => undefined)) return folder;
    if (dirname(folder) === folder) break;
  }
  for (let folder = path; dirname(folder) !== folder; folder = dirname(folder)) {
    if (basename(folder) === '.gavel') return dirname(folder);
  }
  return dirname(path);
}
