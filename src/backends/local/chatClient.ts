import {
  ChatFailure,
  type Chat,
  type ChatReply,
  type ChatRequest,
} from '../../core/judging/chat.js';
import { NoKey, type Keys } from '../../core/keys.js';
import { UserError } from '../../core/userError.js';
import { chatEndpoint, type ChatEndpoint } from './chatEndpoint.js';
import { brokenExchange, isPassing, isTimeout, refusal, type Asked } from './chatErrors.js';
import { FIRST_DIALECT, chatBody, readCompletion, otherDialect, type Dialect } from './chatWire.js';
import type { Clock } from '../http/clock.js';
import { createHttpPool, type HttpPool, type HttpReply } from './httpPool.js';
import { isRetryable, retryWaitMs, type Headers } from '../http/retryTiming.js';

export interface ChatClientOptions {
  readonly keys: Keys;
  /** Base URL for serverless and dedicated models. */
  readonly baseUrl: string;
  readonly toolVersion: string;
  /** The spec that is run, as a person is told of it. */
  readonly spec?: string;
  readonly clock: Clock;
  /** Requests at a time. */
  readonly connections: number;
  /** The embedded service gave an answer. */
  readonly onScripted?: () => void;
  /** For one exchange; ten minutes when left out, as a model that reasons may take that long. */
  readonly timeoutMs?: number;
  /** 16 MB when left out. */
  readonly maxReplyBytes?: number;
}

export interface ChatClient {
  readonly chat: Chat;
  close(): Promise<void>;
}

const TEN_MINUTES_MS = 600_000;
const MAX_REPLY_BYTES = 16 * 1024 * 1024;
const MAX_RETRIES = 4;
/** A rate limit passes by itself; giving up early would cost rows. */
const MAX_RATE_LIMIT_RETRIES = 8;
/** A timed-out answer was long in the making and is paid for. */
const MAX_TIMEOUT_RETRIES = 1;

/** Asks OpenAI-compatible endpoints. Loads the HTTP client when it is first asked. */
export function createChatClient(options: ChatClientOptions): ChatClient {
  const { clock } = options;
  let pool: Promise<HttpPool> | undefined;
  const dialects = new Map<string, Dialect>();
  /** Host → time before which nothing more is sent there. */
  const closedUntil = new Map<string, number>();
  const keyOf = keyring(options.keys, options.spec);

  const openPool = () =>
    (pool ??= createHttpPool({
      connections: options.connections,
      timeoutMs: options.timeoutMs ?? TEN_MINUTES_MS,
      maxReplyBytes: options.maxReplyBytes ?? MAX_REPLY_BYTES,
    }));

  async function waitForTurn(host: string, signal: AbortSignal): Promise<void> {
    for (;;) {
      const wait = (closedUntil.get(host) ?? 0) - clock.now();
      if (wait <= 0) return;
      await clock.sleep(wait, signal);
    }
  }

  async function chat(request: ChatRequest, signal: AbortSignal): Promise<ChatReply> {
    const endpoint = chatEndpoint(request.target, options.baseUrl);
    const asked: Asked = { model: request.target.model, host: endpoint.host };
    const key = await keyOf(endpoint, asked.model);
    const http = await openPool();
    try {
      return await askUntilAnswered({ request, endpoint, asked, key, http }, signal);
    } catch (error) {
      throw withoutKey(error, key);
    }
  }

  async function askUntilAnswered(call: Call, signal: AbortSignal): Promise<ChatReply> {
    for (let retries = 0; ; retries += 1) {
      const attempt = await exchange(call, signal);
      if ('reply' in attempt && attempt.reply.status === 200) {
        const { reply, isScripted } = readCompletion(attempt.reply.text);
        if (isScripted) options.onScripted?.();
        const text = maskKey(reply.text, call.key);
        return { ...reply, text, ...(isScripted && { scripted: true }) };
      }
      const verdict = judge(attempt, call.asked);
      if (retries >= verdict.maxRetries) throw verdict.error;
      const time = { retries, random: clock.random(), now: clock.now() };
      const wait = retryWaitMs(verdict.headers, time);
      if (verdict.closesHost) closedUntil.set(call.asked.host, clock.now() + wait);
      await clock.sleep(wait, signal);
    }
  }

  /** One request and its answer, in the first dialect that the endpoint doesn't refuse. */
  async function exchange(call: Call, signal: AbortSignal): Promise<Attempt> {
    const { request, endpoint, asked, key, http } = call;
    const speaker = `${endpoint.url.href} ${asked.model}`;
    for (;;) {
      await waitForTurn(asked.host, signal);
      const dialect = dialects.get(speaker) ?? FIRST_DIALECT;
      let reply: HttpReply;
      try {
        const headers = requestHeaders(options.toolVersion, key);
        const body = JSON.stringify(chatBody(request, dialect));
        reply = await http.post({ url: endpoint.url, headers, body }, signal);
      } catch (error) {
        signal.throwIfAborted();
        return { broken: error };
      }
      const refused = reply.status === 400 || reply.status === 422;
      const other = refused ? otherDialect(dialect, request, reply.text) : undefined;
      if (!other) return { reply };
      // Requests under way speak the old dialect still: only the first refusal changes it.
      if ((dialects.get(speaker) ?? FIRST_DIALECT) === dialect) dialects.set(speaker, other);
    }
  }

  return {
    chat,
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
}

type Attempt = { readonly reply: HttpReply } | { readonly broken: unknown };

interface Verdict {
  readonly error: Error;
  readonly headers: Headers;
  readonly maxRetries: number;
  /** Every other request to this host would meet the same. */
  readonly closesHost: boolean;
}

function judge(attempt: Attempt, asked: Asked): Verdict {
  if ('broken' in attempt) {
    const { broken } = attempt;
    const most = isTimeout(broken) ? MAX_TIMEOUT_RETRIES : MAX_RETRIES;
    return {
      error: brokenExchange(broken, asked),
      headers: {},
      maxRetries: isPassing(broken) ? most : 0,
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

/**
 * Looks each key up once; a failed look-up is tried again, but not what a person refused: they are
 * asked once in a run.
 */
function keyring(
  keys: Keys,
  spec: string | undefined,
): (endpoint: ChatEndpoint, model: string) => Promise<string | undefined> {
  const found = new Map<string, Promise<string>>();
  return async ({ url, key }, model) => {
    if (key === 'none') return undefined;
    const id = `${url.origin} ${key === 'service' ? '' : key.reference}`;
    let looked = found.get(id);
    if (!looked) {
      const asker = { model, ...(spec !== undefined && { spec }) };
      looked =
        key === 'service'
          ? keys.service(url.origin)
          : keys.resolve(key.reference, url.origin, asker);
      found.set(id, looked);
      looked.catch((error: unknown) => {
        if (!(error instanceof NoKey)) found.delete(id);
      });
    }
    return looked;
  };
}

/** A made-up key such as `none` is no secret, and a word that replies may well hold. */
const SHORTEST_SECRET = 12;

/** Replies are kept in files that people share. */
export function maskKey(text: string, key: string | undefined): string {
  return key === undefined || key.length < SHORTEST_SECRET ? text : text.replaceAll(key, '[key]');
}

/** An endpoint may repeat the key in its complaint; no message of ours does. */
function withoutKey(error: unknown, key: string | undefined): unknown {
  if (!(error instanceof Error)) return error;
  const message = maskKey(error.message, key);
  if (message === error.message) return error;
  if (error instanceof UserError) return new UserError(error.kind, message);
  return error instanceof ChatFailure ? new ChatFailure(message) : error;
}
