import { resolve } from 'node:path';
import { pathKey } from '../paths/pathKey.js';
import type { KnownRun } from './runsList.js';

/** The newest run of each spec that `isWanted`, by the `pathKey` of the spec; dry runs are none. */
export function newestRuns(
  runs: readonly KnownRun[],
  isWanted: (known: KnownRun) => boolean = () => true,
): ReadonlyMap<string, KnownRun> {
  const newest = new Map<string, KnownRun>();
  for (const known of runs) {
    const { spec_path: path, created_at: created, dry_run: isDryRun } = known.manifest;
    if (path === undefined || isDryRun || !isWanted(known)) continue;
    const spec = pathKey(resolve(known.run.folder, path));
    const before = newest.get(spec);
    if (!before || before.manifest.created_at < created) newest.set(spec, known);
  }
  return newest;
}
