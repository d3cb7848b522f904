import { t } from '../../l10n/t.js';
import type { RunManifest } from '../runs/manifest.js';
import { isFinal } from '../runs/evalBackend.js';

/** Why a run can't be a baseline, one sentence; undefined where it can. */
export function baselineProblem(manifest: RunManifest): string | undefined {
  const { name, status, dry_run: isDryRun, spec_path: path, statistics } = manifest;
  if (path === undefined) {
    return t('{0} has no spec here, and a baseline is one of a spec.', name);
  }
  if (!isFinal(status)) return t('{0} has not ended; pin it once it has.', name);
  if (isDryRun) return t('{0} is a dry run of some rows; pin a run of the whole dataset.', name);
  if ((statistics?.evaluated ?? 0) === 0) return t('{0} has no verdict to compare with.', name);
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
