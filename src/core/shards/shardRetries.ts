import type { ShardRun } from './planMerge.js';

/*
 * A local run asks its failed rows again in place; a job of the service has ended, and they are asked in
 * a run of their own, whose id the first one keeps.
 */

/** The runs that asked failed rows of `shard`, or of such a run, again: the newest first. */
export function retriesOf(shard: ShardRun, given: readonly ShardRun[]): readonly ShardRun[] {
  // Without itself: manifests may have been written by anyone, in a ring too.
  const others = given.filter((run) => run !== shard);
  return (shard.manifest.retries ?? [])
    .flatMap(({ run: id }) => others.filter(({ manifest }) => manifest.id === id))
    .reverse()
    .flatMap((run) => [...retriesOf(run, others), run]);
}

export function withoutRetries(given: readonly ShardRun[]): readonly ShardRun[] {
  const retried = new Set(
    given.flatMap(({ manifest }) => manifest.retries ?? []).map(({ run }) => run),
  );
  return given.filter(({ manifest }) => !retried.has(manifest.id));
}
