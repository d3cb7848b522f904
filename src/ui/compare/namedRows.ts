import type { RunRef, RunStore } from '../../core/runs/runStore.js';
import type { StoredRow } from '../../core/runs/resultRow.js';

/** Reads rows by their names (`ComparedRow.name`); those that are not there are left out. */
export type ReadNamedRows = (
  run: RunRef,
  names: readonly number[],
  signal: AbortSignal,
) => Promise<ReadonlyMap<number, StoredRow>>;

/** By going through the rows of the run until all were met. */
export function scanNamedRows(runs: Pick<RunStore, 'rows'>): ReadNamedRows {
  return async (run, names, signal) => {
    const wanted = new Set(names);
    const found = new Map<number, StoredRow>();
    let line = 0;
    if (wanted.size === 0) return found;
    for await (const stored of runs.rows(run, signal)) {
      line += 1;
      const name = stored.details?.row ?? -line;
      if (!wanted.delete(name)) continue;
      found.set(name, stored);
      if (wanted.size === 0) break;
    }
    return found;
  };
}
