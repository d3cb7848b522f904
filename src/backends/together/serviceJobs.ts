import { randomBytes } from 'node:crypto';
import type { JsonObject } from '../../core/json.js';
import { isJsonObject } from '../../core/json.js';
import { newManifest } from '../../core/runs/newManifest.js';
import type { RunRef } from '../../core/runs/runStore.js';
import type { JobList, ServiceJob, ServiceJobs } from '../../core/runs/serviceJobs.js';
import { readServiceParameters } from '../../core/spec/serviceParameters.js';
import type { ResolvedSpec } from '../../core/spec/evalSpec.js';
import { UserError } from '../../core/userError.js';
import { createJobPoller } from './jobPoller.js';
import type { JobPage, JobPoller } from './jobPoller.js';
import { createJobReader } from './jobReader.js';
import type { ServiceOptions } from './serviceOptions.js';
import { serviceUrl } from './serviceUrl.js';
import type { WireJob } from './wire/jobs.js';

/** The jobs of the evaluation service, launched here or elsewhere. */
export function createServiceJobs(
  options: ServiceOptions,
  poller: JobPoller = createJobPoller(options),
): ServiceJobs {
  const { client } = poller;
  const { runs, name, toolVersion } = options;
  const { origin } = serviceUrl(options.baseUrl);

  async function importJob(
    workflowId: string,
    runsRoot: string,
    signal: AbortSignal,
  ): Promise<RunRef> {
    const known = (await runs.list(runsRoot)).find(
      // The embedded service has another port each time.
      ({ manifest }) =>
        manifest.workflow_id === workflowId &&
        manifest.backend === name &&
        (name === 'demo' || manifest.origin === origin),
    );
    if (known) return known.run;
    const job = await createJobReader(client).job(workflowId, signal);
    const spec = specOf(job);
    const title = `${spec.type} ${workflowId}`;
    const planned = newManifest(
      {
        name: title,
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
        createdAt: createdAt(job) ?? new Date(client.clock.now()).toISOString(),
        toolVersion,
        origin,
        demo: name === 'demo' || client.isScripted(),
      },
    );
    // Not yet at its end, whatever the job says: `watch` brings the rows.
    const manifest = { ...planned, workflow_id: workflowId, service_status: job.serviceStatus };
    return runs.create(runsRoot, manifest);
  }

  return {
    list: async (signal, maxAgeMs) => toJobList(await poller.list(signal, maxAgeMs)),
    follow: ({ read, failed }) => poller.follow({ read: (page) => read(toJobList(page)), failed }),
    import: importJob,
    pageUrl: (workflowId) =>
      `${name === 'demo' ? origin : 'https://api.together.ai'}/evaluations/result/${encodeURIComponent(workflowId)}`,
  };
}

function toJobList({ jobs, truncated }: JobPage): JobList {
  const byAge = jobs.toSorted((a, b) => (b.createdAt ?? '').localeCompare(a.createdAt ?? ''));
  return { jobs: byAge.map(toServiceJob), truncated };
}

function toServiceJob(job: WireJob): ServiceJob {
  const { type, status, serviceStatus, outcome } = job;
  const created = createdAt(job);
  const judge = modelOf(job.parameters['judge']);
  const figure = outcome.results && headlineOf(outcome.results);
  return {
    workflowId: job.workflowId,
    status,
    serviceStatus,
    ...(type !== undefined && { type }),
    ...(outcome.error !== undefined && { reason: outcome.error }),
    ...(created !== undefined && { createdAt: created }),
    ...(judge !== undefined && { judge }),
    ...(figure !== undefined && { headline: figure }),
  };
}

/** In milliseconds: the service writes more digits than a `Date` holds. */
function createdAt({ createdAt: text }: WireJob): string | undefined {
  const ms = Date.parse(text ?? '');
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

function modelOf(target: unknown): string | undefined {
  if (!isJsonObject(target)) return undefined;
  const model = target['model'] ?? target['model_name'];
  return typeof model === 'string' ? model : undefined;
}

/** One figure of the aggregates; no interval, as they don't say over how many rows. */
function headlineOf(results: JsonObject): string | undefined {
  const scores = results['aggregated_scores'];
  const source = isJsonObject(scores) ? scores : results;
  const { pass_percentage: passes, mean_score: mean } = source;
  const { A_wins: a, B_wins: b, Ties: ties } = results;
  if (typeof passes === 'number') {
    const pass = `${rounded(passes)} % pass`;
    return typeof mean === 'number' ? `mean ${rounded(mean)}, ${pass}` : pass;
  }
  if (typeof a !== 'number' || typeof b !== 'number') return undefined;
  return `A ${a} · B ${b} · ties ${typeof ties === 'number' ? ties : 0}`;
}

function rounded(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** Throws `UserError` for a job whose parameters can't be read as a spec. */
function specOf(job: WireJob): ResolvedSpec {
  const fault = (why: string) =>
    new UserError(
      'bad_reply',
      `Job ${job.workflowId} can't be imported: ${why}; open its page on the web instead.`,
    );
  if (job.type === undefined) throw fault('its type is not known to this version');
  const read = readServiceParameters(job.type, withResponders(job.parameters, job.type));
  if (!read.ok) throw fault(read.fault);
  return read.spec;
}

/** The service's own schema lets a job do without: its responses then stand in the result column. */
function withResponders(parameters: JsonObject, type: ResolvedSpec['type']): JsonObject {
  const defaults: JsonObject =
    type === 'compare'
      ? { model_a: 'MODEL_TO_EVALUATE_OUTPUT_A', model_b: 'MODEL_TO_EVALUATE_OUTPUT_B' }
      : { model_to_evaluate: 'MODEL_TO_EVALUATE_OUTPUT' };
  const given = Object.entries(parameters).filter(([, value]) => value !== null);
  return { ...defaults, ...Object.fromEntries(given) };
}

function slugOf(workflowId: string): string {
  return workflowId.replace(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 60);
}
