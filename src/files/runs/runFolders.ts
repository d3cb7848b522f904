import { mkdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { RunManifest } from '../../core/runs/manifest.js';
import type { StoredRow } from '../../core/runs/resultRow.js';
import type { Confirm, RunRef, RunStore } from '../../core/runs/runStore.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { syncFolder } from '../atomicWrite.js';
import { MANIFEST_ENDING, findManifest, readManifest, writeManifest } from './manifestFile.js';
import { createOwnManifests, noManifest, refuseOther, rowsChanged } from './ownManifests.js';
import type { RowTails } from './rowFiles.js';
import { createRunLists } from './runLists.js';
import { storageError } from '../storageError.js';

// An editor that starts lists runs, and reads and writes no rows.
const rowFiles = () => import('./rowFiles.js');
const orderedRows = () => import('./orderedRows.js');

const makeFolder = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
};

/**
 * Runs as folders of files, as the user finds them in the workspace. `makeRoot` makes the folder that
 * holds them, and what is missing above it.
 */
export function createRunFolders({ makeRoot = makeFolder } = {}): RunStore {
  const inTurn = oneAtATime();
  const { list } = createRunLists();
  const tails = new Map<string, RowTails>();
  const manifests = createOwnManifests();

  async function create(root: string, manifest: RunManifest): Promise<RunRef> {
    const folder = join(root, folderName(manifest));
    return guarded(t('create the run in'), root, async () => {
      await makeRoot(root);
      await mkdir(folder);
      try {
        await writeManifest(join(folder, manifest.slug + MANIFEST_ENDING), manifest);
      } catch (error) {
        // Without its manifest the folder is nothing that anyone could find or delete here.
        await rm(folder, { recursive: true, force: true }).catch(() => undefined);
        throw error;
      }
      await syncFolder(root);
      return { id: manifest.id, folder };
    });
  }

  function update(run: RunRef, change: (manifest: RunManifest) => RunManifest) {
    return inTurn(`manifest ${run.folder}`, async () => {
      const path = await manifestPath(run);
      const before = await readManifest(path);
      refuseOther(run, before.id, path);
      const manifest = change(before);
      await guarded('write', path, () => writeManifest(path, manifest));
      return manifest;
    });
  }

  function append(run: RunRef, rows: readonly StoredRow[], confirm?: Confirm): Promise<void> {
    if (rows.length === 0) return Promise.resolve();
    return inTurn(`rows ${run.folder}`, () =>
      guarded(t('write the results in'), run.folder, async () => {
        const { appendRows, areTailsCurrent, mendRows } = await rowFiles();
        const known = tails.get(run.folder);
        const current = known && (await areTailsCurrent(run.folder, known));
        if (confirm) {
          await manifests.check(run);
          if (known && !current) {
            tails.delete(run.folder);
            throw rowsChanged(run);
          }
        }
        const before = current ? known : await mendRows(run.folder, confirm);
        tails.delete(run.folder);
        tails.set(run.folder, await appendRows(run.folder, rows, { tails: before, confirm }));
      }),
    );
  }

  /** Writes a run's rows anew, while nothing is appended. */
  function rewrite<T>(run: RunRef, work: () => Promise<T>): Promise<T> {
    return inTurn(`rows ${run.folder}`, () => {
      tails.delete(run.folder);
      return guarded(t('write the results in'), run.folder, work);
    });
  }

  /** And while nothing is written at all: what others left behind goes. */
  function rewriteAlone<T>(run: RunRef, work: () => Promise<T>): Promise<T> {
    return rewrite(run, () => inTurn(`manifest ${run.folder}`, work));
  }

  async function* rows(run: RunRef, signal?: AbortSignal): AsyncGenerator<StoredRow> {
    try {
      yield* (await rowFiles()).storedRows(run.folder, signal);
    } catch (error) {
      throw storageError(error, { doing: t('read the results in'), path: run.folder });
    }
  }

  async function* resultBytes(run: RunRef, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
    try {
      yield* (await rowFiles()).resultBytes(run.folder, signal);
    } catch (error) {
      throw storageError(error, { doing: t('read the results in'), path: run.folder });
    }
  }

  async function remove(run: RunRef): Promise<void> {
    // Only a folder with a manifest in it is a run's: nothing else is ever deleted.
    await manifestPath(run);
    await guarded('delete', run.folder, () => rm(run.folder, { recursive: true }));
    tails.delete(run.folder);
  }

  return {
    create,
    read: async (run) => readManifest(await manifestPath(run)),
    update,
    append,
    replaceRows: (run, items, confirm) =>
      rewrite(run, async () => (await rowFiles()).replaceRowFiles(run.folder, items, confirm)),
    sortRows: (run, confirm) =>
      rewriteAlone(run, async () => (await orderedRows()).sortRowFiles(run.folder, confirm)),
    dropRows: (run, isUnwanted) =>
      rewriteAlone(run, async () => (await orderedRows()).dropRowLines(run.folder, isUnwanted)),
    rows,
    resultBytes,
    find: (runOrId, roots) => findRun(runOrId, roots, list),
    list,
    manifestPath,
    remove,
  };
}

async function manifestPath(run: RunRef): Promise<string> {
  const path = await guarded(t('read the run in'), run.folder, () => findManifest(run.folder));
  if (path !== undefined) return path;
  throw noManifest(run.folder);
}

async function findRun(
  runOrId: string,
  roots: readonly string[],
  list: RunStore['list'],
): Promise<RunRef> {
  const path = resolve(runOrId);
  const kind = await stat(path).catch(() => undefined);
  if (kind?.isFile() && path.endsWith(MANIFEST_ENDING)) return refOf(path);
  if (kind?.isDirectory()) return refOf(await manifestPath({ id: '', folder: path }));
  for (const root of roots) {
    const found = (await list(root)).find(
      ({ run }) => run.id === runOrId || basename(run.folder) === runOrId,
    );
    if (found) return found.run;
  }
  const where = roots.length > 0 ? t(' in {0}', roots.join(' or ')) : '';
  const message = t(
    'There is no run "{0}"{1}; name a run\'s id, its folder or its manifest.',
    runOrId,
    where,
  );
  throw new UserError('not_found', message);
}

async function refOf(manifest: string): Promise<RunRef> {
  return { id: (await readManifest(manifest)).id, folder: dirname(manifest) };
}

/** `20260131-142501-judge-rubric-3fa1c2d4`, in UTC. */
function folderName({ created_at, slug, id }: RunManifest): string {
  const time = new Date(created_at)
    .toISOString()
    .replace(/[-:]/g, '')
    .replace('T', '-')
    .slice(0, 15);
  const name = `${time}-${slug}-${id}`;
  if (!/^[\p{L}\p{N}._-]+$/u.test(name)) throw new RangeError(`not a name for a folder: ${name}`);
  return name;
}

/** Tells the file system's failures in words. */
async function guarded<T>(doing: string, path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storageError(error, { doing, path });
  }
}

/** Runs pieces of work with the same key one after the other. */
function oneAtATime(): <T>(key: string, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = last.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
}
