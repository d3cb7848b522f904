import { t } from '../../l10n/t.js';
import type { Json, JsonObject } from '../json.js';
import type { RunManifest } from '../runs/manifest.js';
import type { EvaluationType, ResolvedSpec } from '../spec/evalSpec.js';
import { parseSpec, type SpecFormat } from '../spec/parseSpec.js';
import { UserError } from '../userError.js';
import { evaluationType, importedSpec, type ImportedSpec } from './importedSpec.js';
import type { PromptfooSource } from './promptfooConfig.js';
import { jobOfSpec, type SharedJob } from './sharedJob.js';

/** A job as the service tells of it. */
interface KnownJob {
  readonly workflowId: string;
  readonly type?: EvaluationType;
  readonly parameters: JsonObject;
}

/** The spec of a job that was started anywhere; its keys become references. Throws `UserError`. */
export function specFromJob(
  { workflowId, type, parameters }: KnownJob,
  format: SpecFormat,
): ImportedSpec {
  const known = evaluationType(type);
  const file = parameters['input_data_file_path'];
  const dataset = typeof file === 'string' && file !== '' ? file : 'data.jsonl';
  const name = `${known} ${workflowId}`;
  return importedSpec({ type: known, parameters, name, dataset, format });
}

/** What no job of the service knows. */
const LOCAL_FIELDS = 'name description tags type dataset backend run gates'.split(' ');

/**
 * The spec of a run as it was launched, templates inlined. `dataset`: the local file where it is
 * still there, relative to the new spec; else the service's file is named.
 */
export function specFromRun(
  manifest: RunManifest,
  dataset: string | undefined,
  format: SpecFormat,
): ImportedSpec {
  const { name, type, spec } = manifest;
  // Relative to the run's spec it may mean nothing at the new place.
  const fileId = manifest.file_ids?.dataset ?? spec.dataset;
  // A spec is JSON by its schema.
  const fields = Object.entries<Json>(spec as unknown as JsonObject);
  const plain = Object.fromEntries(fields.filter(([field]) => !LOCAL_FIELDS.includes(field)));
  return importedSpec({ type, parameters: plain, name, dataset: dataset ?? fileId, format });
}

/** The job that the service tells of, to be copied. Throws `UserError` where it can't be a spec. */
export function jobToShare(job: KnownJob, baseUrl: string): SharedJob {
  const { name, spec, dataset } = specOfJob(job);
  return jobOfSpec({ name, spec, data: { fileId: dataset }, baseUrl });
}

/** The same for promptfoo; its rows stay on the service. */
export function sourceOfJob(job: KnownJob): PromptfooSource {
  const { name, spec } = specOfJob(job);
  return { name, spec, rows: [], total: 0 };
}

function specOfJob(job: KnownJob) {
  const { text, problems, name, dataset } = specFromJob(job, 'json');
  const { spec } = parseSpec(text, 'job.eval.json');
  if (!spec) {
    const message = t(
      "Job {0} can't be copied: {1}",
      job.workflowId,
      problems[0] ?? t('its parameters are no spec'),
    );
    throw new UserError('bad_reply', message);
  }
  // A job names no template files.
  return { name, dataset, spec: spec as ResolvedSpec };
}
