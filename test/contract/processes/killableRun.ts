import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { RunRef } from '../../../src/core/runs/runStore.js';
import { bundleChild } from './bundledChild.js';

/** When a process is killed: after a time, or at its n-th change of a file; or not at all. */
export type Kill = { readonly afterMs: number } | { readonly atStep: number } | 'never';

/** Processes that work on runs, as a file that starts at once. */
export interface KillableRuns {
  /** Gives how the process ended: `killed`, or `done`; throws what it said where it failed. */
  work(run: RunRef, task: 'run' | 'retry', kill: Kill): Promise<'killed' | 'done'>;
  remove(): Promise<void>;
}

export async function bundleKillableRuns(): Promise<KillableRuns> {
  const { outfile, remove } = await bundleChild('test/contract/processes/killedRunChild.ts');
  return {
    async work(run, task, kill) {
      const child = spawn(process.execPath, [outfile, run.folder, run.id, task], {
        stdio: ['ignore', 'ignore', 'pipe'],
        env: {
          ...process.env,
          ...(kill !== 'never' && 'atStep' in kill && { KILL_AT_STEP: String(kill.atStep) }),
        },
      });
      let said = '';
      child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString('utf8')));
      const ended = new AbortController();
      if (kill !== 'never' && 'afterMs' in kill) {
        delay(kill.afterMs, undefined, { signal: ended.signal }).then(
          () => child.kill('SIGKILL'),
          () => undefined,
        );
      }
      await once(child, 'close');
      ended.abort();
      if (child.signalCode === 'SIGKILL') return 'killed';
      if (child.exitCode !== 0) throw new Error(`the process failed: ${said}`);
      return 'done';
    },
    remove,
  };
}
