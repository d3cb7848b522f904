import type { RunStore } from '../../core/runs/runStore.js';
import type { RunLock } from './runLock.js';

/**
 * The runs as who holds the lock of one may write them: a process that was asleep while another took
 * its run over wakes up with answers in hand, and those rows are the other's by now.
 */
export function heldRuns(runs: RunStore, lock: RunLock): RunStore {
  return {
    ...runs,
    append: (run, rows) => runs.append(run, rows, lock.confirm),
    replaceRows: (run, rows) => runs.replaceRows(run, rows, lock.confirm),
    sortRows: (run) => runs.sortRows(run, lock.confirm),
    async update(run, change) {
      await lock.confirm();
      return runs.update(run, change);
    },
  };
}
