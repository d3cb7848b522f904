import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunManifest } from '../../core/runs/manifest.js';
import type { RunRef } from '../../core/runs/runStore.js';
import { t } from '../../l10n/t.js';
import { isSameStamp, stampOf } from '../scan/fileStamp.js';
import type { FileStamp } from '../scan/fileStamp.js';
import { errorCode, storageError } from '../storageError.js';
import { findManifest, readManifest } from './manifestFile.js';

interface ListedRun {
  readonly run: RunRef;
  readonly manifest: RunManifest;
}

/** What lies in folders of runs; each manifest is read once for every state it is in. */
interface RunLists {
  /** Newest first; unreadable manifests are left out. Throws `UserError` of kind `storage`. */
  list(root: string): Promise<readonly ListedRun[]>;
}

/** Folders that are looked into at a time. */
const AT_ONCE = 16;
/**
 * A file this young, in milliseconds, may be written again without looking otherwise: some file systems
 * count in seconds.
 */
const SETTLED_MS = 2000;

interface Known {
  readonly stamp: FileStamp;
  /** It was old enough when it was read that each later writing shows. */
  readonly isSettled: boolean;
  readonly manifest: RunManifest;
}

/**
 * A tree of runs is listed again with each run that comes or goes, and by everybody who shows runs: what
 * has not changed since is not read again. Who asks while a folder is read shares the next reading.
 */
export function createRunLists(): RunLists {
  const known = new Map<string, ReadonlyMap<string, Known>>();
  const underWay = new Map<string, Promise<unknown>>();
  const waiting = new Map<string, Promise<readonly ListedRun[]>>();

  async function read(root: string): Promise<readonly ListedRun[]> {
    const folders = await foldersOf(root);
    const before = known.get(root);
    const now = new Map<string, Known>();
    const lookNext = async (): Promise<void> => {
      for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
        const found = await readQuietly(folder, before?.get(folder));
        if (found) now.set(folder, found);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lookNext));
    known.set(root, now);
    return [...now]
      .map(([folder, { manifest }]) => ({ run: { id: manifest.id, folder }, manifest }))
      .sort(newestFirst);
  }

  return {
    list(root) {
      const shared = waiting.get(root);
      if (shared) return shared;
      const last = underWay.get(root) ?? Promise.resolve();
      const mine = last.then(() => {
        // What is asked for from here on may be about a later state.
        waiting.delete(root);
        return read(root);
      });
      waiting.set(root, mine);
      const ended = mine.then(ignore, ignore).then(() => {
        if (underWay.get(root) === ended) underWay.delete(root);
      });
      underWay.set(root, ended);
      return mine;
    },
  };
}

function ignore(): void {
  // Whoever asked is told.
}

function newestFirst(a: ListedRun, b: ListedRun): number {
  return (
    b.manifest.created_at.localeCompare(a.manifest.created_at) ||
    b.run.folder.localeCompare(a.run.folder)
  );
}

async function foldersOf(root: string): Promise<string[]> {
  try {
    const entries = await readdir(root, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => join(root, entry.name));
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return [];
    throw storageError(error, { doing: t('list the runs in'), path: root });
  }
}

async function readQuietly(folder: string, before: Known | undefined): Promise<Known | undefined> {
  try {
    const path = await findManifest(folder);
    if (path === undefined) return undefined;
    const file = await stat(path, { bigint: true });
    const stamp = stampOf(file);
    if (before?.isSettled === true && isSameStamp(before.stamp, stamp)) return before;
    const isSettled = Date.now() - Number(file.mtimeMs) > SETTLED_MS;
    return { stamp, isSettled, manifest: await readManifest(path) };
  } catch {
    return undefined;
  }
}
