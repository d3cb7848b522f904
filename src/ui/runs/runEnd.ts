import type { RunManifest } from '../../core/runs/manifest.js';
import type { RunRef } from '../../core/runs/runStore.js';
import type { ExtensionUi } from '../extensionUi.js';

/**
 * Waits until this window drives a run no more; gives its manifest as it then is (it may be paused).
 * Throws what its watch threw.
 */
export function runEnd(run: RunRef, ui: ExtensionUi): Promise<RunManifest> {
  return new Promise((resolve, reject) => {
    const listeners = [
      ui.onDidEndRun(({ run: ended, end }) => {
        if (ended.folder !== run.folder) return;
        if (end.kind === 'status') resolve(end.manifest);
        else reject(end.error instanceof Error ? end.error : new Error(String(end.error)));
        stop();
      }),
      ui.onDidChangeRuns((changed) => {
        // A person who stops a run is told of no end. Where there is one, it is told before the file is read.
        if (changed?.folder === run.folder) look();
      }),
    ];
    const stop = (): void => {
      for (const listener of listeners) listener.dispose();
    };
    const look = (): void => {
      if (ui.live.isLive(run)) return;
      ui.services.runs.read(run).then(resolve, reject).finally(stop);
    };
    look();
  });
}
