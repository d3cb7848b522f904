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

export interface HttpPost extends HttpGet {
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
  /** Connections for each origin. */
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

/** Loads undici, so it is called only when a run starts. */
export async function createHttpPool(options: HttpPoolOptions): Promise<HttpPool> {
  const { default: Pool } = await import('undici/lib/dispatcher/pool.js');
  const pools = new Map<string, InstanceType<typeof Pool>>();

  const poolOf = (origin: string) => {
    let pool = pools.get(origin);
    if (!pool) {
      pool = new Pool(origin, {
        connections: options.connections,
        connect: { timeout: CONNECT_TIMEOUT_MS },
        headersTimeout: options.timeoutMs,
        bodyTimeout: options.timeoutMs,
      });
      pools.set(origin, pool);
    }
    return pool;
  };

  /** Without the streams of `request`: a reply is read as a whole, and they would cost as much again. */
  const exchange = (
    { url, headers }: HttpGet,
    sent: { readonly method: 'GET' } | { readonly method: 'POST'; readonly body: string },
    signal: AbortSignal,
  ): Promise<HttpReply> =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const reply = createReply(options.maxReplyBytes);
      let connection: { abort(reason: Error): void } | undefined;
      let broken: Error | undefined;
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', abort);
      };
      const breakOff = (reason: Error) => {
        broken ??= reason;
        end();
        reject(broken);
        connection?.abort(broken);
      };
      // Whoever aborts gives an error, or none and then it is the platform's.
      const abort = () => breakOff(signal.reason as Error);
      const timer = setTimeout(() => breakOff(new TooSlow()), options.timeoutMs);
      signal.addEventListener('abort', abort, { once: true });
      const dispatched = { path: url.pathname + url.search, ...sent, headers };
      poolOf(url.origin).dispatch(dispatched, {
        onRequestStart(controller) {
          connection = controller;
          if (broken) controller.abort(broken);
        },
        onResponseStart(_, status, responseHeaders) {
          reply.begin(status, responseHeaders);
        },
        onResponseData(_, chunk) {
          if (!reply.add(chunk)) breakOff(new TooLarge());
        },
        onResponseEnd() {
          end();
          resolve(reply.whole());
        },
        onResponseError(_, error) {
          end();
          reject(broken ?? error);
        },
      });
    });

  return {
    post: (post, signal) => exchange(post, { method: 'POST', body: post.body }, signal),
    get: (get, signal) => exchange(get, { method: 'GET' }, signal),
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}

/** A reply as it comes in; one of 1xx is followed by another. */
function createReply(maxBytes: number) {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  let status = 0;
  let headers: Headers = {};
  return {
    begin(code: number, told: Headers): void {
      status = code;
      headers = told;
    },
    /** False when that is more than anything a model says. */
    add(chunk: Uint8Array): boolean {
      bytes += chunk.length;
      chunks.push(chunk);
      return bytes <= maxBytes;
    },
    whole: (): HttpReply => ({ status, headers, text: Buffer.concat(chunks).toString('utf8') }),
  };
}
