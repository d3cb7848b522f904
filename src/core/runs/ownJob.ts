import { earliestJobMs, launchedMs } from './launchedMs.js';
import type { RunManifest } from './manifest.js';
import type { ServiceJob } from './serviceJobs.js';

type Launched = Pick<RunManifest, 'backend' | 'workflow_id' | 'type' | 'file_ids' | 'spec'> & {
  readonly created_at: string;
  /** When the launch was sent, by the service's clock; ISO 8601. */
  readonly launch_started_at?: unknown;
};

/**
 * Whether a job is the one that a run launched: by its id; for a run whose launch got no answer by
 * type, file and models, made since the launch.
 */
export function isOwnJob(run: Launched, job: ServiceJob): boolean {
  if (run.workflow_id !== undefined) return run.workflow_id === job.workflowId;
  const fileId = run.file_ids?.dataset;
  if (run.backend === 'local' || fileId === undefined || fileId !== job.datasetFile) return false;
  if (run.type !== job.type || !isSame(modelsOf(run.spec), job.models ?? {})) return false;
  return Date.parse(job.createdAt ?? '') >= earliestJobMs(launchedMs(run));
}

/** The jobs that are a run's here: each job belongs to one run at most, and each run has one. */
export function ownJobs(
  runs: readonly Launched[],
  jobs: readonly ServiceJob[],
): ReadonlyMap<string, Launched> {
  const own = new Map<string, Launched>();
  const known = runs.filter((run) => run.workflow_id !== undefined);
  for (const run of known) own.set(run.workflow_id ?? '', run);
  const oldestFirst = jobs.toSorted((a, b) => (a.createdAt ?? '').localeCompare(b.createdAt ?? ''));
  for (const run of runs) {
    if (run.workflow_id !== undefined) continue;
    const job = oldestFirst.find((each) => !own.has(each.workflowId) && isOwnJob(run, each));
    if (job) own.set(job.workflowId, run);
  }
  return own;
}

/** Field of the spec → the model that is asked there, or the column that is read. */
function modelsOf(spec: RunManifest['spec']): Readonly<Record<string, string>> {
  const name = (target: string | { readonly model: string }) =>
    typeof target === 'string' ? target : target.model;
  const responders =
    spec.type === 'compare'
      ? { model_a: name(spec.model_a), model_b: name(spec.model_b) }
      : { model_to_evaluate: name(spec.model_to_evaluate) };
  return { judge: spec.judge.model, ...responders };
}

/** What a job leaves out is no difference. */
function isSame(
  ours: Readonly<Record<string, string>>,
  theirs: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(theirs).every(([field, model]) => ours[field] === model);
}
