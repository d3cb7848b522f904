import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock } from '../../../../src/backends/http/clock.js';
import type { ServiceOptions } from '../../../../src/backends/together/serviceOptions.js';
import { learningKeys } from '../../../../src/core/redaction/learningKeys.js';
import { UserError } from '../../../../src/core/userError.js';
import { createDatasetFiles } from '../../../../src/files/dataset/datasetFiles.js';
import { createMemoryRunStore } from '../../../contract/ports/memoryRunStore.js';

export interface SeenRequest {
  readonly method: string;
  /** With the query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type FakeReply =
  | {
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
      /** Ends the connection after so many bytes of the body. */
      readonly cutAfter?: number;
      /** Sends so many bytes of the body and then nothing more. */
      readonly stallAfter?: number;
    }
  /** Cuts the connection without an answer. */
  | 'cut';

export interface FakeService {
  /** A bare origin. */
  readonly origin: string;
  readonly seen: SeenRequest[];
  close(): Promise<void>;
}

export const reply = (value: unknown, status = 200): FakeReply => ({
  status,
  body: JSON.stringify(value),
});

/** A server on 127.0.0.1 that answers as it is told. */
export async function startFakeService(
  answer: (request: SeenRequest, index: number) => FakeReply,
): Promise<FakeService> {
  const seen: SeenRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url = '', headers } = incoming;
      const request = { method, url, headers, body: Buffer.concat(chunks).toString('utf8') };
      seen.push(request);
      const answered = answer(request, seen.length - 1);
      if (answered === 'cut') {
        incoming.socket.destroy();
        return;
      }
      const { status, body = '', cutAfter, stallAfter } = answered;
      const length = { 'content-length': String(Buffer.byteLength(body)) };
      outgoing.writeHead(status, { ...length, ...answered.headers });
      if (stallAfter !== undefined) outgoing.write(body.slice(0, stallAfter));
      else if (cutAfter === undefined) outgoing.end(body);
      else outgoing.write(body.slice(0, cutAfter), () => incoming.socket.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A server that listens on TCP has such an address.
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    seen,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export interface FakeClock extends Clock {
  /** Every wait, in milliseconds. */
  readonly slept: number[];
}

/** Waits take no time and are written down; the time is that of the machine plus all waits. */
export function fakeClock(): FakeClock {
  const slept: number[] = [];
  return {
    slept,
    now: () => Date.now() + slept.reduce((sum, ms) => sum + ms, 0),
    random: () => 0,
    sleep: (ms, signal) => {
      signal.throwIfAborted();
      slept.push(ms);
      return new Promise((resolve) => setImmediate(resolve));
    },
  };
}

export const KEY = 'key-of-the-service-0123456789';

export function serviceOptions(origin: string, clock: Clock = fakeClock()): ServiceOptions {
  return {
    runs: createMemoryRunStore(),
    datasets: createDatasetFiles(),
    baseUrl: `${origin}/v1`,
    toolVersion: '1.2.3',
    name: 'together',
    clock,
    keys: learningKeys({
      service: (asked) =>
        asked === origin
          ? Promise.resolve(KEY)
          : Promise.reject(new UserError('auth', `no key for ${asked}`)),
      resolve: (reference, asked) => Promise.resolve(`resolved ${reference} for ${asked}`),
    }),
  };
}

export const forever = new AbortController().signal;
