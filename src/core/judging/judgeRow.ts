import type { DatasetRow } from '../dataset/dataset.js';
import { exactLine } from '../dataset/rowLine.js';
import type { JsonObject } from '../json.js';
import {
  REQUEST_ROLES,
  type CacheUse,
  type FailureCause,
  type RequestRole,
  type RoleUsage,
  type RowDetails,
  type RowError,
  type StoredRow,
} from '../runs/resultRow.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { ChatFailure } from './chat.js';
import type { Chat, ChatReply, ChatRequest } from './chat.js';
import { judgeRequests, responseSource } from './chatRequests.js';
import { responders } from '../spec/responders.js';
import type { FieldError, JudgeRequest } from './chatRequests.js';
import type { JudgedResponse } from './judgeMessages.js';
import { outcomeOf } from './outcome.js';
import { addUsage, totalUsage } from './roleUsage.js';
import { parseVerdict } from './parseVerdict.js';
import { generateRole } from './rowRequests.js';
import { verdictColumns } from './verdictColumns.js';
import type { Pass } from './verdictColumns.js';

export interface RowTask {
  readonly spec: ResolvedSpec;
  readonly row: DatasetRow;
}

/**
 * Judges one row: generates the responses that aren't in the dataset, asks the judge (compare: in
 * both orders) and writes the service's result columns behind the dataset's; where a name is in
 * both, the result's value stands. What fails for this row alone (a template, a `ChatFailure`, a
 * reply without verdict) is part of the answer; a `UserError` and an abort are thrown, after the
 * row's other requests have ended.
 *
 * As on the service, responses are generated before the rubric is rendered, so a row whose rubric
 * fails keeps its response.
 */
export async function judgeRow(task: RowTask, chat: Chat, signal: AbortSignal): Promise<StoredRow> {
  const { spec, row } = task;
  return withJournal(chat, signal, async (journal) => {
    const responses = await respond(task, journal);
    const passes = await judgePasses(task, responses, journal);
    const texts = responses.map((response) => response?.text ?? null);
    const columns = verdictColumns(spec, texts, passes);
    const result = { ...row.values, ...columns };
    const line = exactLine(row, columns);
    return {
      result,
      ...(line !== undefined && { line }),
      details: journal.details(row.row, result, spec),
    };
  });
}

/** The responses to be judged, null where there is none; compare: A and B. */
function respond(
  { spec, row }: RowTask,
  journal: Journal,
): Promise<readonly (JudgedResponse | null)[]> {
  const tasks = responders(spec).map(
    ([field, responder]) =>
      async (): Promise<JudgedResponse | null> => {
        const role = generateRole(field);
        const source = responseSource(field, responder, row);
        if (!source.ok) return journal.fail(role, 'input', fieldErrorText(source.error));
        if (source.value.from === 'dataset') return source.value;
        const { prompt, request } = source.value;
        const reply = await journal.ask(role, request);
        // As on the service, what the model said in place of an answer is judged.
        if (reply?.finish === 'refusal') {
          journal.fail(role, 'refusal', `${request.target.model} refused to answer.`);
        }
        const origin = { kind: 'generated', model: request.target.model } as const;
        return reply && { prompt, text: reply.text, origin };
      },
  );
  return allOrThrow(tasks, journal);
}

/** One pass for each judge request; null where no request could be sent or answered. */
async function judgePasses(
  { spec, row }: RowTask,
  responses: readonly (JudgedResponse | null)[],
  journal: Journal,
): Promise<readonly (Pass | null)[]> {
  const [first, second] = responses;
  if (!first || second === null) return [null, null];
  const requests = judgeRequests(spec, row, second ? [first, second] : [first]);
  if (!requests.ok) {
    journal.fail('judge', 'input', fieldErrorText(requests.error));
    return [null, null];
  }
  return allOrThrow(
    requests.value.map((request) => () => judgePass(request, spec, journal)),
    journal,
  );
}

