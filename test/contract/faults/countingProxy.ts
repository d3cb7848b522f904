import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What passed since the last time it was asked. */
export interface PassedRequests {
  readonly generating: number;
  readonly judging: number;
}

export interface CountingProxy {
  /** In the place of the service's, with its path. */
  readonly url: string;
  take(): PassedRequests;
  close(): Promise<void>;
}

/** Passes requests on to a service and counts those of chats at its door. */
export async function startCountingProxy(service: string): Promise<CountingProxy> {
  const { origin, pathname } = new URL(service);
  let generating = 0;
  let judging = 0;
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const { method = 'GET', url = '' } = incoming;
      const isChat = url.endsWith('/chat/completions');
      if (isChat && body.includes('"response_format"')) judging += 1;
      else if (isChat) generating += 1;
      const { authorization = '' } = incoming.headers;
      const headers = { 'content-type': 'application/json', authorization };
      void fetch(`${origin}${url}`, { method, headers, ...(method === 'POST' && { body }) })
        .then(async (reply) => {
          outgoing.writeHead(reply.status, { 'content-type': 'application/json' });
          outgoing.end(await reply.text());
        })
        .catch(() => incoming.socket.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on a port has an address.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${pathname}`,
    take() {
      const passed = { generating, judging };
      generating = 0;
      judging = 0;
      return passed;
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
