import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { CANARIES } from '../../security/canaries.js';

/** How a server repeats what it was given. */
export type Echo =
  /** In all that it answers truly. */
  | 'good'
  /** In a refusal of this status, as JSON, as a page or as events. */
  | { readonly status: number; readonly form: 'json' | 'html' | 'events' | 'cut short' }
  /** In the address it leads to. */
  | 'redirect';

export interface EchoingServer {
  /** A bare origin. */
  readonly origin: string;
  set(echo: Echo, path?: RegExp): void;
  close(): Promise<void>;
}

/** What was sent, said back in every way that a careless server may have. */
function repeated({ headers }: IncomingMessage, body: string): string {
  const given = headers.authorization ?? '';
  const key = given.replace(/^Bearer /, '');
  const packed = Buffer.from(`user:${key}`).toString('base64');
  return [
    `you sent "${given}"`,
    `that is Basic ${packed}`,
    `see https://user:${encodeURIComponent(key)}@host.example/?token=${encodeURIComponent(key)}`,
    Buffer.from(key).toString('hex'),
    `and ${body}`,
  ].join('; ');
}

const LONG = 'It is not that we would not like to help you. '.repeat(5).trim();

/**
 * A server that repeats its caller's key. `answer`: what it says while all is well, given the request's
 * body and what it repeats.
 */
async function startEchoingServer(
  answer: (
    request: IncomingMessage,
    body: string,
    echoed: string,
  ) => Promise<{
    readonly status: number;
    readonly headers: object;
    readonly body: Buffer | string;
  }>,
): Promise<EchoingServer> {
  let echo: Echo = 'good';
  let where = /./;

  const reply = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    const echoed = repeated(request, body);
    const refused = `${CANARIES.job} was given to the job; ${echoed}`;
    const given = request.headers.authorization ?? '';
    const header = { 'x-debug': given, 'x-should-retry': 'false', 'set-cookie': `key=${given}` };
    if (echo === 'good' || !where.test(request.url ?? '')) {
      const { status, headers, body: said } = await answer(request, body, echoed);
      response.writeHead(status, { ...headers, ...header }).end(said);
    } else if (echo === 'redirect') {
      const location = `http://127.0.0.1:9/${encodeURIComponent(given)}?key=${encodeURIComponent(given)}`;
      response.writeHead(302, { ...header, location }).end(refused);
    } else {
      const { status, form } = echo;
      const bodies = {
        json: () => JSON.stringify({ error: { message: refused, type: 'x', code: null } }),
        html: () => `<html><body><h1>${status}</h1><pre>${refused}</pre></body></html>`,
        events: () => `event: error\ndata: ${JSON.stringify({ error: refused })}\n\n`,
        // A message that is cut to a readable length is cut in the middle of the key.
        'cut short': () =>
          JSON.stringify({ error: { message: `${LONG} ${'x'.repeat(30)} ${given} ${given}` } }),
      };
      const types = { html: 'text/html', events: 'text/event-stream' } as const;
      const type = form === 'html' || form === 'events' ? types[form] : 'application/json';
      response.writeHead(status, { ...header, 'content-type': type }).end(bodies[form]());
    }
  };

  const server = createServer((request, response) => {
    reply(request, response).catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return {
    origin: `http://127.0.0.1:${port}`,
    set: (next, path = /./) => {
      echo = next;
      where = path;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** An endpoint whose judge puts what it was sent into its feedback. */
export function startEchoingEndpoint(): Promise<EchoingServer> {
  return startEchoingServer((_, __, echoed) => {
    const content = JSON.stringify({ feedback: echoed, label: 'right' });
    const message = { role: 'assistant', content };
    const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 };
    const choices = [{ index: 0, finish_reason: 'stop', message }];
    const body = JSON.stringify({ id: echoed, model: echoed, choices, usage });
    return Promise.resolve({ status: 200, headers: { 'content-type': 'application/json' }, body });
  });
}

/**
 * Stands before the embedded service: tells the keys that jobs were given, and puts into feedback, file
 * names and errors what it was sent.
 */
export function startEchoingService(url: string): Promise<EchoingServer> {
  return startEchoingServer(async (request, body, echoed) => {
    const { pathname, search } = new URL(request.url ?? '/', url);
    const { authorization = '', 'content-type': type } = request.headers;
    const method = request.method ?? 'GET';
    const headers = { authorization, ...(type !== undefined && { 'content-type': type }) };
    const from = await fetch(new URL(pathname + search, url), {
      method,
      headers,
      ...(method !== 'GET' && { body }),
    });
    const said = Buffer.from(await from.arrayBuffer()).toString('utf8');
    const inJson = JSON.stringify(echoed).slice(1, -1);
    const told = said
      .replaceAll('"feedback":"', `"feedback":"${inJson} `)
      .replaceAll('"results":{', `"results":{"note":"it was given ${CANARIES.job}",`)
      .replaceAll('"model_source":', `"external_api_token":"${CANARIES.job}","model_source":`)
      .replaceAll('"display_name":"', `"display_name":"${inJson} `)
      .replaceAll('"user_name":"', `"user_name":"${inJson} `);
    const { status } = from;
    return {
      status,
      headers: { 'content-type': from.headers.get('content-type') ?? '' },
      body: told,
    };
  });
}
