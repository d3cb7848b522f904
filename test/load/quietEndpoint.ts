import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Good for a judge of any type, and for a model that is judged. */
const CONTENT = { feedback: 'fine', label: 'good', score: 4, choice: 'A' };

export interface QuietEndpoint {
  /** A bare origin on 127.0.0.1. */
  readonly url: string;
  close(): Promise<void>;
}

/** A chat endpoint that answers always the same and remembers nothing, for tests of what is held. */
export async function startQuietEndpoint(): Promise<QuietEndpoint> {
  const server = createServer((incoming, outgoing) => {
    incoming.resume();
    incoming.on('end', () => {
      const message = { role: 'assistant', content: JSON.stringify(CONTENT) };
      const body = JSON.stringify({
        id: 'x',
        object: 'chat.completion',
        choices: [{ index: 0, finish_reason: 'stop', message }],
        usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
      });
      outgoing.writeHead(200, { 'content-type': 'application/json' }).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
