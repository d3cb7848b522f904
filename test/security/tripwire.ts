import { once } from 'node:events';
import { appendFileSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';

/** An address on this machine that nobody may reach. */
export interface Tripwire {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** How often somebody came, with or without a word. */
  touched(): number;
  close(): Promise<void>;
}

/**
 * Counts connections, below every protocol: a request that is never sent is one too. `log`: a file that
 * gets a line for each, for a test in another process.
 */
export async function startTripwire(log?: string): Promise<Tripwire> {
  let touches = 0;
  if (log !== undefined) writeFileSync(log, '');
  const server = createServer((socket) => {
    touches += 1;
    if (log !== undefined) appendFileSync(log, `${touches}\n`);
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    origin: `http://127.0.0.1:${port}`,
    touched: () => touches,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}
