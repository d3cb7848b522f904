import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';

const PIECE = 256 * 1024;
const MB = 1024 * 1024;

/** What is sent again and again, and what stands before it. */
interface Stream {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly first: string;
  readonly piece: Buffer;
}

const of = (text: string): Buffer => Buffer.from(text.repeat(Math.ceil(PIECE / text.length)));
/** A thousandth of what it becomes. */
const ZEROS = gzipSync(Buffer.alloc(16 * MB));
const letters = of('a long tale ');

/** Bodies without end, by the last part of the path. */
export const ENDLESS: Readonly<Record<string, Stream>> = {
  'one text': { first: '{"choices":[{"message":{"content":"', piece: letters },
  'one list': { first: '[', piece: of('{},') },
  'one line': { first: '{"label":"', piece: letters },
  'rows that are none': { first: '', piece: of('x\n') },
  events: {
    headers: { 'content-type': 'text/event-stream' },
    first: '',
    piece: of('data: {"choices":[{"delta":{"content":"x"}}]}\n\n'),
  },
  'an error': { status: 400, first: '{"error":{"message":"', piece: letters },
  'a packed body': {
    headers: { 'content-encoding': 'gzip', 'content-type': 'application/json' },
    first: '',
    piece: ZEROS,
  },
  'a redirect': {
    status: 302,
    headers: { location: 'http://127.0.0.1:9/x' },
    first: '',
    piece: letters,
  },
};

export interface EndlessServer {
  /** A bare origin. */
  readonly origin: string;
  /** Bytes that were sent since it was asked last. */
  sentBytes(): number;
  close(): Promise<void>;
}

/** Sends so many bytes of an endless body to whoever asks for `/<name>/…`, as fast as they are taken. */
export async function startEndlessServer(bytes: number): Promise<EndlessServer> {
  let sent = 0;
  function* pieces({ first, piece }: Stream): Generator<Buffer> {
    yield Buffer.from(first);
    for (let left = bytes; left > 0; left -= piece.length) {
      sent += piece.length;
      yield piece;
    }
  }
  const server = createServer((request, response) => {
    const name = decodeURIComponent(request.url?.split('/')[1] ?? '');
    const stream = ENDLESS[name];
    request.resume();
    if (!stream) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(stream.status ?? 200, stream.headers);
    // Whoever leaves ends it.
    pipeline(Readable.from(pieces(stream)), response).catch(() => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // It listens on TCP.
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    sentBytes: () => {
      const told = sent;
      sent = 0;
      return told;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
