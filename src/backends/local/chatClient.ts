import type { AllowRows } from '../../core/allowRows.js';
import {
  type Asking,
  type Chat,
  type ChatReply,
  type ChatRequest,
  type ChatTarget,
} from '../../core/judging/chat.js';
import type { Dialect, DialectStore } from '../../core/judging/dialect.js';
import type { Keys } from '../../core/keys.js';
import { steadyClock, type Clock } from '../http/clock.js';
import { spentBudgetWaitMs } from '../http/rateHeaders.js';
import { isRetryable, MAX_WAIT_MS, retryWaitMs, type Headers } from '../http/retryTiming.js';
import type { LimitBounds } from './adaptiveLimit.js';
import { chatEndpoint, type ChatEndpoint } from './chatEndpoint.js';
import { brokenExchange, isPassing, isTimeout, refusal, type Asked } from './chatErrors.js';
import { chatBody, readCompletion, otherDialect } from './chatWire.js';
import { createDialectMemory } from './dialectMemory.js';
import { createHttpPool, type HttpPool, type HttpReply } from './httpPool.js';
import { createKeyring } from './keyring.js';
import { createOriginGate, type GateReport, type OriginGate } from './originGate.js';

export interface ChatClientOptions {
  readonly keys: Keys;
  /** Base URL for serverless and dedicated models. */
  readonly baseUrl: string;
  readonly toolVersion: string;
  /** The spec that is run and the columns that it uses, as a person is told of them. */
  readonly spec?: string;
  readonly columns?: readonly string[];
  /** Absent: rows may go to any address of the spec. */
  readonly allowRows?: AllowRows;
  readonly clock: Clock;
  /** Requests at a time to each origin. */
  readonly limits: LimitBounds;
  /** The embedded service gave an answer. */
  readonly onScripted?: () => void;
  /** What earlier runs found out about endpoints. */
  readonly dialects?: DialectStore;
  /** For one exchange; ten minutes when left out, as a model that reasons may take that long. */
  readonly timeoutMs?: number;
  /** 8 MB when left out. */
  readonly maxReplyBytes?: number;
}

interface ChatClient {
  readonly chat: Chat;
  /** Loads what is needed, while other things are still checked. */
  prepare(): void;
  /**
   * The run is about to end: requests of rows that were answered in part are still sent, all others
   * are rejected with the error.
   */
  finish(error: Error): void;
  close(): Promise<void>;
}

const TEN_MINUTES_MS = 600_000;
/** A model that reasons at length, and says it twice, stays below. */
const MAX_REPLY_BYTES = 8 * 1024 * 1024;
const MAX_RETRIES = 4;
/** A rate limit passes by itself; giving up early would cost rows. */
const MAX_RATE_LIMIT_RETRIES = 8;
/** A timed-out answer was long in the making and is paid for. */
const MAX_TIMEOUT_RETRIES = 1;
/** Budget of one request, its retries and waits included: no retry begins after it. */
const MAX_TOTAL_MS = 2 * TEN_MINUTES_MS;

