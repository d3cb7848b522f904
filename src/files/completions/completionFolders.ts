import { basename, dirname, join, resolve } from 'node:path';
import type { FolderCompletions } from '../../core/services.js';
import { createCompletionFiles } from './completionFiles.js';

/** One cache for each folder of runs, however many runs use it at once. */
export function createCompletionFolders(): (runsRoot: string) => FolderCompletions {
  const opened = new Map<string, FolderCompletions>();
  return (runsRoot) => {
    const folder = folderFor(runsRoot);
    const known = opened.get(folder);
    if (known) return known;
    const made = { folder, cache: createCompletionFiles(folder) };
    opened.set(folder, made);
    return made;
  };
}

/**
 * `.gavel/cache` beside `.gavel/runs`. Any other folder of runs has its replies inside: what lies
 * beside it is not ours.
 */
function folderFor(runsRoot: string): string {
  const root = resolve(runsRoot);
  const isOurs = basename(dirname(root)) === '.gavel';
  return isOurs ? join(dirname(root), 'cache') : join(root, '.cache');
}
