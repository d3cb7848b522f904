import { lstat, readlink, realpath } from 'node:fs/promises';
import path from 'node:path';
import { isNetworkPath, type PathSystem } from '../../core/paths/pathRule.js';
import { errorCode } from '../storageError.js';

/** What is asked of the disk, as in `node:fs/promises`. */
export interface LinkDisk {
  readonly lstat: (path: string) => Promise<{ isSymbolicLink(): boolean }>;
  readonly readlink: (path: string) => Promise<string>;
  readonly realpath: (path: string) => Promise<string>;
}

export const LINK_DISK: LinkDisk = { lstat, readlink, realpath };

/** Nothing lies below a file, and no file has a name that is too long. */
const NOT_THERE: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG']);

/** As many links in a row as Linux follows. */
const MOST_LINKS = 40;

/**
 * Where a path (absolute) leads once every link on the way is followed; what is not there yet lies in
 * the folder that is. Undefined for a link to nothing, or to itself: whoever writes there makes a file
 * elsewhere. A share is not touched unless `mayTouch` it: then it is the answer itself.
 */
export async function realPlace(
  place: string,
  at: {
    readonly system: PathSystem;
    readonly disk: LinkDisk;
    readonly mayTouch: (share: string) => boolean;
  },
): Promise<string | undefined> {
  const { system, disk } = at;
  if (system === 'windows') {
    const share = await shareOnTheWay(place, at);
    if (share.kind === 'share') return share.path;
    if (share.kind === 'circle') return undefined;
  }
  const { dirname, basename, join } = system === 'windows' ? path.win32 : path.posix;
  const missing: string[] = [];
  for (let there = place; ; there = dirname(there)) {
    try {
      return join(await disk.realpath(there), ...missing);
    } catch (error) {
      const code = errorCode(error);
      if (code === 'ELOOP') return undefined;
      if (code === undefined || !NOT_THERE.has(code)) throw error;
      if (await isLink(there, disk)) return undefined;
      if (dirname(there) === there) return join(there, ...missing);
      missing.unshift(basename(there));
    }
  }
}

async function isLink(place: string, disk: LinkDisk): Promise<boolean> {
  try {
    return (await disk.lstat(place)).isSymbolicLink();
  } catch {
    return false;
  }
}

/** Link by link, as Windows would go: a share that must not be touched ends the way. */
async function shareOnTheWay(
  place: string,
  { disk, mayTouch }: { readonly disk: LinkDisk; readonly mayTouch: (share: string) => boolean },
): Promise<
  { readonly kind: 'none' | 'circle' } | { readonly kind: 'share'; readonly path: string }
> {
  const { parse, join, resolve, dirname } = path.win32;
  let left = place;
  for (let links = 0; links <= MOST_LINKS; links += 1) {
    if (isNetworkPath(left, 'windows') && !mayTouch(left)) return { kind: 'share', path: left };
    const { root } = parse(left);
    const names = left
      .slice(root.length)
      .split(/[\\/]/)
      .filter((name) => name !== '');
    let next: string | undefined;
    let at = root;
    for (const [index, name] of names.entries()) {
      at = join(at, name);
      if (!(await isLink(at, disk))) continue;
      next = resolve(dirname(at), await disk.readlink(at), ...names.slice(index + 1));
      break;
    }
    if (next === undefined) return { kind: 'none' };
    left = next;
  }
  return { kind: 'circle' };
}
