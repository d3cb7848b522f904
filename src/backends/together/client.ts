import type { JsonObject } from '../../core/json.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import { systemClock } from '../http/clock.js';
import type { Clock, SetAlarm } from '../http/clock.js';
import { isRetryable, retryWaitMs } from '../http/retryTiming.js';
import { readReply } from './readReply.js';
import { putFile } from './upload/putFile.js';
import type { PutTarget } from './upload/putFile.js';
import { brokenError, isTimeout, mayPass, neverSent, refusalError } from './serviceErrors.js';
import type { Asked, ServiceReply } from './serviceErrors.js';
import type { ServiceOptions } from './serviceOptions.js';
import { isRedirect, redirectTarget, serviceUrl } from './serviceUrl.js';
import { withTimeout } from './withTimeout.js';

export interface ServiceCall {
  /** Completes "Can't …" in messages. */
  readonly doing: string;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the base URL, with a slash at the front. */
  readonly path: string;
  readonly json?: JsonObject;
  readonly form?: FormData | URLSearchParams;
  /** Statuses besides 2xx that are answers, e.g. 302. */
  readonly accept?: readonly number[];
  readonly timeoutMs?: number;
  /** After what passes by itself; as many as usual where left out. */
  readonly retries?: number;
  /** A person waits for it, who is told at once that nobody is there. */
  readonly isAwaited?: boolean;
}

/** How one exchange ended. */
export type Exchange = { readonly reply: ServiceReply } | { readonly broken: unknown };

/** Speaks to the evaluation service: one key, bound to one origin. Throws `UserError`. */
export interface ServiceClient {
  readonly host: string;
  readonly clock: Clock;
  /** The machine's when undefined. */
  readonly setAlarm: SetAlarm | undefined;
  /** Asks until there is an answer; only for what may be done twice. */
  ask(call: ServiceCall, signal: AbortSignal): Promise<ServiceReply>;
  /** Asks once, and again only where the rate limit turned the request away unread. */
  askOnce(call: ServiceCall, signal: AbortSignal): Promise<Exchange>;
  /**
   * Opens a file's content: all of it, from a byte on, or a range. Follows redirects; the key stays
   * at its origin. Asks once; a broken exchange throws what broke it.
   */
  open(
    call: Pick<ServiceCall, 'doing' | 'path'>,
    range: OpenRange,
    signal: AbortSignal,
  ): Promise<OpenedContent>;
  /** Sends bytes to a presigned address: without the key. */
  put(target: PutTarget, signal: AbortSignal): Promise<void>;
  /** The service's time as far as its replies told it, in milliseconds since 1970. */
  serverNow(): number;
  /** The embedded service has answered, whatever it is configured as: its verdicts are scripted. */
  isScripted(): boolean;
}

interface OpenRange {
  /** First byte, from 0. */
  readonly from: number;
  /** So many at most; to the end when left out. */
  readonly bytes?: number;
}

/** Status 200 or 206, its body unread; or any other, read to its end. */
type OpenedContent = { readonly response: Response } | { readonly refusal: ServiceReply };

const TIMEOUT_MS = 60_000;
const MAX_RETRIES = 4;
/** Who did not answer twice is not asked a third time: somebody waits. */
const MAX_TIMEOUTS = 1;
const MAX_RATE_LIMIT_RETRIES = 8;
const MAX_REDIRECTS = 5;

