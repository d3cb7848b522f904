import { dirname, resolve } from 'node:path';
import type { DatasetFiles, DatasetInfo } from '../core/dataset/dataset.js';
import { drivenBackend } from '../core/runs/drivenBackend.js';
import { isFinal, type EvalBackend, type EvalPlan } from '../core/runs/evalBackend.js';
import { findFailedRows, type FailedRows } from '../core/runs/failedRows.js';
import type { RunManifest } from '../core/runs/manifest.js';
import { failedRowsText, withRetry, type Retry } from '../core/runs/retry.js';
import type { RunRef, RunStore } from '../core/runs/runStore.js';
import type { BackendName } from '../core/spec/evalSpec.js';
import { plannedShard } from '../core/shards/shard.js';
import { UserError } from '../core/userError.js';
import { t } from '../l10n/t.js';

export interface RetryPorts {
  readonly runs: RunStore;
  readonly datasets: DatasetFiles;
  backend(name: BackendName): Promise<EvalBackend>;
  /** Takes the failed rows out of a run of the local runner, which is paused from then on. */
  reopen(run: RunRef): Promise<void>;
  /** Milliseconds. */
  readonly now: () => number;
}

/**
 * Looks at what failed in a finished run. Throws `UserError`: `usage` where it has not ended, nothing
 * failed, or the rows can't be found; `dataset` where the data has changed or is gone.
 */
export async function planRetry(
  run: RunRef,
  ports: RetryPorts,
  signal: AbortSignal,
): Promise<Retry> {
  const { runs } = ports;
  const manifest = await runs.read(run);
  const { name } = manifest;
  const driven = drivenBackend(manifest);
  if (!isFinal(manifest.status)) {
    throw new UserError(
      'usage',
      t('{0} has not ended; resume it, and retry what fails then.', name),
    );
  }
  const failed = await findFailedRows(run, manifest, runs, signal);
  if (failed.count === 0) {
    throw new UserError('usage', t('No row of {0} failed: there is nothing to ask again.', name));
  }
  if (manifest.backend === 'local') {
    const start = async () => {
      await ports.reopen(run);
      return run;
    };
    return { manifest, rows: failed.count, leftOut: 0, isNewRun: false, start };
  }
  const plan = await planOfFailed(run, { manifest, failed }, { ports, signal });
  const rows = failed.numbers.length;
  return {
    manifest,
    rows,
    leftOut: failed.count - rows,
    isNewRun: true,
    async start(signal, onUpload) {
      const backend = await ports.backend(driven);
      const started = await backend.submit(plan, signal, onUpload);
      const at = new Date(ports.now()).toISOString();
      await runs.update(run, (now) => withRetry(now, { at, rows, run: started.id }));
      return started;
    },
  };
}

/** The spec as it was launched, over the failed rows alone. */
async function planOfFailed(
  run: RunRef,
  { manifest, failed }: { readonly manifest: RunManifest; readonly failed: FailedRows },
  work: { readonly ports: RetryPorts; readonly signal: AbortSignal },
): Promise<EvalPlan> {
  const { name, slug, spec, spec_path: specPath, shard, templates } = manifest;
  const backend = drivenBackend(manifest);
  if (manifest.imported_at !== undefined && manifest.unknown_parameters !== undefined) {
    const message = t(
      '{0} was started elsewhere, and the service does not tell all of its spec; make a spec of it and run that.',
      name,
    );
    throw new UserError('usage', message);
  }
  const info = await sameDataset(run, manifest, work);
  if (failed.numbers.length === 0) {
    const message = t(
      "The {0} of {1} fit no row of {2}, so they can't be asked again; run the spec again.",
      failedRowsText(failed.count),
      name,
      info.path,
    );
    throw new UserError('usage', message);
  }
  return {
    name,
    slug,
    spec,
    ...(specPath !== undefined && { specPath: resolve(run.folder, specPath) }),
    backend,
    dataset: { info },
    selectedRows: failed.numbers,
    ...(shard && { shard: plannedShard(shard) }),
    // zod writes an absent field as `string | undefined`; JSON has no undefined.
    templates: templates as EvalPlan['templates'],
    runsRoot: dirname(run.folder),
    notes: [],
  };
}

/** The run's dataset as it is now, if it is as it was: rows are named by their numbers. */
async function sameDataset(
  run: RunRef,
  { name, dataset }: RunManifest,
  { ports, signal }: { readonly ports: RetryPorts; readonly signal: AbortSignal },
): Promise<DatasetInfo> {
  if (dataset.path === undefined) {
    const message = t(
      "The dataset of {0} is on the service alone, so its failed rows can't be asked apart from the others; run the spec again.",
      name,
    );
    throw new UserError('usage', message);
  }
  const path = resolve(run.folder, dataset.path);
  const info = await ports.datasets.describe(path, signal);
  if (dataset.sha256 === undefined || dataset.sha256 === info.sha256) return info;
  const message = t(
    '{0} has changed since {1} was launched; put the old version back and retry, or run the spec again on the new one.',
    path,
    name,
  );
  throw new UserError('dataset', message);
}
