import { isJsonObject } from '../core/json.js';
import { EVALUATION_TYPES } from '../core/spec/evalSpec.js';
import type { ResolvedSpec } from '../core/spec/evalSpec.js';
import { modelObjects } from '../core/spec/responders.js';
import { readServiceParameters, TYPE_FIELDS } from '../core/spec/serviceParameters.js';
import { unknownModel } from './chatRoute.js';
import type { DemoFiles } from './demoFiles.js';
import type { DemoJobs } from './demoJobs.js';
import { DEMO_ENDPOINTS, EXTERNAL_SHORTCUTS, findDemoModel } from './demoModels.js';
import type { Faults } from './faults.js';
import { failure, json, readJson } from './reply.js';
import type { DemoReply, DemoRequest } from './reply.js';

interface JobRouteOptions {
  readonly faults: Faults;
  readonly files: DemoFiles;
  readonly jobs: DemoJobs;
}

const PAGE = 10;
const LONGEST_PAGE = 100;

/** Every route below `/evaluation`; undefined where there is none. */
export async function jobRoutes(
  request: DemoRequest,
  options: JobRouteOptions,
): Promise<DemoReply | undefined> {
  const { method, path } = request;
  if (method === 'POST' && path === '/evaluation') return createJob(request, options);
  if (method !== 'GET') return undefined;
  if (path === '/evaluation') return listJobs(request, options.jobs);
  const [, id = '', rest] = /^\/evaluation\/([^/]+)(\/status)?$/.exec(path) ?? [];
  if (id === '') return undefined;
  const job = await options.jobs.get(decodeURIComponent(id));
  if (!job) return failure(404, `Evaluation job ${id} was not found.`);
  return rest === undefined ? json(job) : json({ status: job.status, results: job.results });
}

async function createJob(
  request: DemoRequest,
  { files, jobs, faults }: JobRouteOptions,
): Promise<DemoReply> {
  const body = await readJson(request);
  const type = EVALUATION_TYPES.find((known) => known === body['type']);
  if (!type) return failure(400, 'Invalid request: type: must be classify, score or compare.');
  const { parameters } = body;
  if (!isJsonObject(parameters)) {
    return failure(400, 'Invalid request: parameters: the field is required.');
  }
  const stray = strayField(type, parameters);
  if (stray !== undefined) {
    return failure(400, `Invalid request: ${stray}: not a field of type ${type}.`);
  }
  const read = readServiceParameters(type, parameters);
  if (!read.ok) return failure(400, `Invalid request: ${read.fault}.`);
  const fault = faultOf(read.spec);
  if (fault !== undefined) return failure(400, `Invalid request: ${fault}`);
  for (const target of targetsOf(read.spec)) {
    const refused = refusal(target, isKeyed(parameters, target.field));
    if (refused) return refused;
  }
  const file = await files.get(read.spec.dataset);
  if (!file) return failure(404, `File ${read.spec.dataset} was not found.`);
  if (file.purpose !== 'eval') {
    return failure(400, `File ${file.id} has the purpose ${file.purpose}, not eval.`);
  }
  if (!file.Processed) return failure(400, `File ${file.id} has no content yet.`);
  const echoed = faults.strike(['echoed_keys'], request);
  const kept = echoed ? parameters : withoutKeys(parameters);
  const job = await jobs.create({ type, parameters: kept });
  return json({ workflow_id: job.workflow_id, status: job.status });
}

const OWN_FIELDS: Readonly<Record<ResolvedSpec['type'], readonly string[]>> = TYPE_FIELDS;

/** A field that only another type has; what no type has is let pass. */
function strayField(
  type: ResolvedSpec['type'],
  parameters: Record<string, unknown>,
): string | undefined {
  return Object.values(OWN_FIELDS)
    .flat()
    .find((field) => !OWN_FIELDS[type].includes(field) && (parameters[field] ?? null) !== null);
}

async function listJobs({ query }: DemoRequest, jobs: DemoJobs): Promise<DemoReply> {
  const limit = Number(query.get('limit') ?? PAGE);
  if (!Number.isInteger(limit) || limit < 1) {
    return failure(400, 'Invalid request: limit: must be a whole number of at least 1.');
  }
  const status = query.get('status');
  return json(await jobs.list({ most: Math.min(limit, LONGEST_PAGE), status }));
}

/** Rules that span fields. */
function faultOf(spec: ResolvedSpec): string | undefined {
  if (spec.type === 'classify') {
    const stray = spec.pass_labels.find((label) => !spec.labels.includes(label));
    return stray === undefined ? undefined : `pass_labels: "${stray}" is not in labels.`;
  }
  if (spec.type !== 'score') return undefined;
  if (spec.min_score >= spec.max_score) return 'min_score must be less than max_score.';
  const within = spec.pass_threshold >= spec.min_score && spec.pass_threshold <= spec.max_score;
  return within ? undefined : 'pass_threshold must be between min_score and max_score.';
}

interface Target {
  readonly field: string;
  readonly model: string;
  readonly model_source: ResolvedSpec['judge']['model_source'];
  readonly external_base_url?: string | undefined;
}

function targetsOf(spec: ResolvedSpec): Target[] {
  return modelObjects(spec).map(([field, model]) => ({ field, ...model }));
}

function isWebAddress(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

function isKeyed(parameters: Record<string, unknown>, field: string): boolean {
  const target = parameters[field];
  return isJsonObject(target) && typeof target['external_api_token'] === 'string';
}

function refusal(target: Target, keyed: boolean): DemoReply | undefined {
  const { field, model, model_source: source } = target;
  switch (source) {
    case 'serverless':
      if (findDemoModel(model)) return undefined;
      return failure(400, unknownModel(model), 'model_not_available');
    case 'dedicated': {
      const endpoint = DEMO_ENDPOINTS.find(({ id, name }) => id === model || name === model);
      if (!endpoint) return failure(400, unknownModel(model), 'model_not_available');
      if (endpoint.state === 'STARTED') return undefined;
      return failure(400, `Endpoint ${model} is not running.`, 'endpoint_not_ready');
    }
    case 'external': {
      if (!keyed) {
        return failure(400, `Invalid request: ${field}.external_api_token: the field is required.`);
      }
      const { external_base_url: url } = target;
      if (url !== undefined && !isWebAddress(url)) {
        return failure(400, `Invalid request: ${field}.external_base_url: must be an http(s) URL.`);
      }
      const placed =
        target.external_base_url !== undefined || EXTERNAL_SHORTCUTS.some((name) => name === model);
      if (placed) return undefined;
      return failure(400, `Invalid request: ${field}.external_base_url: the field is required.`);
    }
  }
}

/** The embedded service asks nobody, so it has no use for keys and keeps none unless told. */
function withoutKeys(parameters: Record<string, unknown>): Record<string, unknown> {
  const text = JSON.stringify(parameters, (key, value: unknown) =>
    key === 'external_api_token' ? undefined : value,
  );
  // An object went in, so an object comes out.
  return JSON.parse(text) as Record<string, unknown>;
}