async function judgePass(
  { role, request, material }: JudgeRequest,
  spec: ResolvedSpec,
  journal: Journal,
): Promise<Pass | null> {
  const reply = await journal.ask(role, request);
  if (!reply) return null;
  const parsed = parseVerdict(reply, spec, material);
  if (!parsed.ok) journal.fail(role, parsed.cause, parsed.reason);
  return { text: reply.text, parsed };
}

/** Gives the work a journal whose requests end with `signal`. */
async function withJournal<T>(
  chat: Chat,
  signal: AbortSignal,
  work: (journal: Journal) => Promise<T>,
): Promise<T> {
  // Not AbortSignal.any: what it derives from a signal that lives as long as a run piles up.
  const stop = new AbortController();
  const pass = () => stop.abort(signal.reason);
  if (signal.aborted) pass();
  signal.addEventListener('abort', pass, { once: true });
  try {
    return await work(new Journal(chat, stop));
  } finally {
    signal.removeEventListener('abort', pass);
  }
}

/** What happened while a row was judged. */
class Journal {
  readonly #chat: Chat;
  readonly #stop: AbortController;
  readonly #errors: RowError[] = [];
  readonly #usage = new Map<RequestRole, RoleUsage>();
  readonly #cache = new Map<CacheUse, number>();
  #isAnswered = false;

  constructor(chat: Chat, stop: AbortController) {
    this.#chat = chat;
    this.#stop = stop;
  }

  /** Ends the requests that are under way. */
  stop(): void {
    this.#stop.abort();
  }

  /** The reply; null for a failure of this request alone. */
  async ask(role: RequestRole, request: ChatRequest): Promise<ChatReply | null> {
    this.#stop.signal.throwIfAborted();
    try {
      const reply = await this.#chat(request, this.#stop.signal, {
        role,
        repeat: 1,
        isContinued: this.#isAnswered,
      });
      this.#isAnswered = true;
      this.#count(role, reply);
      if (reply.finish === 'length') {
        const message = `The reply was cut off at max_tokens (${request.max_tokens}).`;
        this.fail(role, 'truncated', message);
      }
      return reply;
    } catch (error) {
      if (error instanceof ChatFailure) return this.fail(role, error.kind, error.message);
      throw error;
    }
  }

  fail(stage: RequestRole, cause: FailureCause, message: string): null {
    this.#errors.push({ stage, cause, message });
    return null;
  }

  details(row: number, result: JsonObject, spec: ResolvedSpec): RowDetails {
    // Requests run side by side: their order of failing is chance, the order of stages is not.
    const errors = this.#errors.toSorted(
      (a, b) => REQUEST_ROLES.indexOf(a.stage) - REQUEST_ROLES.indexOf(b.stage),
    );
    const usage = totalUsage([...this.#usage.values()]);
    return {
      row,
      outcome: outcomeOf(result, spec),
      ...(errors.length > 0 && { errors }),
      ...(usage && { usage }),
      ...(this.#usage.size > 0 && { by_role: Object.fromEntries(this.#usage) }),
      ...(this.#cache.size > 0 && { cache: Object.fromEntries(this.#cache) }),
    };
  }

  #count(role: RequestRole, { usage, cache }: ChatReply): void {
    if (cache !== undefined) this.#cache.set(cache, (this.#cache.get(cache) ?? 0) + 1);
    if (cache === 'hit') return;
    this.#usage.set(role, addUsage(this.#usage.get(role), usage));
  }
}

/**
 * Runs the tasks side by side. When one throws, the others are stopped and waited for, so that no
 * request outlives its row; the first error is thrown.
 */
async function allOrThrow<T>(
  tasks: readonly (() => Promise<T>)[],
  journal: Journal,
): Promise<readonly T[]> {
  let failure: { readonly error: unknown } | undefined;
  const settled = await Promise.allSettled(
    tasks.map(async (task) => {
      try {
        return await task();
      } catch (error) {
        failure ??= { error };
        journal.stop();
        throw error;
      }
    }),
  );
  if (failure) throw failure.error;
  return settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
}

function fieldErrorText({ field, line, message }: FieldError): string {
  return line === null ? `${field}: ${message}` : `${field}, line ${line}: ${message}`;
}
