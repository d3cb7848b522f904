import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate, setTimeout as delay } from 'node:timers/promises';
import { UserError } from '../core/userError.js';
import type { Faults, FaultOf } from './faults.js';
import { createRateLimits } from './rateLimits.js';
import { failure, ReplyError } from './reply.js';
import type { DemoReply, DemoRequest, EventBody, StreamedBody } from './reply.js';

/** Of what is held in memory; files come as a stream. */
const MOST_BODY_BYTES = 64 * 1024 ** 2;
const HTML = '<!DOCTYPE html>\n<html><head><title>Error</title></head><body>Error</body></html>\n';

/** Listens on 127.0.0.1 only. `port` 0 takes a free one; rejects where the port is taken. */
export function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(listenError(error, port)));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

function listenError(error: Error, port: number): Error {
  const code = 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE') {
    const message = `Port ${port} of this machine is taken; choose another one.`;
    return new UserError('usage', message, { cause: error });
  }
  if (code === 'EACCES') {
    const message = `Port ${port} is not for programs of yours; choose one above 1023.`;
    return new UserError('usage', message, { cause: error });
  }
  return error;
}

export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

interface ServerOptions {
  readonly prefix: string;
  readonly faults: Faults;
  readonly stop: AbortSignal;
}

/** An HTTP server over a function from request to reply, with the switched-on faults in between. */
export function createReplyServer(
  { prefix, faults, stop }: ServerOptions,
  route: (request: DemoRequest) => Promise<DemoReply>,
): Server {
  const limits = createRateLimits();
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (!isOwnName(request)) {
      await send(response, failure(421, 'This service answers to 127.0.0.1 and localhost alone.'));
      return;
    }
    const url = addressOf(request);
    if (!url) {
      await send(response, failure(400, 'The address of the request cannot be read.'));
      return;
    }
    const path = url.pathname.startsWith(prefix) ? url.pathname.slice(prefix.length) : url.pathname;
    const method = request.method ?? 'GET';
    const site = { method, path };

    const slow = faults.strike(['slow'], site);
    if (slow) await delay(slow.ms, undefined, { signal: stop, ref: false });
    const { refused, headers: limitHeaders } = limits.count(faults.strike(['rate_limit'], site));
    for (const [name, value] of Object.entries(limitHeaders)) response.setHeader(name, value);
    if (refused) {
      await send(response, refused);
      return;
    }
    const fault = faults.strike(['status', 'cut', 'half', 'stall'], site);
    const early = fault && earlyFault(fault);
    if (early) {
      await spoil(request, response, early);
      return;
    }

    const reply = await replyTo(route, {
      method,
      path,
      query: url.searchParams,
      headers: request.headers,
      body: () => readBody(request),
      stream: () => request,
    });
    if (fault?.kind === 'cut') request.socket.destroy();
    else if (fault?.kind === 'half' || fault?.kind === 'stall') {
      await sendHalf(response, reply);
      // What stalls is ended by the client, or when the server closes.
      if (fault.kind === 'half') response.destroy();
    } else await send(response, fault?.kind === 'status' ? statusFault(fault) : reply);
  };
  return createServer((request, response) => {
    const { socket } = request;
    answer(request, response).catch(() => socket.destroy());
  });
}

function addressOf({ url = '/' }: IncomingMessage): URL | undefined {
  const base = 'http://127.0.0.1';
  return URL.canParse(url, base) ? new URL(url, base) : undefined;
}

/**
 * Whether the request names this machine. A page in a browser can have a name of its own lead here (DNS
 * rebinding), and would then read replies as its own; no reply ever allows another origin.
 */
function isOwnName({ headers }: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost)(:\d+)?$/i.test(headers.host ?? '');
}

type Spoiler = FaultOf<'status' | 'cut' | 'half' | 'stall'>;

type EarlyFault = FaultOf<'status' | 'cut' | 'stall'>;

/** The fault where it strikes before the work is done. */
function earlyFault(fault: Spoiler): EarlyFault | undefined {
  if (fault.kind === 'half') return undefined;
  const isLate = fault.kind === 'stall' ? fault.half === true : fault.when === 'after';
  return isLate ? undefined : fault;
}