export function createServiceClient(options: ServiceOptions): ServiceClient {
  const { keys, toolVersion, clock = systemClock, setAlarm } = options;
  const base = serviceUrl(options.baseUrl);
  const { host, origin } = base;
  const agent = { 'user-agent': `gavel/${toolVersion}` };
  let skewMs = 0;
  let scripted = false;

  const request = (url: URL, init: RequestInit) =>
    (options.fetch ?? fetch)(url, { redirect: 'manual', ...init });

  /** The key goes to the origin it is bound to and nowhere else. */
  const authorization = async (url: URL): Promise<Record<string, string>> => {
    if (url.origin !== origin) return {};
    const key = await keys.service(origin);
    // Fetch would repeat it in its complaint.
    if (!/^[\x21-\x7e]+$/.test(key)) throw unsendableKey(host);
    return { authorization: `Bearer ${key}` };
  };

  const asked = ({ doing }: Pick<ServiceCall, 'doing'>): Asked => ({ doing, host });

  const exchange = async (call: ServiceCall, signal: AbortSignal): Promise<Exchange> => {
    signal.throwIfAborted();
    const url = new URL(base.href + call.path);
    const headers = {
      ...agent,
      accept: 'application/json',
      ...(await authorization(url)),
      ...(call.json && { 'content-type': 'application/json' }),
    };
    const body = call.json ? JSON.stringify(call.json) : (call.form ?? null);
    try {
      return await withTimeout(
        signal,
        { ms: call.timeoutMs ?? TIMEOUT_MS, setAlarm },
        async (limited) => {
          const response = await request(url, {
            method: call.method,
            headers,
            body,
            signal: limited,
          });
          scripted ||= response.headers.get('server') === 'gavel-demo';
          skewMs = skewOf(response.headers.get('date'), clock.now()) ?? skewMs;
          return { reply: await readReply(response) };
        },
      );
    } catch (error) {
      signal.throwIfAborted();
      return { broken: error };
    }
  };

  const wait = (retries: number, headers: ServiceReply['headers'], signal: AbortSignal) => {
    const time = { retries, random: clock.random(), now: clock.now() };
    return clock.sleep(retryWaitMs(headers, time), signal);
  };

  const isAnswer = (call: ServiceCall, { status }: ServiceReply) =>
    (status >= 200 && status < 300) || call.accept?.includes(status) === true;

  const ask = async (call: ServiceCall, signal: AbortSignal): Promise<ServiceReply> => {
    let timeouts = 0;
    for (let retries = 0; ; retries += 1) {
      const ended = await exchange(call, signal);
      if ('reply' in ended) {
        const { reply } = ended;
        if (isAnswer(call, reply)) return reply;
        const usual = reply.status === 429 ? MAX_RATE_LIMIT_RETRIES : MAX_RETRIES;
        const most = call.retries ?? usual;
        const again = retries < most && isRetryable(reply.status, reply.headers);
        if (!again) throw refusalError(reply, asked(call));
        await wait(retries, reply.headers, signal);
      } else {
        if (isTimeout(ended.broken)) timeouts += 1;
        const isLast = retries >= (call.retries ?? MAX_RETRIES) || timeouts > MAX_TIMEOUTS;
        const isVain = call.isAwaited === true && neverSent(ended.broken);
        const isOver = isLast || isVain || !mayPass(ended.broken);
        if (isOver) throw brokenError(ended.broken, asked(call));
        await wait(retries, {}, signal);
      }
    }
  };

  const askOnce = async (call: ServiceCall, signal: AbortSignal): Promise<Exchange> => {
    for (let retries = 0; ; retries += 1) {
      const ended = await exchange(call, signal);
      if (!('reply' in ended)) return ended;
      const { reply } = ended;
      const again = reply.status === 429 && isRetryable(reply.status, reply.headers);
      if (!again || retries >= MAX_RATE_LIMIT_RETRIES) return ended;
      await wait(retries, reply.headers, signal);
    }
  };

  const open: ServiceClient['open'] = async (call, range, signal) => {
    let url = new URL(base.href + call.path);
    // Packed for the way, the bytes would be counted otherwise than in ranges.
    const fixed = { ...agent, 'accept-encoding': 'identity', ...rangeHeader(range) };
    let isOwn = true;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
      // What another origin leads to, back to ours too, is asked without the key.
      isOwn &&= url.origin === origin;
      const headers = { ...fixed, ...(isOwn && (await authorization(url))) };
      const response = await request(url, { headers, signal });
      if (response.status === 200 || response.status === 206) return { response };
      if (!isRedirect(response.status)) return { refusal: await readReply(response) };
      await response.body?.cancel();
      const target = redirectTarget(response.headers.get('location') ?? '', url);
      if (!target) break;
      url = target;
    }
    throw refusalError({ status: 302, headers: {}, text: '' }, asked(call));
  };

  const put = (target: PutTarget, signal: AbortSignal): Promise<void> => {
    const url = redirectTarget(target.location, base);
    if (!url) throw refusalError({ status: 302, headers: {}, text: '' }, asked(target));
    const line = { request, agent, wait, setAlarm };
    return putFile(line, { url, target }, signal);
  };

  const isScripted = () => scripted;
  const serverNow = () => clock.now() + skewMs;
  return { host, clock, setAlarm, ask, askOnce, open, put, serverNow, isScripted };
}

/** A clock that is farther off than this tells nothing, and sums with it may be no date at all. */
const MOST_SKEW_MS = 100 * 366 * 24 * 3_600_000;

function skewOf(date: string | null, now: number): number | undefined {
  const skew = Date.parse(date ?? '') - now;
  return Math.abs(skew) <= MOST_SKEW_MS ? skew : undefined;
}

function rangeHeader({ from, bytes }: OpenRange): Record<string, string> {
  if (bytes !== undefined) return { range: `bytes=${from}-${from + bytes - 1}` };
  return from > 0 ? { range: `bytes=${from}-` } : {};
}

function unsendableKey(host: string): UserError {
  return new UserError(
    'auth',
    t(
      'The API key for {0} holds a character that no key has, such as a blank or a line break; set it again.',
      host,
    ),
  );
}
