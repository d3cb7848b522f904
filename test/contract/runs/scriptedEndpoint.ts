import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ScriptedRequest {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: { readonly messages: readonly { role: string; content: string }[] } & Record<
    string,
    unknown
  >;
  /** The n of "[row n]" in the messages. */
  readonly row: number;
  /** How often this row was asked before. */
  readonly before: number;
}

export type ScriptedReply =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body: string }
  /** The connection is cut without an answer. */
  | 'cut'
  /** No answer ever comes. */
  | 'hang';

export interface ScriptedEndpoint {
  /** A bare origin on 127.0.0.1. */
  readonly url: string;
  /** Every request that came, in order. */
  readonly requests: ScriptedRequest[];
  /** Rows that were answered with 200. */
  readonly answered: number[];
  /** Most requests that were under way at once. */
  readonly mostAtOnce: () => number;
  close(): Promise<void>;
}

export function completion(content: string | null, extra: object = {}): ScriptedReply {
  const body = JSON.stringify({
    id: 'x',
    object: 'chat.completion',
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content } }],
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
    ...extra,
  });
  return { status: 200, headers: { 'content-type': 'application/json' }, body };
}

export const GOOD = completion('{"feedback":"fine","label":"good"}');

/** A chat endpoint that answers as it is told. */
export async function startScriptedEndpoint(
  answer: (request: ScriptedRequest) => ScriptedReply | Promise<ScriptedReply>,
): Promise<ScriptedEndpoint> {
  const requests: ScriptedRequest[] = [];
  const answered: number[] = [];
  const asked = new Map<number, number>();
  let now = 0;
  let most = 0;

  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      // The tests' own client sent it.
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as ScriptedRequest['body'];
      const row = Number(/\[row (\d+)\]/.exec(JSON.stringify(body.messages))?.[1] ?? 0);
      const before = asked.get(row) ?? 0;
      asked.set(row, before + 1);
      const request = { path: incoming.url ?? '', headers: incoming.headers, body, row, before };
      requests.push(request);
      now += 1;
      most = Math.max(most, now);
      outgoing.on('close', () => (now -= 1));
      void Promise.resolve(answer(request)).then((reply) => {
        if (reply === 'hang') return;
        if (reply === 'cut') {
          incoming.socket.destroy();
          return;
        }
        if (reply.status === 200) answered.push(row);
        outgoing.writeHead(reply.status, reply.headers).end(reply.body);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    answered,
    mostAtOnce: () => most,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
