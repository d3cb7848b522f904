import { isFinal } from '../../core/runs/evalBackend.js';
import { findFailedRows, isFailedOutcome, type FailedRows } from '../../core/runs/failedRows.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import { withRetry } from '../../core/runs/retry.js';
import type { RunRef, RunStore } from '../../core/runs/runStore.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import type { Clock } from '../http/clock.js';
import { lockRun } from './runLock.js';

/** Why a run is paused between the end it had and the work on its failed rows; in no other language. */
const RETRYING = 'failed rows are to be asked again';

/**
 * Takes the failed rows out of a finished run, which is paused from then on: resumed, it asks them
 * and no other. The manifest goes first: killed before the rows are out, the run has them still, and
 * `dropReopened` takes them out when it is resumed.
 */
export async function reopenRun(
  run: RunRef,
  { runs, clock }: { readonly runs: RunStore; readonly clock: Pick<Clock, 'now'> },
): Promise<void> {
  const work = new AbortController();
  const lock = await lockRun(run.folder, {
    stopRequested: () => {},
    lost: (why) => work.abort(why),
  });
  try {
    const manifest = await runs.read(run);
    const failed = await findFailedRows(run, manifest, runs, work.signal);
    // Another process may have been here since the rows were counted.
    if (!isFinal(manifest.status) || failed.count === 0) {
      throw new UserError(
        'busy',
        t('{0} is being retried already; follow it there.', manifest.name),
      );
    }
    const at = new Date(clock.now()).toISOString();
    await runs.update(run, (now) => reopened(now, failed, at));
    work.signal.throwIfAborted();
    await dropReopened(run, await runs.read(run), runs);
  } finally {
    await lock.release();
  }
}

/** Takes the failed rows out of a run that is paused for that. Only for who has the run's lock. */
export async function dropReopened(
  run: RunRef,
  { status, reason }: RunManifest,
  runs: RunStore,
): Promise<void> {
  if (status !== 'paused' || reason !== RETRYING) return;
  await runs.dropRows(run, ({ outcome }) => isFailedOutcome(outcome));
}

function reopened(manifest: RunManifest, failed: FailedRows, at: string): RunManifest {
  const { ...rest } = withRetry(manifest, { at, rows: failed.count, usage: failed.usage });
  delete rest.finished_at;
  delete rest.results;
  delete rest.statistics;
  return {
    ...rest,
    status: 'paused',
    reason: RETRYING,
    // A cancelled run stays without the rows that were never begun: nobody asked for those.
    ...(manifest.status === 'cancelled' && { selected_rows: [...failed.ended] }),
    progress: {
      done: failed.ended.length - failed.count,
      total: manifest.status === 'cancelled' ? failed.ended.length : manifest.progress.total,
    },
  };
}
