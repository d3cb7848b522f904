import { t } from '../../l10n/t.js';
import { withoutEndSlashes } from '../withoutEndSlashes.js';
import type { DatasetFormat } from '../dataset/dataset.js';
import { splitName } from '../dataset/writing/splitNames.js';
import type { Json, JsonObject } from '../json.js';
import { isJsonObject } from '../json.js';
import { parseKeyReference } from '../keys.js';
import type { EvalPlan } from '../runs/evalBackend.js';
import type { RunManifest } from '../runs/manifest.js';
import type { EvaluationType, ResolvedSpec } from '../spec/evalSpec.js';
import { backendProblems } from '../spec/problems/modelProblems.js';
import { serviceParameters } from '../spec/serviceParameters.js';
import { neededColumns } from '../spec/usedColumns.js';
import { UserError } from '../userError.js';

/** A local dataset as a snippet uploads it. */
export interface UploadedData {
  /** Relative to where the snippet is run: the folder of the spec. */
  readonly path: string;
  readonly format: DatasetFormat;
  /** CSV only. */
  readonly delimiter?: string;
  /** What the service may see of it; absent: the file itself is uploaded. */
  readonly part?: {
    readonly columns: readonly string[];
    /** Row numbers from 1, ascending; absent: all. */
    readonly rows?: readonly number[];
    /** Name of the file that the snippet writes. */
    readonly name: string;
  };
}

/** A job of the service as others can start it: no key in it, only names of environment variables. */
export interface SharedJob {
  readonly name: string;
  readonly type: EvaluationType;
  /**
   * `parameters` of `POST /evaluation`, with references such as `${secret:NAME}` in place of keys;
   * `input_data_file_path` is empty where the snippet uploads the data.
   */
  readonly parameters: JsonObject;
  readonly data: { readonly fileId: string } | UploadedData;
  /** Only where it is not the service's own. */
  readonly baseUrl?: string;
}

const SERVICE_URLS = ['https://api.together.ai/v1', 'https://api.together.xyz/v1'];

/** The job that a launch of this plan on the service would be. Throws `UserError`. */
export function jobOfPlan(plan: EvalPlan, baseUrl: string): SharedJob {
  const { spec, dataset, selectedRows: rows } = plan;
  if ('fileId' in dataset) {
    return jobOfSpec({ name: plan.name, spec, data: { fileId: dataset.fileId }, baseUrl });
  }
  const { info } = dataset;
  const columns = neededColumns(spec, info.columns);
  const data: UploadedData = {
    path: argument(spec.dataset),
    format: info.format,
    ...(info.delimiter !== undefined && { delimiter: info.delimiter }),
    // The service takes commas alone between the fields of a CSV file.
    ...((columns.length < info.columns.length ||
      rows !== undefined ||
      (info.delimiter ?? ',') !== ',') && {
      part: {
        columns,
        ...(rows && { rows }),
        name: argument(`${splitName(fileName(spec.dataset)).stem}-eval.jsonl`),
      },
    }),
  };
  return jobOfSpec({ name: plan.name, spec, data, baseUrl });
}

/** A path that no command takes for an option. */
function argument(path: string): string {
  return path.startsWith('-') ? `./${path}` : path;
}

/** The job as it was run; its data is on the service already. Throws `UserError` for a run that was not. */
export function jobOfRun(manifest: RunManifest, baseUrl: string): SharedJob {
  const { spec, name } = manifest;
  const fileId =
    manifest.file_ids?.dataset ?? (manifest.dataset.path === undefined ? spec.dataset : undefined);
  if (manifest.backend === 'local' || fileId === undefined) {
    const message = t(
      '{0} was not run on the service, so there is no job of it to copy; copy its spec instead.',
      name,
    );
    throw new UserError('usage', message);
  }
  return jobOfSpec({ name, spec, data: { fileId }, baseUrl });
}

/** Throws `UserError` for a spec that the service can't run. */
export function jobOfSpec(given: {
  readonly name: string;
  readonly spec: ResolvedSpec;
  readonly data: SharedJob['data'];
  readonly baseUrl: string;
}): SharedJob {
  const { name, spec, data, baseUrl } = given;
  if (spec.backend === 'local') {
    const message = t(
      'This spec runs on this machine (backend: local), so there is no job of the service to copy; name another backend first.',
    );
    throw new UserError('spec', message);
  }
  // A spec is JSON by its schema.
  const plain = spec as unknown as JsonObject;
  const [unreachable] = backendProblems(plain, 'together').filter(
    ({ severity }) => severity === 'error',
  );
  if (unreachable) throw new UserError('spec', unreachable.message);
  const fileId = 'fileId' in data ? data.fileId : '';
  const url = withoutEndSlashes(baseUrl);
  return {
    name,
    type: spec.type,
    parameters: serviceParameters(spec, fileId, referencesOf(plain)),
    data,
    ...(!SERVICE_URLS.includes(url) && { baseUrl: url }),
  };
}

/** Each reference stands for itself: a snippet reads the key where it runs. */
function referencesOf(spec: JsonObject): ReadonlyMap<string, string> {
  return new Map(tokensIn(spec).map((reference) => [reference, reference]));
}

function tokensIn(models: JsonObject): string[] {
  return Object.values<Json>(models).flatMap((target) => {
    const token = isJsonObject(target) ? target['external_api_token'] : undefined;
    return typeof token === 'string' ? [token] : [];
  });
}

/** The environment variable that holds a referenced key. Throws `UserError` for what is no reference. */
export function keyVariable(reference: string): string {
  const name = parseKeyReference(reference)?.name;
  if (name !== undefined) return name.replace(/[^A-Za-z0-9_]/g, '_');
  const message = t(
    'external_api_token must be ${secret:NAME} or ${env:NAME}, never the key itself.',
  );
  throw new UserError('spec', message);
}

/** What stands above a snippet: what it is and what it needs. */
export function headLines(job: SharedJob): string[] {
  const variables = [...new Set(tokensIn(job.parameters))].map((reference) => {
    const variable = keyVariable(reference);
    return `${variable}: the key that the spec names ${reference}.`;
  });
  return [
    `${oneLine(job.name)} (${job.type})`,
    'TOGETHER_API_KEY: the key of the service.',
    ...variables,
    ...('fileId' in job.data ? [] : ['Run this in the folder of the eval spec.']),
  ].map(oneLine);
}

export function resultsName(job: SharedJob): string {
  const stem = job.name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  return `${stem === '' ? 'evaluation' : stem}-results.jsonl`;
}

/** The file that is uploaded, and its type for the service. */
export function uploadOf(data: UploadedData): { readonly path: string; readonly type: string } {
  return data.part
    ? { path: data.part.name, type: 'jsonl' }
    : { path: data.path, type: data.format };
}

/** A comment ends with its line. */
function oneLine(text: string): string {
  // eslint-disable-next-line no-control-regex -- no control character may end or hide a comment
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ');
}

export function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
}
