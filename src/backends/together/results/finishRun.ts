import { serviceResults } from '../../../core/judging/accounting.js';
import { explainReason } from '../../../core/runs/explainReason.js';
import type { RunManifest } from '../../../core/runs/manifest.js';
import type { RunRef } from '../../../core/runs/runStore.js';
import { t } from '../../../l10n/t.js';
import { aggregateDifferences } from './checkAggregates.js';
import type { ServiceContext } from '../submitRun.js';
import { takeRows } from './takeRows.js';
import type { WireJob } from '../wire/jobs.js';

type EndedJob = Pick<WireJob, 'status' | 'serviceStatus' | 'outcome' | 'endedAt'>;

/**
 * Brings a job that has ended into the run's folder: downloads its rows, joins them to the local
 * dataset, compares them with the aggregates (differences go into the manifest's
 * `aggregate_differences`) and writes the final status.
 */
export async function finishRun(
  run: RunRef,
  job: EndedJob,
  { context, signal }: { readonly context: ServiceContext; readonly signal: AbortSignal },
): Promise<RunManifest> {
  const { runs, client } = context;
  const { results, resultFileId, error } = job.outcome;
  const manifest = await runs.read(run);
  const rows = { manifest, fileId: resultFileId ?? '', mayBeEmpty: job.status === 'failed' };
  const fetched = resultFileId ? await takeRows(run, rows, { context, signal }) : undefined;
  const ours = fetched && serviceResults(manifest.spec, fetched.tally);
  const differences = results && ours ? aggregateDifferences(results, ours) : [];
  const reason =
    job.status === 'failed' ? failureReason(error, client.host, manifest.spec) : undefined;
  return runs.update(run, (before) => ({
    ...withoutReason(before),
    status: job.status,
    service_status: job.serviceStatus,
    demo: before.demo || client.isScripted(),
    ...reason,
    finished_at: endOf(before, job) ?? new Date(client.clock.now()).toISOString(),
    ...(resultFileId && { file_ids: { ...before.file_ids, results: resultFileId } }),
    ...((results ?? ours) && { results: { ...(results ?? ours) } }),
    ...(differences.length > 0 && { aggregate_differences: differences }),
    ...(fetched?.join && { join: fetched.join }),
    ...(fetched && {
      statistics: fetched.statistics.current(),
      progress: { done: fetched.tally.rows, total: fetched.tally.rows },
    }),
  }));
}

/** A job from elsewhere has the service's times; those of a run that was launched here are this clock's. */
function endOf({ imported_at: imported }: RunManifest, { endedAt }: EndedJob): string | undefined {
  return imported === undefined ? undefined : endedAt;
}

/** What a run was paused for is over when it goes on. */
export function withoutReason(manifest: RunManifest): RunManifest {
  const copy = { ...manifest };
  delete copy.reason;
  delete copy.reason_from;
  return copy;
}

type Reason = Required<Pick<RunManifest, 'reason' | 'reason_from'>> | { readonly reason: string };

/** What the service said, explained where its words are known; its own words stay beside it. */
function failureReason(error: string | undefined, host: string, spec: RunManifest['spec']): Reason {
  if (error === undefined) {
    return { reason: t('{0} ended the job with an error and gave no reason.', host) };
  }
  const raw = error.replace(/\s+/g, ' ').trim();
  const explained = explainReason(raw, spec);
  return {
    reason: explained?.sentence ?? t('{0} ended the job: {1}', host, raw),
    reason_from: { raw, ...(explained?.path && { path: [...explained.path] }) },
  };
}
