import { INTERRUPTED, isFinal } from '../../core/runs/evalBackend.js';
import type { CancelOutcome, EvalBackend, RunEvent } from '../../core/runs/evalBackend.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import type { ResultRow } from '../../core/runs/resultRow.js';
import type { RunRef } from '../../core/runs/runStore.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { finishRun, withoutReason } from './results/finishRun.js';
import { createJobPoller } from './jobs/jobPoller.js';
import type { JobPoller } from './jobs/jobPoller.js';
import { explained } from './otherAccount.js';
import { isOutage, outageText, outageWaits } from './outage.js';
import type { Outage } from './outage.js';
import type { ServiceOptions } from './serviceOptions.js';
import { serviceUrl } from './serviceUrl.js';
import { submitRun, workflowOf } from './submitRun.js';
import type { WireJob } from './wire/jobs.js';

/**
 * Runs evaluations as jobs of the cloud service: uploads what the job needs of the dataset, launches,
 * follows the job by `poller`, and downloads the rows. The service builds the judge's prompt itself and does not promise
 * to fence the judged text off from the rubric, as the local runner does: a response may try to talk
 * to the judge.
 */
export function createTogetherBackend(
  options: ServiceOptions,
  poller: JobPoller = createJobPoller(options),
): EvalBackend {
  const { client } = poller;
  const context = { ...options, client };
  const { runs } = options;
  /** Those who watch here, by folder. */
  const watching = new Map<string, Set<AbortController>>();

  async function* watch(run: RunRef, signal: AbortSignal): AsyncGenerator<RunEvent> {
    const stop = new AbortController();
    const pass = () => stop.abort(signal.reason);
    signal.addEventListener('abort', pass, { once: true });
    if (signal.aborted) pass();
    const watchers = watching.get(run.folder) ?? new Set();
    // Before anything is awaited: a cancel must find whoever begins to watch.
    watching.set(run.folder, watchers.add(stop));
    try {
      const manifest = await runs.read(run);
      if (isFinal(manifest.status)) yield* lastEvents(manifest);
      else yield* follow(run, stop.signal);
    } catch (thrown) {
      const error = await explained(thrown, run, { ...options, signal: stop.signal });
      yield await pause(run, isInterrupted(error, stop.signal) ? INTERRUPTED : messageOf(error));
      if (!stop.signal.aborted && !(error instanceof UserError)) throw error;
    } finally {
      signal.removeEventListener('abort', pass);
      watchers.delete(stop);
      if (watchers.size === 0) watching.delete(run.folder);
    }
  }

  /** Polls to the end of the job, and fetches its rows, however long the service is silent in between. */
  async function* follow(run: RunRef, signal: AbortSignal): AsyncGenerator<RunEvent> {
    await checkOrigin(run);
    const workflowId = await workflowOf(run, context, signal);
    const waits = outageWaits();
    for (;;) {
      const job = yield* poll(run, workflowId, signal);
      try {
        const manifest = await finishRun(run, job, { context, signal });
        for await (const row of runs.rows(run, signal)) yield { type: 'row', row };
        yield* lastEvents(manifest);
        return;
      } catch (error) {
        signal.throwIfAborted();
        const outage = isOutage(error) && waits.next(client.clock.now(), error);
        if (!outage) throw error;
        yield statusEvent(await recordSilence(run, outage));
        await client.clock.sleep(outage.everyMs, signal);
      }
    }
  }

  /** Returns the job as it ended. */
  async function* poll(
    run: RunRef,
    workflowId: string,
    signal: AbortSignal,
  ): AsyncGenerator<RunEvent, WireJob> {
    let shown: string | undefined;
    for await (const news of poller.watch(workflowId, signal)) {
      // An answer that comes after a cancel must not bring the run back to life.
      signal.throwIfAborted();
      if (news.kind === 'silent') {
        const { sinceMs } = news.outage;
        if (shown !== `silent ${sinceMs}`) yield statusEvent(await recordSilence(run, news.outage));
        shown = `silent ${sinceMs}`;
        continue;
      }
      const { job } = news;
      if (isFinal(job.status)) return job;
      if (job.serviceStatus === shown) continue;
      shown = job.serviceStatus;
      const manifest = await record(run, job);
      yield { type: 'progress', progress: { ...manifest.progress, errors: 0 } };
      yield statusEvent(manifest);
    }
    throw new Error('the watch of a job ended before the job');
  }

  /** The job goes on, and so does the run: it only says why nothing is heard of it. */
  function recordSilence(run: RunRef, outage: Outage): Promise<RunManifest> {
    const reason = outageText(client.host, outage);
    return runs.update(run, (before) => ({
      ...withoutReason(before),
      status: before.status === 'queued' ? 'queued' : 'running',
      reason,
    }));
  }

  /** A job is known to one service only. The embedded one has another port each time. */
  async function checkOrigin(run: RunRef): Promise<void> {
    const { origin } = await runs.read(run);
    const own = serviceUrl(options.baseUrl).origin;
    if (options.name === 'demo' || origin === undefined || origin === own) return;
    const message = t(
      'This job is at {0}, and the base URL leads to {1}; set the base URL back to follow the job.',
      origin,
      own,
    );
    throw new UserError('usage', message);
  }

  function record(run: RunRef, { status, serviceStatus }: WireJob): Promise<RunManifest> {
    const now = new Date(client.clock.now()).toISOString();
    return runs.update(run, (before) => ({
      ...withoutReason(before),
      status,
      service_status: serviceStatus,
      ...(status === 'running' && before.started_at === undefined && { started_at: now }),
    }));
  }

  async function pause(run: RunRef, reason: string): Promise<RunEvent> {
    const manifest = await runs.update(run, (now) =>
      // Another watcher may have seen the end meanwhile; a reason told before is the better one.
      isFinal(now.status) || (now.status === 'paused' && reason === INTERRUPTED)
        ? now
        : { ...now, status: 'paused', reason },
    );
    return statusEvent(manifest);
  }

  async function cancel(run: RunRef): Promise<CancelOutcome> {
    const manifest = await runs.read(run);
    if (isFinal(manifest.status)) return { outcome: 'already-finished' };
    const job = t('job {0}', manifest.workflow_id ?? '').trim();
    const where =
      options.name === 'demo'
        ? t('goes on in the demo service, which bills nothing')
        : t('goes on at {0} and is billed', client.host);
    const message = t(
      'The service has no cancel: {0} {1}; it is not watched here any more, resume the run to follow it again.',
      job,
      where,
    );
    for (const watcher of watching.get(run.folder) ?? []) watcher.abort();
    const left = await pause(run, message);
    if (left.type === 'status' && isFinal(left.status)) return { outcome: 'already-finished' };
    return { outcome: 'detached', message };
  }

  return {
    submit: (plan, signal, onUpload) => submitRun(plan, { ...context, onUpload }, signal),
    watch,
    async *results(run, signal): AsyncGenerator<ResultRow> {
      for await (const { result } of runs.rows(run, signal)) yield result;
    },
    cancel,
  };
}

/** Asked by nobody, or because the window closes. */
function isInterrupted(error: unknown, signal: AbortSignal): boolean {
  return signal.aborted || (error instanceof UserError && error.kind === 'cancelled');
}

function messageOf(error: unknown): string {
  if (error instanceof UserError) return error.message;
  return t('Unexpected fault: {0}', error instanceof Error ? error.message : String(error));
}

function statusEvent({ status, service_status: word, reason }: RunManifest): RunEvent {
  return {
    type: 'status',
    status,
    ...(word !== undefined && word !== status && { serviceStatus: word }),
    ...(reason !== undefined && { reason }),
  };
}

function* lastEvents(manifest: RunManifest): Generator<RunEvent> {
  const { progress, statistics } = manifest;
  const errors = (statistics?.judge_errors ?? 0) + (statistics?.generation_errors ?? 0);
  yield { type: 'progress', progress: { ...progress, errors } };
  yield statusEvent(manifest);
}
