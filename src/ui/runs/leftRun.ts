import { INTERRUPTED, isFinal } from '../../core/runs/evalBackend.js';
import type { RunManifest } from '../../core/runs/manifest.js';

/**
 * Whether a run is taken up unasked when the window opens. Closing a window pauses the runs it drove
 * (`wasLive`), as interrupted; one whose process died still says that it runs. What was paused or
 * cancelled by a person, or for a reason that a person must mend, waits.
 */
export function isLeft(
  { status, reason }: Pick<RunManifest, 'status' | 'reason'>,
  wasLive: boolean,
): boolean {
  if (isFinal(status)) return false;
  if (status === 'paused') return wasLive && reason === INTERRUPTED;
  return true;
}
