import { posix, win32 } from 'node:path';

/**
 * One key for all spellings of an absolute path: Windows knows no case, takes `/` for `\`, and drive
 * letters come in both cases. Elsewhere a path is what it says.
 */
export function pathKey(path: string, platform: NodeJS.Platform = process.platform): string {
  return platform === 'win32' ? win32.normalize(path).toLowerCase() : posix.normalize(path);
}
