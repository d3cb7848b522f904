import { stat } from 'node:fs/promises';
import type { RunRef } from '../../core/runs/runStore.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { isSameStamp, stampOf } from '../scan/fileStamp.js';
import type { FileStamp } from '../scan/fileStamp.js';
import { MANIFEST_ENDING, findManifest, readManifest } from './manifestFile.js';

/** Whether the manifest in a folder is still that of the run, read anew only where it has changed. */
interface OwnManifests {
  /** Throws `UserError`: rows are never written beside the manifest of another run, or none. */
  check(run: RunRef): Promise<void>;
}

export function createOwnManifests(): OwnManifests {
  const seen = new Map<string, { readonly path: string; readonly stamp: FileStamp }>();
  return {
    async check(run) {
      const known = seen.get(run.folder);
      if (known) {
        const now = await stampAt(known.path).catch(() => undefined);
        if (now && isSameStamp(now, known.stamp)) return;
      }
      seen.delete(run.folder);
      const path = await findManifest(run.folder);
      if (path === undefined) throw noManifest(run.folder);
      const stamp = await stampAt(path);
      refuseOther(run, (await readManifest(path)).id, path);
      seen.set(run.folder, { path, stamp });
    },
  };
}

/** Throws `UserError` where the manifest at `path` is another run's than `run`. */
export function refuseOther(run: RunRef, id: string, path: string): void {
  if (id === run.id) return;
  const way = t('put the one of run {0} back, then resume', run.id);
  throw new UserError(
    'storage',
    t('{0} is the manifest of another run, {1}, now; {2}.', path, id, way),
  );
}

export function noManifest(folder: string): UserError {
  const message = t(
    "{0} holds no {1} file, so it is no run; choose a run's folder.",
    folder,
    MANIFEST_ENDING.slice(1),
  );
  return new UserError('not_found', message);
}

/** What other programs did to the rows of a run while it went on. */
export function rowsChanged(run: RunRef): UserError {
  const message = t(
    'Another program has changed the rows in {0} while the run went on; resume it, and the rows that are not there are asked again.',
    run.folder,
  );
  return new UserError('storage', message);
}

async function stampAt(path: string): Promise<FileStamp> {
  return stampOf(await stat(path, { bigint: true }));
}
