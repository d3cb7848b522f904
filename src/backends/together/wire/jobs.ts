import * as z from 'zod';
import { t } from '../../../l10n/t.js';
import { bareOrData } from '../../http/bareOrData.js';
import { parseReply } from '../../http/parseReply.js';
import { isJsonObject } from '../../../core/json.js';
import type { JsonObject } from '../../../core/json.js';
import { knownKeys, redactMessage } from '../../../core/redaction/knownKeys.js';
import { isFinal } from '../../../core/runs/evalBackend.js';
import type { RunStatus } from '../../../core/runs/manifest.js';
import { EVALUATION_TYPES } from '../../../core/spec/evalSpec.js';
import type { EvaluationType } from '../../../core/spec/evalSpec.js';
import { badReply } from '../serviceErrors.js';
import type { Asked, ServiceReply } from '../serviceErrors.js';
import { plainText } from './account.js';
import { object, serviceId, text } from './lenient.js';
import { readReplyAs } from './readReply.js';

// API reference, sections 2 to 4.

export const createdReply = z.looseObject({ workflow_id: serviceId, status: text });

export const jobReply = z.looseObject({
  workflow_id: serviceId,
  type: text,
  status: text,
  parameters: object,
  results: object,
  created_at: text,
  updated_at: text,
  // Often absent, and for admins alone in one of the documents.
  status_updates: z
    .array(z.looseObject({ status: text, timestamp: text }))
    .nullish()
    .catch(undefined),
});

/** Ten times what is asked for: a service that lists all it has is not shown whole. */
const MOST_JOBS = 1000;
/** Of a complaint, and of the word for a state: what people read of it. */
const MOST_COMPLAINT = 4000;
const MOST_WORD = 60;

/** A job as the service tells it, in our terms. */
export interface WireJob {
  readonly workflowId: string;
  /** Undefined for a type this version doesn't know. */
  readonly type: EvaluationType | undefined;
  readonly serviceStatus: string;
  readonly status: RunStatus;
  readonly parameters: JsonObject;
  readonly outcome: WireOutcome;
  readonly createdAt: string | undefined;
  /** ISO 8601 in milliseconds, as far as the service tells. */
  readonly startedAt: string | undefined;
  /** The same; undefined while it runs. */
  readonly endedAt: string | undefined;
}

/** What stands in `results`. */
interface WireOutcome {
  /** Aggregates in the service's shape, `label_counts` always an object. */
  readonly results: JsonObject | undefined;
  readonly resultFileId: string | undefined;
  readonly error: string | undefined;
}

/** Throws `bad_reply` for another job than the one that was asked for: its rows would be taken. */
export function readJob(workflowId: string, reply: ServiceReply, asked: Asked): WireJob {
  const job = toJob(readReplyAs(jobReply, reply, asked));
  if (job.workflowId !== workflowId) throw badReply(asked);
  return job;
}

/** The bare array of jobs (also read: an object with `data`); what is no job is left out. */
export function readJobs(reply: ServiceReply, asked: Asked): WireJob[] {
  const items = readReplyAs(bareOrData, reply, asked);
  return items.slice(0, MOST_JOBS).flatMap((item) => {
    const { data } = jobReply.safeParse(item);
    return data ? [toJob(data)] : [];
  });
}

function toJob(job: z.infer<typeof jobReply>): WireJob {
  const parameters = plain(job.parameters);
  learnTokens(parameters);
  const outcome = outcomeOf(job.results);
  // Cut afterwards: half a key would not be found.
  const told = outcome.error && withoutTokens(outcome.error, parameters).slice(0, MOST_COMPLAINT);
  const error = told && redactMessage(told);
  const status = statusOf(job.status);
  const updates = job.status_updates ?? [];
  const moment = (words: readonly string[]) =>
    iso(updates.find((update) => words.includes(update.status ?? ''))?.timestamp);
  const ended = isFinal(status.status);
  return {
    workflowId: job.workflow_id,
    type: EVALUATION_TYPES.find((type) => type === job.type),
    ...status,
    parameters,
    outcome: { ...outcome, error },
    createdAt: job.created_at ?? undefined,
    startedAt: moment(['running']),
    endedAt: ended ? (moment([status.serviceStatus]) ?? iso(job.updated_at)) : undefined,
  };
}

/** In milliseconds: the service writes more digits than a `Date` holds. */
export function iso(text: string | null | undefined): string | undefined {
  const ms = Date.parse((text ?? '').replace(/(\.\d{3})\d+/, '$1'));
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

/** The service may tell the keys of providers that a job was given. */
function learnTokens(parameters: JsonObject): void {
  for (const [field, target] of Object.entries(parameters)) {
    const token = isJsonObject(target) ? target['external_api_token'] : undefined;
    if (typeof token === 'string') knownKeys.learn(token, t("the key of a job's {0}", field));
  }
}

/** A complaint may repeat the key of a provider that the job's parameters hold. */
export function withoutTokens(text: string, parameters: JsonObject): string {
  return Object.values(parameters).reduce<string>((cleaned, target) => {
    const token = isJsonObject(target) ? target['external_api_token'] : undefined;
    return typeof token === 'string' && token !== '' ? cleaned.replaceAll(token, '[key]') : cleaned;
  }, text);
}

/** A word this version doesn't know means a job that is under way: only a known end is an end. */
function statusOf(word: string | null | undefined): Pick<WireJob, 'status' | 'serviceStatus'> {
  const serviceStatus = plainText(word)?.slice(0, MOST_WORD) ?? 'unknown';
  switch (serviceStatus) {
    case 'pending':
    case 'queued':
      return { status: 'queued', serviceStatus };
    case 'completed':
      return { status: 'completed', serviceStatus };
    case 'error':
    case 'user_error':
      return { status: 'failed', serviceStatus };
    default:
      return { status: 'running', serviceStatus };
  }
}

function outcomeOf(results: Record<string, unknown> | null | undefined): WireOutcome {
  const { result_file_id: fileId, error, ...rest } = plain(results);
  const counts = rest['label_counts'];
  const aggregates =
    typeof counts === 'string' ? { ...rest, label_counts: plain(parseReply(counts)) } : rest;
  return {
    results: Object.keys(aggregates).length === 0 ? undefined : lettered(aggregates),
    resultFileId: typeof fileId === 'string' && fileId !== '' ? fileId : undefined,
    error: errorOf(error),
  };
}

/** Older clients saw `a_wins`; the API says `A_wins`. */
function lettered(results: JsonObject): JsonObject {
  const names: Readonly<Record<string, string>> = {
    a_wins: 'A_wins',
    b_wins: 'B_wins',
    ties: 'Ties',
  };
  return Object.fromEntries(
    Object.entries(results).map(([name, value]) => [names[name] ?? name, value]),
  );
}

function errorOf(error: unknown): string | undefined {
  if (typeof error === 'string' && error !== '') return error;
  if (!isJsonObject(error)) return undefined;
  const { message } = error;
  return typeof message === 'string' ? message : JSON.stringify(error);
}

/** What came out of JSON.parse is JSON. */
function plain(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}
