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
  const [{ default: Pool }, { default: request }] = await Promise.all([
    import('undici/lib/dispatcher/pool.js'),
    import('undici/lib/api/api-request.js'),
  ]);
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

  const exchange = async (
    { url, headers }: HttpGet,
    sent: { readonly method: 'GET' } | { readonly method: 'POST'; readonly body: string },
    signal: AbortSignal,
  ): Promise<HttpReply> => {
    signal.throwIfAborted();
    const limit = new AbortController();
    const stop = () => limit.abort(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
    const timer = setTimeout(() => limit.abort(new TooSlow()), options.timeoutMs);
    try {
      const reply = await request.call(poolOf(url.origin), {
        path: url.pathname + url.search,
        ...sent,
        headers,
        signal: limit.signal,
      });
      const text = await readBounded(reply.body, options.maxReplyBytes);
      return { status: reply.statusCode, headers: reply.headers, text };
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    }
  };

  return {
    post: (post, signal) => exchange(post, { method: 'POST', body: post.body }, signal),
    get: (get, signal) => exchange(get, { method: 'GET' }, signal),
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}

async function readBounded(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    // Leaving the loop destroys the stream and with it the connection.
    if (bytes > maxBytes) throw new TooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
