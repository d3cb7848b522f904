import { INTERRUPTED, isFinal } from '../../core/runs/evalBackend.js';
import type { RunManifest } from '../../core/runs/manifest.js';

type Left = Pick<RunManifest, 'status' | 'reason' | 'backend' | 'workflow_id'>;

/**
 * Whether a run is taken up unasked when the window opens. Closing a window pauses the runs it drove
 * (`wasLive`), as interrupted; one whose process died still says that it runs. What was paused or
 * cancelled by a person, or for a reason that a person must mend, waits; so does what `isStranger`.
 */
export function isLeft(manifest: Left, wasLive: boolean): boolean {
  const { status, reason } = manifest;
  if (isFinal(status)) return false;
  if (status === 'paused') return wasLive && reason === INTERRUPTED;
  return wasLive || !isStranger(manifest);
}

/**
 * Whether a run says that it goes on, and only whoever has started it may take it up unasked: to take
 * it up sends rows and is paid for, and any repository can bring such a run. A job that the service has
 * already is only followed.
 */
export function isStranger({ status, backend, workflow_id: job }: Left): boolean {
  if (isFinal(status) || status === 'paused') return false;
  return backend === 'local' || job === undefined;
}
