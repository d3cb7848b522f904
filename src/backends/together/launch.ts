import type { JsonObject } from '../../core/json.js';
import { earliestJobMs } from '../../core/runs/launchedMs.js';
import type { EvaluationType } from '../../core/spec/evalSpec.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { parseReply } from '../http/parseReply.js';
import type { ServiceClient } from './client.js';
import { createdMs, isYounger } from './jobs/jobsBefore.js';
import type { JobsBefore } from './jobs/jobsBefore.js';
import { createJobReader, LONGEST_PAGE } from './jobs/jobReader.js';
import { brokenError, neverSent, refusalError } from './serviceErrors.js';
import type { ServiceReply } from './serviceErrors.js';
import { isEcho } from './wire/isEcho.js';
import { createdReply, withoutTokens } from './wire/jobs.js';
import type { WireJob } from './wire/jobs.js';

export interface Launch {
  readonly type: EvaluationType;
  /** With the keys of external models in it: for the request body alone. */
  readonly parameters: JsonObject;
  /** The service's time just before the launch, in milliseconds since 1970. */
  readonly startedMs: number;
  /** What was listed just before the launch; absent: the times of jobs decide which are younger. */
  readonly before?: JobsBefore | undefined;
  /** Folder of its run. */
  readonly owner: string;
  /** Workflow ids that belong to other runs here: none of them is this launch's. */
  readonly taken: () => Promise<ReadonlySet<string>>;
}

/** The request may have arrived, and no job of it is to be found: asking again could pay twice. */
export class UnclearLaunch extends UserError {}

const doing = () => t('launch the evaluation');
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
  const asked = { doing: doing(), host: client.host };
  const { type, parameters } = launch;
  const call = {
    doing: doing(),
    method: 'POST',
    path: '/evaluation',
    json: { type, parameters },
  };
  const ended = await client.askOnce({ ...call, method: 'POST' }, signal);
  const refused = (reply: ServiceReply) =>
    refusalError({ ...reply, text: withoutTokens(reply.text, parameters) }, asked);
  if ('reply' in ended) {
    const { reply } = ended;
    if (isSuccess(reply)) {
      const { data } = createdReply.safeParse(parseReply(reply.text));
      if (data) return data.workflow_id;
    } else if (!isUnclear(reply)) throw refused(reply);
  } else if (neverSent(ended.broken)) throw brokenError(ended.broken, asked);

  const found = await lookFor(client, launch, signal);
  if (found !== undefined) return found;
  const cause = 'reply' in ended ? causeOf(ended.reply, refused) : ended.broken;
  const message = t(
    'The answer of {0} to the launch was lost, and no job of it is in its list so far; resume the run later: it looks for the job again and launches it only if there is none.',
    client.host,
  );
  throw new UnclearLaunch('unreachable', message, { cause });
}

function isSuccess({ status }: ServiceReply): boolean {
  return status >= 200 && status < 300;
}

/** A success that names no job may have made one. */
function causeOf(reply: ServiceReply, refused: (reply: ServiceReply) => UserError): Error {
  return isSuccess(reply) ? new Error('The reply names no job.') : refused(reply);
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
      if (error instanceof UnclearLaunch) throw error;
      return undefined;
    });
    if (found !== undefined) return found;
    if (look < LOOKS) await client.clock.sleep(LOOK_EVERY_MS, signal);
  }
  return undefined;
}

/** Jobs that were found, with their owners: a run may not say so yet. */
const given = new WeakMap<ServiceClient, Map<string, string>>();

/**
 * The job that a launch has made, if the service lists one: of those that fit, the first after the
 * launch. Throws `UnclearLaunch` where the list is full before it reaches back to the launch.
 */
export async function findLaunched(
  client: ServiceClient,
  { type, parameters, startedMs, before, owner, taken }: Launch,
  signal: AbortSignal,
): Promise<string | undefined> {
  const jobs = await createJobReader(client).page(signal, {
    doing: t('look for the launched job'),
  });
  const others = await taken();
  const owners = given.get(client) ?? new Map<string, string>();
  given.set(client, owners);
  const from = earliestJobMs(startedMs);
  const isLater = (job: WireJob) => (before ? isYounger(job, before) : createdMs(job) >= from);
  // The service lists the newest first: what tells no time keeps its place.
  const candidates = [...jobs]
    .reverse()
    .filter(({ workflowId: id }) => !others.has(id) && (owners.get(id) ?? owner) === owner)
    .filter((job) => job.type === type && isLater(job))
    .filter((job) => isEcho(parameters, job.parameters))
    .sort((a, b) => createdMs(a) - createdMs(b) || 0);
  const found = candidates[0]?.workflowId;
  if (found !== undefined) {
    owners.set(found, owner);
    return found;
  }
  if (jobs.length >= LONGEST_PAGE && jobs.every(isLater)) {
    const message = t(
      "{0} lists its newest {1} jobs alone, and all are younger than this launch: whether it made a job can't be seen; look for it on the service's own page before you run the spec again.",
      client.host,
      LONGEST_PAGE,
    );
    throw new UnclearLaunch('unreachable', message);
  }
  return undefined;
}
