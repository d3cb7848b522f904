import type { RunManifest } from '../runs/manifest.js';
import { isFinal } from '../runs/evalBackend.js';

/** Why a run can't be a baseline, one sentence; undefined where it can. */
export function baselineProblem(manifest: RunManifest): string | undefined {
  const { name, status, dry_run: isDryRun, spec_path: path, statistics } = manifest;
  if (path === undefined) {
    return `${name} has no spec here, and a baseline is one of a spec.`;
  }
  if (!isFinal(status)) return `${name} has not ended; pin it once it has.`;
  if (isDryRun) return `${name} is a dry run of some rows; pin a run of the whole dataset.`;
  if ((statistics?.evaluated ?? 0) === 0) return `${name} has no verdict to compare with.`;
  return undefined;
}

/** Whether a run is held against the baseline of its spec: it has ended and has verdicts. */
export function isComparable({ status, statistics }: RunManifest): boolean {
  return isFinal(status) && (statistics?.evaluated ?? 0) > 0;
}

/**
 * What a comparison of two runs depends on: the same text, the same figures. A run that was retried
 * has another end.
 */
export function pairKey(baseline: RunManifest, run: RunManifest): string {
  return [baseline, run].map((one) => `${one.id} ${one.finished_at ?? ''}`).join(' | ');
}
