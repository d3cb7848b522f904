import type { RunStore } from '../../core/runs/runStore.js';
import type { RunLock } from './runLock.js';

/**
 * The runs as who holds the lock of one may write them: a process that was asleep while another took
 * its run over wakes up with answers in hand, and those rows are the other's by now.
 */
export function heldRuns(runs: RunStore, lock: RunLock): RunStore {
  return {
    ...runs,
    async append(run, rows) {
      await lock.confirm();
      return runs.append(run, rows);
    },
    async sortRows(run) {
      await lock.confirm();
      return runs.sortRows(run);
    },
    async update(run, change) {
      await lock.confirm();
      return runs.update(run, change);
    },
  };
}
