import { t } from '../../l10n/t.js';
import type { BackendName } from '../spec/evalSpec.js';
import { UserError } from '../userError.js';
import { drivenBackend } from './drivenBackend.js';
import { INTERRUPTED, isFinal, type EvalBackend } from './evalBackend.js';
import type { RunManifest } from './manifest.js';
import type { RunRef, RunStore } from './runStore.js';

/** Whether runs on a backend can be paused: the service's jobs can't, the embedded one's neither. */
export function canPause(backend: RunManifest['backend']): boolean {
  return backend === 'local';
}

/**
 * Pauses a run, wherever it is driven, until a person resumes it; gives its manifest as it then is.
 * Throws `UserError` of kind `usage` for a run that has ended or is a job of the service.
 */
export async function pauseRun(
  run: RunRef,
  runs: Pick<RunStore, 'read'>,
  backendOf: (name: BackendName) => Promise<EvalBackend>,
): Promise<RunManifest> {
  const before = await runs.read(run);
  const { name, status } = before;
  if (isFinal(status)) {
    throw new UserError('usage', t('{0} has ended; there is nothing to pause.', name));
  }
  const backendName = drivenBackend(before);
  const backend = canPause(backendName) ? await backendOf(backendName) : undefined;
  if (!backend?.pause) {
    const message = t(
      "{0} is a job of the service, and those can't be paused; cancel it to stop watching it.",
      name,
    );
    throw new UserError('usage', message);
  }
  // It waits for a person already, for a reason that is worth more than that it was paused twice.
  if (status === 'paused' && before.reason !== INTERRUPTED) return before;
  await backend.pause(run);
  return runs.read(run);
}
