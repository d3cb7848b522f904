import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';

/** A request as the routes see it; `path` without the leading `/v1`. */
export interface DemoRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** Reads the whole body; throws `ReplyError` 413 above 64 MB. */
  body(): Promise<Buffer>;
  /** The body as it comes, of any size; read it once, in place of `body`. */
  stream(): Readable;
}

export interface DemoReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | StreamedBody | EventBody;
}

/** A body that is read while it is sent. */
export interface StreamedBody {
  readonly bytes: number;
  /** Its first bytes, so many of them (at least one). */
  first(bytes: number): Readable;
}

/** Server-sent events, each sent when it is there. */
export interface EventBody {
  readonly events: readonly string[];
}

/** Ends the handling of a request with this reply. */
export class ReplyError extends Error {
  override readonly name = 'ReplyError';
  readonly reply: DemoReply;

  constructor(reply: DemoReply) {
    super(`reply ${reply.status}`);
    this.reply = reply;
  }
}

export function json(value: unknown, status = 200): DemoReply {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value),
  };
}

const TYPES: Readonly<Record<number, string>> = {
  402: 'credit_limit',
  404: 'not_found_error',
  429: 'dynamic_request_limited',
  500: 'server_error',
  503: 'service_unavailable',
};

/** The service's error envelope (API reference, section 9). */
export function failure(status: number, message: string, code: string | null = null): DemoReply {
  const type = TYPES[status] ?? 'invalid_request_error';
  return json({ error: { message, type, param: null, code } }, status);
}

/** Reads a JSON object from the body; throws `ReplyError` 400. */
export async function readJson(request: DemoRequest): Promise<Record<string, unknown>> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== undefined && type !== 'application/json') {
    throw new ReplyError(failure(415, `The request body must be application/json, not ${type}.`));
  }
  const text = (await request.body()).toString('utf8');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ReplyError(failure(400, 'The request body is not valid JSON.'));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ReplyError(failure(400, 'The request body must be a JSON object.'));
  }
  return { ...value };
}
