import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, posix, win32 } from 'node:path';
import {
  OutsidePath,
  type PathGate,
  type PathPolicy,
  type PathVerdict,
} from '../../core/paths/pathGate.js';
import {
  isInRoot,
  isInside,
  isNetworkPath,
  pathFault,
  type PathSystem,
} from '../../core/paths/pathRule.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { storageError } from '../storageError.js';
import { LINK_DISK, realPlace, type LinkDisk } from './realPlace.js';

/** The system that the paths are of, and its disk; left out: this one. */
interface GateSystem {
  readonly system: PathSystem;
  readonly disk: LinkDisk;
}

const THIS_SYSTEM: GateSystem = {
  system: process.platform === 'win32' ? 'windows' : 'posix',
  disk: LINK_DISK,
};

/** The gate on this machine's disk. Nothing is read; a share that nobody allowed is not touched. */
export function createPathGate(policy: PathPolicy, at: GateSystem = THIS_SYSTEM): PathGate {
  const { system } = at;
  const { join, relative } = system === 'windows' ? win32 : posix;
  const names = new Set<string>();
  const homes = new Set<string>();

  const roots = (): string[] => [...new Set([...policy.roots(), ...homes])];
  const lexically = (path: string): boolean =>
    [...roots(), ...policy.allowed(), ...names].some((folder) => isInside(path, folder, system));
  const realOf = (path: string) => realPlace(path, { ...at, mayTouch: lexically });

  /** Whether the real path lies in one of the project's folders, or was allowed. */
  async function isOurs(real: string): Promise<boolean> {
    for (const folder of policy.allowed()) {
      if (isInside(real, (await realOf(folder)) ?? folder, system)) return true;
    }
    const home = policy.home === undefined ? undefined : await realOf(policy.home);
    for (const root of roots()) {
      const folder = await realOf(root);
      if (folder !== undefined && isInRoot(real, { folder, home }, system)) return true;
    }
    return false;
  }

  async function wasNamed(real: string): Promise<boolean> {
    for (const name of names) {
      const there = await realOf(name);
      if (there === undefined || !isInside(real, there, system)) continue;
      if (!(await isLinkOfProject(name, there))) return true;
    }
    return false;
  }

  /** Of what stands in the project and leads elsewhere, the project says where to, not the person. */
  async function isLinkOfProject(name: string, there: string): Promise<boolean> {
    for (const root of roots()) {
      if (!isInside(name, root, system)) continue;
      const folder = await realOf(root);
      if (folder === undefined || join(folder, relative(root, name)) !== there) return true;
    }
    return false;
  }

  async function look(path: string): Promise<PathVerdict> {
    const fault = pathFault(path, system);
    if (fault !== undefined) return refused(path, fault);
    if (isNetworkPath(path, system) && !lexically(path)) return { kind: 'outside', real: path };
    let real: string | undefined;
    try {
      real = await realOf(path);
    } catch (error) {
      throw storageError(error, { doing: t('look at'), path, other: 'outside' });
    }
    if (real === undefined) return refused(path, t('is a link that leads nowhere'));
    const end = pathFault(real, system);
    if (end !== undefined) return refused(path, t('leads to {0}, which {1}', real, end));
    return (await isOurs(real)) ? { kind: 'inside' } : { kind: 'outside', real };
  }

  async function check(path: string): Promise<void> {
    // What a person typed may be a pipe or a device: they wait for it.
    if (names.has(path) && isWhatItSays(path)) return;
    const verdict = await look(path);
    if (verdict.kind === 'inside') return;
    if (verdict.kind === 'refused') throw new UserError('outside', verdict.message);
    if (!(await wasNamed(verdict.real))) throw new OutsidePath(path, verdict.real, policy);
  }

  function isWhatItSays(path: string): boolean {
    const isIn = roots().some((root) => isInside(path, root, system));
    return !isIn && pathFault(path, system) !== undefined;
  }

  return {
    look,
    check,
    async checkFile(path) {
      await check(path);
      if (names.has(path)) return;
      const found = await stat(path).catch(() => undefined);
      // A folder's name is told by whoever opens it.
      if (!found || found.isFile() || found.isDirectory()) return;
      throw new UserError('outside', t('{0} is a pipe or device, and only files are read.', path));
    },
    async checkRun(folder) {
      await check(folder);
      for (const entry of await entriesOf(folder)) {
        if (!entry.isSymbolicLink()) continue;
        const message = t(
          '{0} in the run {1} is a link, so that its rows would be read and written elsewhere; remove the link in {2}.',
          entry.name,
          basename(folder),
          folder,
        );
        throw new UserError('outside', message);
      }
    },
    named: (path) => void names.add(path),
    async home(path) {
      names.add(path);
      // The project's own folder is there already.
      if (roots().some((root) => isInside(path, root, system)) && !policy.homeOf) return;
      homes.add((await policy.homeOf?.(path)) ?? dirname(path));
    },
  };
}

async function entriesOf(folder: string) {
  // Whether it is there and can be read is told by whoever reads it.
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}

function refused(path: string, fault: string): PathVerdict {
  return { kind: 'refused', message: `${path} ${fault}.` };
}
