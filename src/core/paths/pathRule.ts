import { t } from '../../l10n/t.js';
import { RESERVED_NAME } from '../fileName.js';

/** Whose paths: those of Windows have drives, shares and devices in them. */
export type PathSystem = 'posix' | 'windows';

/** What the system shows there are no files of a person: reading may never end, or tell secrets. */
const SYSTEM_FOLDERS = ['/dev', '/proc', '/sys'];

/**
 * Why a path (absolute) is never followed, whoever allows it: the end of a sentence that begins with
 * the path. Undefined for one that may name a file.
 */
export function pathFault(path: string, system: PathSystem): string | undefined {
  if (path.includes('\0')) return t('holds a character that no path has');
  if (system === 'posix') {
    return SYSTEM_FOLDERS.some((folder) => isInside(path, folder, system))
      ? t('belongs to the system, and only files are read')
      : undefined;
  }
  if (/^[\\/]{2}[.?]([\\/]|$)|^\\\?\?\\/.test(path)) {
    return t('names a device of the system, and only files are read');
  }
  const names = path
    .replace(/^[A-Za-z]:/, '')
    .split(/[\\/]/)
    .filter((name) => name !== '');
  if (names.some((name) => name.includes(':'))) {
    return t('has a colon in it, which Windows takes for a part of another file');
  }
  if (names.some((name) => RESERVED_NAME.test(name))) {
    return t('holds a name that Windows keeps for a device');
  }
  if (names.some((name) => /[. ]$/.test(name) && !/^\.{1,2}$/.test(name))) {
    return t('holds a name that ends in a dot or blank, which Windows takes for another name');
  }
  return undefined;
}

/** Another machine's: to open it alone tells that machine who is here. */
export function isNetworkPath(path: string, system: PathSystem): boolean {
  return system === 'windows' && /^[\\/]{2}(?![.?]([\\/]|$))/.test(path);
}

/** Whether `path` is `folder` or lies in it; both absolute and without `.` and `..`. */
export function isInside(path: string, folder: string, system: PathSystem): boolean {
  return wayInto(path, folder, system) !== undefined;
}

/** A folder whose files may be read and written; absolute and real, as is `home`. */
interface Root {
  readonly folder: string;
  /** The person's own: what is hidden in it (keys, settings) is in no project. */
  readonly home?: string | undefined;
}

/**
 * As `isInside`, but a project is no reason to read a person's whole disk: of the home folder nothing
 * hidden counts, and of a folder above that, or of a whole drive, only the files right in it.
 */
export function isInRoot(path: string, { folder, home }: Root, system: PathSystem): boolean {
  const way = wayInto(path, folder, system);
  if (way === undefined) return false;
  if (home === undefined) return true;
  const isHome = isInside(home, folder, system) && isInside(folder, home, system);
  const isAbove = !isHome && (isInside(home, folder, system) || isDrive(folder, system));
  if (isAbove && way.length > 1) return false;
  return !(isHome || isAbove) || !way.some((name) => name.startsWith('.'));
}

function isDrive(folder: string, system: PathSystem): boolean {
  return namesOf(folder, system).length <= (system === 'windows' ? 1 : 0);
}

/** The names from `folder` down to `path`; undefined where it isn't in it. */
function wayInto(path: string, folder: string, system: PathSystem): string[] | undefined {
  const inner = namesOf(path, system);
  const outer = namesOf(folder, system);
  const isIn = outer.every((name, index) => {
    const other = inner[index];
    return other !== undefined && same(name, other, system);
  });
  // A share is no folder of a drive, whatever its names.
  const areAlike = isNetworkPath(path, system) === isNetworkPath(folder, system);
  return isIn && areAlike ? inner.slice(outer.length) : undefined;
}

function namesOf(path: string, system: PathSystem): string[] {
  return path.split(system === 'windows' ? /[\\/]/ : '/').filter((name) => name !== '');
}

/** Windows tells no case apart. */
function same(one: string, other: string, system: PathSystem): boolean {
  return one === other || (system === 'windows' && one.toLowerCase() === other.toLowerCase());
}
