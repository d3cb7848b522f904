import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Exchange, WireBody } from './description.js';

export interface RecordingProxy {
  /** Ends with `/v1`. */
  readonly url: string;
  readonly exchanges: readonly Exchange[];
  close(): Promise<void>;
}

const PREFIX = '/v1';

/** A server on 127.0.0.1 that hands every request on to `target` and keeps what both sides said. */
export async function startRecordingProxy(target: string): Promise<RecordingProxy> {
  const exchanges: Exchange[] = [];
  const server = createServer((incoming, outgoing) => {
    const answer = async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
      const body = Buffer.concat(chunks);
      const { method = 'GET', url = '/' } = incoming;
      const { pathname, searchParams, search } = new URL(url, target);
      const path = pathname.startsWith(PREFIX) ? pathname.slice(PREFIX.length) : pathname;
      const headers = new Headers();
      for (const [name, value] of Object.entries(incoming.headers)) {
        if (!HOP.includes(name) && typeof value === 'string') headers.set(name, value);
      }
      const response = await fetch(new URL(pathname + search, target), {
        method,
        headers,
        redirect: 'manual',
        ...(body.length > 0 && { body }),
      });
      const replied = Buffer.from(await response.arrayBuffer());
      exchanges.push({
        method,
        path,
        query: searchParams,
        request: await wireBody(body, headers.get('content-type')),
        status: response.status,
        reply: await wireBody(replied, response.headers.get('content-type')),
      });
      const told = [...response.headers].filter(([name]) => !HOP.includes(name));
      outgoing.writeHead(response.status, Object.fromEntries(told));
      outgoing.end(replied);
    };
    answer().catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server has one
  return {
    url: `http://127.0.0.1:${port}${PREFIX}`,
    exchanges,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Headers of one hop, which is not ours to hand on. */
const HOP = [
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'transfer-encoding',
  'content-encoding',
];

async function wireBody(bytes: Buffer<ArrayBuffer>, header: string | null): Promise<WireBody> {
  const type = header?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (bytes.length === 0) return { type: '', content: undefined };
  if (type === 'application/json') return { type, content: JSON.parse(bytes.toString('utf8')) };
  if (type === 'multipart/form-data') {
    const packed = new Response(bytes, { headers: { 'content-type': header ?? '' } });
    // Discouraged for servers as it holds the whole form, which is small here.
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    const form = await packed.formData();
    const fields = await Promise.all(
      [...form].map(async ([name, value]) => [
        name,
        typeof value === 'string' ? value : await value.text(),
      ]),
    );
    return { type, content: Object.fromEntries(fields) };
  }
  return { type, content: bytes.toString('utf8') };
}