/** Asks OpenAI-compatible endpoints. Loads the HTTP client when it is first asked. */
export function createChatClient(options: ChatClientOptions): ChatClient {
  const { clock } = options;
  let pool: Promise<HttpPool> | undefined;
  const endpoints = new Map<string, ChatEndpoint>();
  const gates = new Map<string, OriginGate>();
  const dialects = createDialectMemory(clock, options.dialects);
  const keyOf = createKeyring(options.keys, options);

  const openPool = () =>
    (pool ??= createHttpPool({
      connections: options.limits.most,
      timeoutMs: options.timeoutMs ?? TEN_MINUTES_MS,
      maxReplyBytes: options.maxReplyBytes ?? MAX_REPLY_BYTES,
    }));

  /** A run asks a handful of models, each thousands of times. */
  function endpointOf(target: ChatTarget): ChatEndpoint {
    const { model, model_source, external_base_url, external_api_token } = target;
    const id = JSON.stringify([model, model_source, external_base_url, external_api_token]);
    let endpoint = endpoints.get(id);
    if (!endpoint) endpoints.set(id, (endpoint = chatEndpoint(target, options.baseUrl)));
    return endpoint;
  }

  function gateOf({ origin }: URL): OriginGate {
    let gate = gates.get(origin);
    if (!gate) gates.set(origin, (gate = createOriginGate(options.limits, clock)));
    return gate;
  }

  async function chat(
    request: ChatRequest,
    signal: AbortSignal,
    asking?: Asking,
  ): Promise<ChatReply> {
    const endpoint = endpointOf(request.target);
    const asked: Asked = { model: request.target.model, host: endpoint.host };
    const key = await keyOf(endpoint, asked.model);
    const http = await openPool();
    const gate = gateOf(endpoint.url);
    const { isContinued = false, isProbe = false } = asking ?? {};
    const ways = { isUrgent: isContinued || isProbe, isProbe };
    return askUntilAnswered({ request, endpoint, asked, key, http, gate, ...ways }, signal);
  }

  async function askUntilAnswered(call: Call, signal: AbortSignal): Promise<ChatReply> {
    const steady = steadyClock(clock);
    const startedAt = steady.now();
    for (let retries = 0; ; retries += 1) {
      const attempt = await exchange({ ...call, isUrgent: call.isUrgent || retries > 0 }, signal);
      if ('reply' in attempt && attempt.reply.status === 200) {
        const { reply, isScripted } = readCompletion(attempt.reply.text);
        if (isScripted) options.onScripted?.();
        return { ...reply, ...(isScripted && { scripted: true }) };
      }
      const verdict = judge(attempt, call);
      const time = { retries, random: clock.random(), now: clock.now() };
      const wait = retryWaitMs(verdict.headers, time);
      const isSpent = steady.now() + wait - startedAt > MAX_TOTAL_MS;
      if (retries >= verdict.maxRetries || isSpent) throw verdict.error;
      if (verdict.closesHost) call.gate.closeFor(wait);
      await clock.sleep(wait, signal);
    }
  }

  /** One request and its answer, in the first dialect that the endpoint doesn't refuse. */
  async function exchange(call: Call, signal: AbortSignal): Promise<Attempt> {
    const { request, endpoint, asked } = call;
    const speaker = `${endpoint.url.href} ${asked.model}`;
    const hasSchema = request.schema !== undefined;
    const { isFirst, ...first } = await dialects.begin({ speaker, hasSchema }, signal);
    let { dialect } = first;
    let taken: Dialect | undefined;
    try {
      for (;;) {
        const attempt = await send(call, dialect, signal);
        if ('broken' in attempt) return attempt;
        const { status, text } = attempt.reply;
        if (status === 200) taken = dialect;
        const refused = status === 400 || status === 422;
        const other = refused ? otherDialect(dialect, request, text) : undefined;
        if (!other) return attempt;
        dialect = dialects.change(speaker, dialect, other);
      }
    } finally {
      if (isFirst) dialects.settle(speaker, taken);
    }
  }

  /** One request, when it is its turn. */
  async function send(call: Call, dialect: Dialect, signal: AbortSignal): Promise<Attempt> {
    const { request, endpoint, key, http, gate, isUrgent } = call;
    const headers = requestHeaders(options.toolVersion, key);
    const body = JSON.stringify(chatBody(request, dialect));
    const leave = await gate.enter({ first: isUrgent }, signal);
    let report: GateReport = 'other';
    try {
      const reply = await http.post({ url: endpoint.url, headers, body }, signal);
      report = reportOf(reply.status);
      const wait = reply.status === 200 ? spentBudgetWaitMs(reply.headers) : undefined;
      if (wait !== undefined) gate.closeFor(Math.min(wait, MAX_WAIT_MS));
      return { reply };
    } catch (error) {
      signal.throwIfAborted();
      if (isTimeout(error)) report = 'overloaded';
      return { broken: error };
    } finally {
      // A refusal that ends the run shall be heard before the next request takes this one's place.
      if (report === 'answered') leave(report);
      else setImmediate(() => leave(report));
    }
  }

  return {
    chat,
    prepare: () => {
      // The first request says what is wrong.
      openPool().catch(() => undefined);
    },
    finish: (error) => {
      for (const gate of gates.values()) gate.refuseOthers(error);
    },
    close: async () => {
      await (await pool)?.close();
    },
  };
}

interface Call {
  readonly request: ChatRequest;
  readonly endpoint: ChatEndpoint;
  readonly asked: Asked;
  readonly key: string | undefined;
  readonly http: HttpPool;
  readonly gate: OriginGate;
  readonly isUrgent: boolean;
  readonly isProbe: boolean;
}

type Attempt = { readonly reply: HttpReply } | { readonly broken: unknown };

/** Rate limits, and what servers and proxies say when they have too much (529: Anthropic's). */
const OVERLOADED = new Set([429, 502, 503, 504, 524, 529]);

function reportOf(status: number): GateReport {
  if (OVERLOADED.has(status)) return 'overloaded';
  return status === 200 ? 'answered' : 'other';
}

interface Verdict {
  readonly error: Error;
  readonly headers: Headers;
  readonly maxRetries: number;
  /** Every other request to this host would meet the same. */
  readonly closesHost: boolean;
}

function judge(attempt: Attempt, { asked, isProbe }: Call): Verdict {
  if ('broken' in attempt) {
    const { broken } = attempt;
    const most = isTimeout(broken) ? MAX_TIMEOUT_RETRIES : MAX_RETRIES;
    return {
      error: brokenExchange(broken, asked),
      headers: {},
      maxRetries: isPassing(broken) && !isProbe ? most : 0,
      closesHost: false,
    };
  }
  const { reply } = attempt;
  const limited = reply.status === 429;
  const retryable = isRetryable(reply.status, reply.headers);
  return {
    error: refusal(reply, asked),
    headers: reply.headers,
    maxRetries: retryable ? (limited ? MAX_RATE_LIMIT_RETRIES : MAX_RETRIES) : 0,
    closesHost: limited && retryable,
  };
}

export function requestHeaders(
  toolVersion: string,
  key: string | undefined,
): Record<string, string> {
  return {
    'content-type': 'application/json',
    accept: 'application/json',
    'user-agent': `gavel/${toolVersion}`,
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
  };
}
