import type { JsonObject } from '../../core/json.js';
import { isJsonObject } from '../../core/json.js';
import { keyOrigin } from '../../core/keyOrigin.js';
import { shortcutProvider } from '../../core/models/providerBases.js';
import type { EvaluationType, ResolvedSpec } from '../../core/spec/evalSpec.js';
import { UserError } from '../../core/userError.js';
import type { ServiceClient } from './client.js';
import { brokenError, neverSent, refusalError } from './serviceErrors.js';
import type { ServiceReply } from './serviceErrors.js';
import { createdReply, readJobs, withoutTokens } from './wire/jobs.js';
import type { WireJob } from './wire/jobs.js';
import { readReplyAs } from './wire/readReply.js';

export interface Launch {
  readonly type: EvaluationType;
  /** With the keys of external models in it: for the request body alone. */
  readonly parameters: JsonObject;
  /** The service's time just before the launch, in milliseconds since 1970. */
  readonly startedMs: number;
}

/** The request may have arrived, and no job of it is to be found: asking again could pay twice. */
export class UnclearLaunch extends UserError {}

const DOING = 'launch the evaluation';
const LOOKS = 4;
const LOOK_EVERY_MS = 3000;

/**
 * Launches a job; resolves to its workflow id. A launch costs money and can't be undone, so it is
 * asked once: where the answer is lost, the job is looked for among the newest. Throws `UserError`,
 * `UnclearLaunch` where neither an answer nor a job came.
 */
export async function launchJob(
  client: ServiceClient,
  launch: Launch,
  signal: AbortSignal,
): Promise<string> {
  const asked = { doing: DOING, host: client.host };
  const { type, parameters } = launch;
  const call = { doing: DOING, method: 'POST', path: '/evaluation', json: { type, parameters } };
  const ended = await client.askOnce({ ...call, method: 'POST' }, signal);
  const refused = (reply: ServiceReply) =>
    refusalError({ ...reply, text: withoutTokens(reply.text, parameters) }, asked);
  if ('reply' in ended) {
    const { reply } = ended;
    if (reply.status >= 200 && reply.status < 300) {
      return readReplyAs(createdReply, reply, asked).workflow_id;
    }
    if (!isUnclear(reply)) throw refused(reply);
  } else if (neverSent(ended.broken)) throw brokenError(ended.broken, asked);

  const found = await lookFor(client, launch, signal);
  if (found !== undefined) return found;
  const cause = 'reply' in ended ? refused(ended.reply) : ended.broken;
  const message = `The answer of ${client.host} to the launch was lost, and no job of it is in its list so far; resume the run later: it looks for the job again and launches it only if there is none.`;
  throw new UnclearLaunch('unreachable', message, { cause });
}

function isUnclear({ status }: ServiceReply): boolean {
  return status >= 500 || status === 408 || status === 409;
}

/** Looks a few times, as the list may lag behind. */
async function lookFor(
  client: ServiceClient,
  launch: Launch,
  signal: AbortSignal,
): Promise<string | undefined> {
  for (let look = 1; look <= LOOKS; look += 1) {
    const found = await findLaunched(client, launch, signal).catch((error: unknown) => {
      if (signal.aborted || !(error instanceof UserError)) throw error;
      return undefined;
    });
    if (found !== undefined) return found;
    if (look < LOOKS) await client.clock.sleep(LOOK_EVERY_MS, signal);
  }
  return undefined;
}

/** Rounding of times, and of the `Date` header that tells the service's. */
const TOLERANCE_MS = 5000;

/** The job that a launch has made, if the service lists one: the newest that fits. */
export async function findLaunched(
  client: ServiceClient,
  { type, parameters, startedMs }: Launch,
  signal: AbortSignal,
): Promise<string | undefined> {
  const doing = 'look for the launched job';
  const call = { doing, method: 'GET', path: '/evaluation?limit=100' } as const;
  const jobs = readJobs(await client.ask(call, signal), { doing, host: client.host });
  const wanted = identity(parameters);
  const fits = (job: WireJob) =>
    job.type === type &&
    identity(job.parameters) === wanted &&
    Date.parse(job.createdAt ?? '') >= startedMs - TOLERANCE_MS;
  return jobs.find(fits)?.workflowId;
}

/** File and models of a job: what tells it from another, whatever else the service echoes. */
function identity(parameters: JsonObject): string {
  const model = (field: string) => {
    const value = parameters[field] ?? null;
    return isJsonObject(value) ? (value['model'] ?? value['model_name'] ?? null) : value;
  };
  const fields = ['judge', 'model_to_evaluate', 'model_a', 'model_b', 'input_data_file_path'];
  return JSON.stringify(fields.map(model));
}

/** References of the spec's keys, each with its model and the origin that this is asked at. */
export function keyReferences(
  spec: ResolvedSpec,
): { reference: string; origin: string; model: string }[] {
  const responders =
    spec.type === 'compare' ? [spec.model_a, spec.model_b] : [spec.model_to_evaluate];
  const targets = [spec.judge, ...responders.filter((each) => typeof each !== 'string')];
  return targets.flatMap(({ external_api_token: reference, external_base_url: url, model }) =>
    reference === undefined
      ? []
      : [{ reference, origin: url === undefined ? provider(model) : originOf(url), model }],
  );
}

/** The shortcuts of the service name a provider instead of a URL (API reference, section 2.4). */
function provider(model: string): string {
  const meant = shortcutProvider(model);
  if (meant) return new URL(meant.base.url).origin;
  const message = `The external model "${model}" names no provider that is known here; add its external_base_url to the spec.`;
  throw new UserError('spec', message);
}

function originOf(url: string): string {
  const read = keyOrigin(url);
  if ('origin' in read) return read.origin;
  throw new UserError('spec', `An external_base_url of the spec ${read.fault}.`);
}
