import type { Dispatcher } from 'undici';
import { knownKeys } from '../../core/redaction/knownKeys.js';
import type { Headers } from '../http/retryTiming.js';

export interface HttpReply {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

interface HttpGet {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

interface HttpPost extends HttpGet {
  readonly body: string;
}

/** Pooled connections, one pool for each origin. */
export interface HttpPool {
  /** Throws `TooLarge`, what the connection throws, or the signal's reason. */
  post(request: HttpPost, signal: AbortSignal): Promise<HttpReply>;
  /** As `post`. */
  get(request: HttpGet, signal: AbortSignal): Promise<HttpReply>;
  close(): Promise<void>;
}

export interface HttpPoolOptions {
  /** In use at a time, for each origin; of many, a few more are kept. */
  readonly connections: number;
  /** For the whole of one exchange. */
  readonly timeoutMs: number;
  readonly maxReplyBytes: number;
}

/** The reply is larger than anything a model says. */
export class TooLarge extends Error {
  override readonly name = 'TooLarge';
}

/** The whole exchange took longer than `timeoutMs`. */
export class TooSlow extends Error {
  override readonly name = 'TooSlow';
}

const CONNECT_TIMEOUT_MS = 10_000;
/**
 * Connections for each one in use. undici uses one again only after a turn of the event loop: with none
 * to spare, every request would wait for that turn.
 */
const SPARE = 1.25;

/** Loads undici, so it is called only when a run starts. */
export async function createHttpPool(options: HttpPoolOptions): Promise<HttpPool> {
  const { default: Pool } = await import('undici/lib/dispatcher/pool.js');
  const pools = new Map<string, InstanceType<typeof Pool>>();

  const poolOf = (origin: string) => {
    let pool = pools.get(origin);
    if (!pool) {
      pool = new Pool(origin, {
        connections: Math.floor(SPARE * options.connections),
        connect: { timeout: CONNECT_TIMEOUT_MS },
        // The whole exchange has a limit of its own.
        headersTimeout: 0,
        bodyTimeout: 0,
      });
      pools.set(origin, pool);
    }
    return pool;
  };

  const exchange = (
    { url, headers }: HttpGet,
    sent: { readonly method: 'GET' } | { readonly method: 'POST'; readonly body: string },
    signal: AbortSignal,
  ): Promise<HttpReply> =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
      };
      const reply = replyHandler(options.maxReplyBytes, {
        reply: (whole) => {
          end();
          resolve(whole);
        },
        failure: (error) => {
          end();
          reject(error);
        },
      });
      const timer = setTimeout(() => reply.stop(new TooSlow()), options.timeoutMs);
      // Whoever aborts gives an error, or none and then it is the platform's.
      const onAbort = () => reply.stop(signal.reason as Error);
      signal.addEventListener('abort', onAbort);
      const path = url.pathname + url.search;
      poolOf(url.origin).dispatch({ path, ...sent, headers }, reply.handler);
    });

  return {
    post: (post, signal) => exchange(post, { method: 'POST', body: post.body }, signal),
    get: (get, signal) => exchange(get, { method: 'GET' }, signal),
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}

interface Heard {
  reply(whole: HttpReply): void;
  failure(error: Error): void;
}

/**
 * Puts a reply together. undici's own `request` does so with a stream and an abort signal for each:
 * they cost more than all else of a request.
 */
function replyHandler(
  maxBytes: number,
  heard: Heard,
): { readonly handler: Dispatcher.DispatchHandler; stop(why: Error): void } {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let head: Pick<HttpReply, 'status' | 'headers'> | undefined;
  let controller: Dispatcher.DispatchController | undefined;
  let stopped: Error | undefined;

  function stop(why: Error): void {
    if (stopped) return;
    stopped = why;
    heard.failure(why);
    // Ends the connection, as the rest of the reply would come on it.
    controller?.abort(why);
  }

  return {
    stop,
    handler: {
      onRequestStart(started) {
        controller = started;
        // It was stopped while it waited for a connection.
        if (stopped) started.abort(stopped);
      },
      onResponseStart(_, status, headers) {
        // An informational one (1xx) may come before.
        if (status >= 200) head = { status, headers };
      },
      onResponseData(_, chunk) {
        bytes += chunk.length;
        if (bytes > maxBytes) stop(new TooLarge());
        else chunks.push(chunk);
      },
      onResponseEnd() {
        if (stopped || !head) return;
        const [first] = chunks;
        const all = chunks.length === 1 && first ? first : Buffer.concat(chunks);
        // An endpoint may repeat its key. Taken out here, no message that is cut short holds half of it.
        heard.reply({ ...head, text: knownKeys.redact(all.toString('utf8')) });
      },
      onResponseError(_, error) {
        if (!stopped) heard.failure(error);
      },
    },
  };
}
