import { addToTally, emptyTally, serviceResults } from '../../core/judging/accounting.js';
import type { Tally } from '../../core/judging/accounting.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import type { StoredRow } from '../../core/runs/resultRow.js';
import type { RunRef } from '../../core/runs/runStore.js';
import { collectStatistics } from '../../core/stats/runStatistics.js';
import type { StatisticsCollector } from '../../core/stats/runStatistics.js';
import { aggregateDifferences } from './checkAggregates.js';
import { selectedRows } from './datasetUpload.js';
import { downloadFile } from './downloadFile.js';
import { joinRows, readResultFile } from './joinRows.js';
import { projectionOf } from './submitRun.js';
import type { ServiceContext } from './submitRun.js';
import type { WireJob } from './wire/jobs.js';

type EndedJob = Pick<WireJob, 'status' | 'serviceStatus' | 'outcome'>;

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
  const fetched = resultFileId
    ? await fetchRows(run, { manifest, fileId: resultFileId }, { context, signal })
    : undefined;
  const ours = fetched && serviceResults(manifest.spec, fetched.tally);
  const differences = results && ours ? aggregateDifferences(results, ours) : [];
  const reason = job.status === 'failed' ? failureReason(error, client.host) : undefined;
  return runs.update(run, (before) => ({
    ...withoutReason(before),
    status: job.status,
    service_status: job.serviceStatus,
    demo: before.demo || client.isScripted(),
    ...(reason !== undefined && { reason }),
    finished_at: new Date(client.clock.now()).toISOString(),
    ...(resultFileId && { file_ids: { ...before.file_ids, results: resultFileId } }),
    ...((results ?? ours) && { results: { ...(results ?? ours) } }),
    ...(differences.length > 0 && { aggregate_differences: differences }),
    ...(fetched && {
      statistics: fetched.statistics.current(),
      progress: { done: fetched.tally.rows, total: fetched.tally.rows },
    }),
  }));
}

/** What a run was paused for is over when it goes on. */
export function withoutReason(manifest: RunManifest): RunManifest {
  const copy = { ...manifest };
  delete copy.reason;
  return copy;
}

interface Fetched {
  readonly tally: Tally;
  readonly statistics: StatisticsCollector;
}

async function fetchRows(
  run: RunRef,
  { manifest, fileId }: { readonly manifest: RunManifest; readonly fileId: string },
  { context, signal }: { readonly context: ServiceContext; readonly signal: AbortSignal },
): Promise<Fetched> {
  const { spec } = manifest;
  const results = readResultFile(await downloadFile(context.client, fileId, signal));
  const projection = projectionOf(run, manifest, context);
  const joined = projection
    ? joinRows({ spec, results, columns: projection.columns }, selectedRows(projection, signal))
    : results;
  const statistics = collectStatistics(spec);
  let tally = emptyTally();
  const counted = async function* (): AsyncGenerator<StoredRow> {
    for await (const row of joined) {
      tally = addToTally(tally, row.result, spec);
      statistics.add(row.result);
      yield row;
    }
  };
  await context.runs.replaceRows(run, counted());
  return { tally, statistics };
}

function failureReason(error: string | undefined, host: string): string {
  if (error === undefined) return `${host} ended the job with an error and gave no reason.`;
  return `${host} ended the job: ${error.replace(/\s+/g, ' ').trim()}`;
}
