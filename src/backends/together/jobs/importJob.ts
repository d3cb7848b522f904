import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import type { RunManifest } from '../../../core/runs/manifest.js';
import { newManifest } from '../../../core/runs/newManifest.js';
import { isOwnJob } from '../../../core/runs/ownJob.js';
import type { RunRef } from '../../../core/runs/runStore.js';
import { createJobReader } from './jobReader.js';
import { readableSpec } from '../readableSpec.js';
import { serviceUrl } from '../serviceUrl.js';
import type { ServiceContext } from '../submitRun.js';
import { toServiceJob } from './toServiceJob.js';
import type { WireJob } from '../wire/jobs.js';
import { iso } from '../wire/jobs.js';

interface Known {
  readonly run: RunRef;
  readonly manifest: RunManifest;
}

/**
 * Makes a run folder from a job of the service, launched anywhere; `watch` on it then brings its end
 * and its rows. A job that has a run here is that run, also where the launch never learnt the job's
 * id. Throws `UserError`.
 */
export async function importJob(
  { workflowId, runsRoot }: { readonly workflowId: string; readonly runsRoot: string },
  context: ServiceContext,
  signal: AbortSignal,
): Promise<RunRef> {
  const { runs, client, name, toolVersion } = context;
  const { origin } = serviceUrl(context.baseUrl);
  const here = (await runs.list(runsRoot)).filter(
    // The embedded service has another port each time.
    ({ manifest }) => manifest.backend === name && (name === 'demo' || manifest.origin === origin),
  );
  const known = here.find(({ manifest }) => manifest.workflow_id === workflowId);
  if (known) return known.run;
  const job = await createJobReader(client).job(workflowId, signal);
  const listed = toServiceJob(job);
  const launched = here.find(
    ({ manifest }) => manifest.workflow_id === undefined && isOwnJob(manifest, listed),
  );
  if (launched) {
    await runs.update(launched.run, (now) => ({ ...now, workflow_id: workflowId }));
    return launched.run;
  }

  const { spec, missing } = readableSpec(job);
  const now = new Date(client.clock.now()).toISOString();
  const planned = newManifest(
    {
      name: `${spec.type} ${workflowId}`,
      slug: slugOf(workflowId),
      spec,
      backend: name,
      dataset: { fileId: spec.dataset },
      templates: {},
      runsRoot,
      notes: [],
    },
    {
      id: randomBytes(4).toString('hex'),
      createdAt: iso(job.createdAt) ?? now,
      toolVersion,
      origin,
      demo: name === 'demo' || client.isScripted(),
      account: await context.account?.(signal),
    },
  );
  const uploaded = await uploadedHere(spec.dataset, here, { context, signal });
  // Not yet at its end, whatever the job says: `watch` brings the rows.
  return runs.create(runsRoot, {
    ...planned,
    ...uploaded,
    workflow_id: workflowId,
    service_status: job.serviceStatus,
    imported_at: now,
    ...startOf(job),
    ...(missing.length > 0 && { unknown_parameters: [...missing] }),
  });
}

function startOf({ startedAt }: WireJob): Pick<RunManifest, 'started_at'> {
  return startedAt === undefined ? {} : { started_at: startedAt };
}

/**
 * The dataset of this machine that a run uploaded as this file, as long as it is still the same: rows
 * are then joined to it, with the columns that were not sent. Runs of one folder lie side by side, so
 * its path holds for the new one too.
 */
async function uploadedHere(
  fileId: string,
  here: readonly Known[],
  { context, signal }: { readonly context: ServiceContext; readonly signal: AbortSignal },
): Promise<Partial<Pick<RunManifest, 'dataset' | 'selected_rows'>>> {
  for (const { run, manifest } of here) {
    const { path, sha256 } = manifest.dataset;
    if (manifest.file_ids?.dataset !== fileId || path === undefined) continue;
    const info = await context.datasets
      .describe(resolve(run.folder, path), signal)
      .catch(() => undefined);
    signal.throwIfAborted();
    if (info?.sha256 !== sha256) continue;
    const rows = manifest.selected_rows;
    return { dataset: manifest.dataset, ...(rows && { selected_rows: rows }) };
  }
  return {};
}

function slugOf(workflowId: string): string {
  return workflowId.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 60);
}
