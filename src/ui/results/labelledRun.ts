import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hasLabels } from '../../core/labels/hasLabels.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import type { RunRef } from '../../core/runs/runStore.js';
import type { GavelServices } from '../../core/services.js';

interface KnownRun {
  readonly run: RunRef;
  readonly manifest: Pick<RunManifest, 'spec'>;
}

/**
 * Tells whether people have labelled rows of a run and left the labels there. An open editor asks with
 * everything that happens: the labels are read again where their file is another one than before.
 */
export function labelledRun(
  services: Pick<GavelServices, 'labels'>,
): (known: KnownRun) => Promise<boolean> {
  let last = { stamp: '', isLabelled: false };
  return async ({ run, manifest }) => {
    try {
      const { size, mtimeMs } = await stat(join(run.folder, 'labels.jsonl'));
      if (size === 0) return false;
      const stamp = `${run.folder} ${size} ${mtimeMs}`;
      if (stamp === last.stamp) return last.isLabelled;
      const { records } = await (await services.labels()).read(run);
      last = { stamp, isLabelled: hasLabels(records, manifest.spec) };
      return last.isLabelled;
    } catch {
      // Nobody has begun; why labels can't be read is said where they are shown.
      return false;
    }
  };
}