async function spoil(
  request: IncomingMessage,
  response: ServerResponse,
  fault: EarlyFault,
): Promise<void> {
  if (fault.kind === 'status') {
    await send(response, statusFault(fault));
    return;
  }
  if (fault.kind === 'stall') {
    request.resume();
    return;
  }
  // A request whose body was left in the middle has none any more.
  const { socket } = request;
  let left = fault.bytes ?? 0;
  if (left > 0) {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      left -= chunk.length;
      if (left <= 0) break;
    }
  }
  socket.destroy();
}

async function replyTo(
  route: (request: DemoRequest) => Promise<DemoReply>,
  request: DemoRequest,
): Promise<DemoReply> {
  try {
    return await route(request);
  } catch (error) {
    if (error instanceof ReplyError) return error.reply;
    // An id in the path that is no percent encoding, like %ZZ, names nothing.
    if (error instanceof URIError) return failure(404, 'The id in the path cannot be read.');
    const message = error instanceof Error ? error.message : String(error);
    return failure(500, `The embedded service failed: ${message}`);
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BODY_BYTES)
      throw new ReplyError(failure(413, 'The request body is too large.'));
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Every reply says that it is scripted: whoever shows what comes of it says so too. */
function headersOf(reply: DemoReply) {
  const { body } = reply;
  const isCounted = !(body !== undefined && isEvents(body));
  return {
    server: 'gavel-demo',
    'x-request-id': randomUUID(),
    ...reply.headers,
    ...(isCounted && { 'content-length': String(bodyBytes(reply)) }),
  };
}

function bodyBytes({ body = '' }: DemoReply): number {
  if (isEvents(body)) return Buffer.byteLength(body.events.join(''));
  return isStreamed(body) ? body.bytes : Buffer.byteLength(body);
}

function isEvents(body: NonNullable<DemoReply['body']>): body is EventBody {
  return typeof body === 'object' && 'events' in body;
}

function isStreamed(body: NonNullable<DemoReply['body']>): body is StreamedBody {
  return typeof body === 'object' && 'first' in body;
}

async function send(response: ServerResponse, reply: DemoReply): Promise<void> {
  const { status, body = '' } = reply;
  response.writeHead(status, headersOf(reply));
  if (isEvents(body)) await pipeline(Readable.from(paced(body.events)), response);
  else if (!isStreamed(body)) response.end(body);
  else if (body.bytes === 0) response.end();
  // A client that leaves ends the reading too.
  else await pipeline(body.first(body.bytes), response);
}

/** One event after the other, each in a turn of its own. */
async function* paced(events: readonly string[]): AsyncGenerator<string> {
  for (const event of events) {
    yield event;
    await setImmediate();
  }
}

async function sendHalf(response: ServerResponse, reply: DemoReply): Promise<void> {
  const { status, body = '' } = reply;
  const half = Math.floor(bodyBytes(reply) / 2);
  response.writeHead(status, headersOf(reply));
  const whole = isEvents(body) ? body.events.join('') : body;
  const first = isStreamed(whole) ? undefined : Buffer.from(whole).subarray(0, half);
  if (first) await new Promise<void>((resolve) => response.write(first, () => resolve()));
  else if (isStreamed(whole) && half > 0) {
    await pipeline(whole.first(half), response, { end: false });
  }
}

function statusFault({ status, form = 'envelope', headers }: FaultOf<'status'>): DemoReply {
  const message = `Fault ${status} is switched on.`;
  const forms: Record<typeof form, () => DemoReply> = {
    envelope: () => failure(status, message),
    string: () => ({ status, body: JSON.stringify({ error: message }) }),
    text: () => ({ status, body: message }),
    html: () => ({ status, headers: { 'content-type': 'text/html' }, body: HTML }),
  };
  const reply = forms[form]();
  const reset = status === 429 && !headers ? { 'x-ratelimit-reset': '1' } : headers;
  return { ...reply, headers: { ...reply.headers, ...reset } };
}
