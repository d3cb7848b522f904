import { durationText, shortDurationText } from '../../core/durationText.js';
import { costText } from '../../core/runs/costText.js';
import { INTERRUPTED, isFinal, PAUSED } from '../../core/runs/evalBackend.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import type { ProgressFacts } from '../../core/runs/progressFacts.js';
import { storedProgress } from '../../core/runs/progressFacts.js';
import { longProgress } from '../../core/runs/progressText.js';
import { t } from '../../l10n/t.js';
import type { ResultsView } from '../../shared/protocol.js';

type RunStanding = Pick<
  ResultsView,
  'reason' | 'said' | 'reasonField' | 'took' | 'cost' | 'progress'
>;

/** How a run stands, how far it is, and what it took, in words. */
export function runStanding({
  manifest,
  progress: watched,
  now,
}: {
  readonly manifest: RunManifest;
  /** What its watch knows, of one that this window drives. */
  readonly progress: ProgressFacts | undefined;
  /** Milliseconds. */
  readonly now: number;
}): RunStanding {
  const stored = storedProgress(manifest);
  const progress = watched ?? stored;
  const hasEnded = isFinal(manifest.status);
  return {
    reason: reasonText(manifest),
    said: saidOf(manifest),
    reasonField: reasonField(manifest),
    took: tookText(manifest, now),
    cost: hasEnded && stored.costUsd !== undefined ? costText(stored.costUsd) : null,
    progress: { done: progress.done, total: progress.total, phrases: [...longProgress(progress)] },
  };
}

/** What stands in the manifest as a word is a sentence on screen. */
function reasonText({ reason, progress }: RunManifest): string | null {
  const kept = progress.done === 0 ? '' : t(' The rows that were judged are kept.');
  if (reason === PAUSED) return t('You paused this run.{0}', kept);
  if (reason === INTERRUPTED) return t('What drove this run was closed or interrupted.{0}', kept);
  return reason ?? null;
}

function tookText(
  { status, started_at: started, finished_at: finished }: RunManifest,
  now: number,
): string | null {
  if (started === undefined) return null;
  if (finished !== undefined) return shortDurationText(Date.parse(finished) - Date.parse(started));
  return status === 'running' ? durationText(now - Date.parse(started)) : null;
}

function saidOf({ reason, reason_from: from }: RunManifest): string | null {
  return from === undefined || reason?.includes(from.raw) === true ? null : from.raw;
}

/** Only where there is a spec to go to. */
function reasonField({ reason_from: from, spec_path: path }: RunManifest): string | null {
  return path === undefined ? null : (from?.path?.join('.') ?? null);
}
