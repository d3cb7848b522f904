import { randomBytes } from 'node:crypto';
import { dirname, resolve } from 'node:path';
import type { UploadProgress } from '../../core/dataset/service/serviceFiles.js';
import type { KeyAsker } from '../../core/keys.js';
import type { EvalPlan } from '../../core/runs/evalBackend.js';
import { launchedMs } from '../../core/runs/launchedMs.js';
import type { RunManifest } from '../../core/runs/manifest.js';
import { newManifest } from '../../core/runs/newManifest.js';
import type { RunRef } from '../../core/runs/runStore.js';
import { serviceParameters } from '../../core/spec/serviceParameters.js';
import { keylessOrigins } from '../../core/spec/keylessOrigins.js';
import { neededColumns, usedColumns } from '../../core/spec/usedColumns.js';
import type { ResolvedSpec } from '../../core/spec/evalSpec.js';
import { modelObjects } from '../../core/spec/responders.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import type { ServiceClient } from './client.js';
import type { Projection } from './upload/datasetUpload.js';
import { parseJobsBefore, readJobsBefore } from './jobs/jobsBefore.js';
import { keyReferences } from './keyReferences.js';
import { findLaunched, launchJob, UnclearLaunch } from './launch.js';
import type { Launch } from './launch.js';
import type { ServiceOptions } from './serviceOptions.js';
import { otherAccount } from './otherAccount.js';
import { serviceUrl } from './serviceUrl.js';
import { uploadDataset } from './upload/upload.js';
import { uploadMemory } from './upload/uploadMemory.js';

export interface ServiceContext extends ServiceOptions {
  readonly client: ServiceClient;
}

interface SubmitContext extends ServiceContext {
  readonly onUpload: ((progress: UploadProgress) => void) | undefined;
}

/**
 * Uploads and launches. The run's folder is there before the launch and gone again if the service
 * refuses it; from the launch on the run is found again whatever happens. What a crash before the
 * launch leaves is a file in the service's library.
 */
export async function submitRun(
  plan: EvalPlan,
  context: SubmitContext,
  signal: AbortSignal,
): Promise<RunRef> {
  const { client, runs, name } = context;
  signal.throwIfAborted();
  checkModels(plan.spec);
  // Before anything is sent: a missing key shall cost nothing.
  const tokens = await resolveTokens(plan.spec, context, {
    spec: plan.specPath ?? plan.name,
    ...('info' in plan.dataset && { columns: usedColumns(plan.spec, plan.dataset.info.columns) }),
  });
  const account = await context.account?.(signal);
  const fileId = await fileOf(plan, context, signal);
  const planned = newManifest(plan, {
    id: randomBytes(4).toString('hex'),
    createdAt: new Date(client.clock.now()).toISOString(),
    toolVersion: context.toolVersion,
    origin: serviceUrl(context.baseUrl).origin,
    demo: name === 'demo' || client.isScripted(),
    account,
  });
  const before = await readJobsBefore(client, signal);
  const startedMs = client.serverNow();
  const run = await runs.create(plan.runsRoot, {
    ...planned,
    file_ids: { dataset: fileId },
    launch_started_at: new Date(startedMs).toISOString(),
    ...(before && { launch_jobs_before: before }),
  });
  const parameters = serviceParameters(plan.spec, fileId, tokens);
  try {
    const taken = () => othersOf(run, context);
    const { type } = plan.spec;
    const launch = { type, parameters, startedMs, before, owner: run.folder, taken };
    await launchInto(run, launch, { context, signal });
  } catch (error) {
    if (error instanceof UnclearLaunch) {
      const reason = error.message;
      await runs.update(run, (now) => ({ ...now, status: 'paused', reason }));
    } else if (!signal.aborted) await runs.remove(run);
    throw error;
  }
  return run;
}

/**
 * The workflow id of a run; for one whose launch was interrupted the job is looked for, and launched
 * only if there is none.
 */
