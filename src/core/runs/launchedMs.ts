import type { RunManifest } from './manifest.js';

/** Rounding of times, and of the `Date` header that tells the service's. */
const TOLERANCE_MS = 5000;

/**
 * The time from which a job may be that of a run's launch, by the service's clock, in milliseconds
 * since 1970. `startedMs`: just before the launch.
 */
export function earliestJobMs(startedMs: number): number {
  return startedMs - TOLERANCE_MS;
}

/** Just before a run was launched, by the service's clock; else when its folder was made. */
export function launchedMs(
  run: Pick<RunManifest, 'created_at'> & { readonly launch_started_at?: unknown },
): number {
  const said = run.launch_started_at;
  return Date.parse(typeof said === 'string' ? said : run.created_at);
}
