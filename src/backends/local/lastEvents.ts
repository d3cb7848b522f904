import type { RunEvent } from '../../core/runs/evalBackend.js';
import type { RunManifest } from '../../core/runs/manifest.js';

/** What a run that has ended, or does not go on, says to whoever begins to follow it. */
export function* lastEvents(manifest: RunManifest): Generator<RunEvent> {
  const { status, reason, progress, statistics } = manifest;
  const errors = (statistics?.judge_errors ?? 0) + (statistics?.generation_errors ?? 0);
  yield { type: 'progress', progress: { ...progress, errors } };
  yield { type: 'status', status, ...(reason !== undefined && { reason }) };
}