export async function workflowOf(
  run: RunRef,
  context: ServiceContext,
  signal: AbortSignal,
): Promise<string> {
  const { client, runs } = context;
  const manifest = await runs.read(run);
  if (manifest.workflow_id !== undefined) return manifest.workflow_id;
  const fileId = manifest.file_ids?.dataset;
  if (fileId === undefined) {
    const message = t('Run {0} was never uploaded; delete it and run the spec again.', run.id);
    throw new UserError('not_found', message);
  }
  const { spec, spec_path: specPath, name } = manifest;
  // Another account's list lacks the job, which would be launched there once more.
  const foreign = await otherAccount(run, context, signal);
  if (foreign) throw foreign;
  const tokens = await resolveTokens(spec, context, {
    spec: specPath === undefined ? name : resolve(run.folder, specPath),
    columns: usedColumns(spec, manifest.dataset.columns ?? []),
  });
  const launch = {
    type: spec.type,
    parameters: serviceParameters(spec, fileId, tokens),
    startedMs: launchedMs(manifest),
    before: parseJobsBefore(manifest['launch_jobs_before']),
    owner: run.folder,
    taken: () => othersOf(run, context),
  };
  const found = await findLaunched(client, launch, signal);
  if (found !== undefined) {
    await runs.update(run, (now) => launchedAs(now, found));
    return found;
  }
  return launchInto(run, launch, { context, signal });
}

/** Workflow ids of the runs beside this one. */
async function othersOf(run: RunRef, { runs }: ServiceContext): Promise<ReadonlySet<string>> {
  const listed = await runs.list(dirname(run.folder));
  return new Set(
    listed.flatMap(({ run: { folder }, manifest: { workflow_id: id } }) =>
      id !== undefined && folder !== run.folder ? [id] : [],
    ),
  );
}

async function launchInto(
  run: RunRef,
  launch: Launch,
  { context, signal }: { readonly context: ServiceContext; readonly signal: AbortSignal },
): Promise<string> {
  const workflowId = await launchJob(context.client, launch, signal);
  await context.runs.update(run, (now) => launchedAs(now, workflowId));
  return workflowId;
}

/** Nobody looks for its job any more. */
function launchedAs(manifest: RunManifest, workflowId: string): RunManifest {
  const { ...rest } = manifest;
  delete rest['launch_jobs_before'];
  return { ...rest, workflow_id: workflowId };
}

/** The file id of the dataset; a local dataset is uploaded, as far as the job needs it. */
async function fileOf(
  plan: EvalPlan,
  context: SubmitContext,
  signal: AbortSignal,
): Promise<string> {
  if ('fileId' in plan.dataset) return plan.dataset.fileId;
  const { info } = plan.dataset;
  const used = neededColumns(plan.spec, info.columns);
  const { client, datasets } = context;
  const { id } = await uploadDataset(
    {
      client,
      datasets,
      info,
      path: info.path,
      columns: used,
      selectedRows: plan.selectedRows,
      sha256: info.sha256,
      isForSpec: true,
      stem: plan.slug,
      memory: uploadMemory(context),
      onProgress: context.onUpload,
    },
    signal,
  );
  return id;
}

/** What of a run's local dataset the job was given; undefined where the data is on the service. */
export function projectionOf(
  run: RunRef,
  manifest: RunManifest,
  { datasets }: ServiceContext,
): Projection | undefined {
  const { path, columns } = manifest.dataset;
  if (path === undefined) return undefined;
  return {
    datasets,
    path: resolve(run.folder, path),
    columns: usedColumns(manifest.spec, columns ?? []),
    selectedRows: manifest.selected_rows,
  };
}

/** The embedded service asks nobody: no real key goes there. */
const NO_KEY = 'demo';

/** The keys of a spec's models; those without one get the rows as well, by way of the service. */
async function resolveTokens(
  spec: ResolvedSpec,
  { keys, name, allowRows }: ServiceContext,
  asker: Omit<KeyAsker, 'model'>,
): Promise<ReadonlyMap<string, string>> {
  const tokens = new Map<string, string>();
  for (const { reference, origin, model } of keyReferences(spec)) {
    const token =
      name === 'demo' ? NO_KEY : await keys.resolve(reference, origin, { ...asker, model });
    // One of them would go to the other's address.
    if ((tokens.get(reference) ?? token) !== token) {
      const message = t(
        '{0} is another key at {1} than for the other model, and a job takes one key for a name; give them two names.',
        reference,
        origin,
      );
      throw new UserError('spec', message);
    }
    tokens.set(reference, token);
  }
  if (name === 'demo') return tokens;
  for (const { origin, model } of keylessOrigins(spec)) {
    await allowRows?.(origin, { ...asker, model });
  }
  return tokens;
}

function checkModels(spec: ResolvedSpec): void {
  const editors = modelObjects(spec).find(([, { model, model_source: source }]) => {
    return source === 'external' && model.startsWith('vscode:');
  });
  if (!editors) return;
  const message = t(
    'Model "{0}" answers inside VS Code only; run this spec with backend "local", or name another model.',
    editors[1].model,
  );
  throw new UserError('spec', message);
}
