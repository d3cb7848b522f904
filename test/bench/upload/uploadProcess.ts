/**
 * One end of an upload, in a process of its own; prints what it measured as JSON:
 *
 *     node uploadProcess.js service FOLDER        the embedded service, which keeps files in a folder
 *     node uploadProcess.js sink FOLDER           takes a presigned upload as plainly as can be
 *     node uploadProcess.js gavel FILE URL KEY    describes the file and uploads it
 *     node uploadProcess.js plain FILE URL        PUTs the file
 *
 * A server prints its address, and on the end of its input its memory. The plain copy is what an upload
 * can at best be: a stream of the file into one request, which the sink hashes and writes to a file.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rename, stat, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createServiceFiles } from '../../../src/backends/together/serviceFiles.js';
import { startDemoService } from '../../../src/demo/demoService.js';
import { createDatasetFiles } from '../../../src/files/dataset/datasetFiles.js';
import { openPartFile } from '../../../src/files/partFile.js';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';

export interface ServerFigures {
  /** Megabytes beyond what the process took before the first request. */
  readonly growthMb: number;
}

export interface ClientFigures {
  readonly describeMs: number;
  /** From the description to the file's id. */
  readonly uploadMs: number;
  /** Megabytes beyond what the process took behind a small upload: while describing, while uploading. */
  readonly describeGrowthMb: number;
  readonly uploadGrowthMb: number;
}

export interface PlainFigures {
  readonly copyMs: number;
}

const BLOCK_BYTES = 1024 * 1024;
const forever = new AbortController().signal;
const [task, first = '', second = '', third = ''] = process.argv.slice(2);

let peak = 0;
setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 10).unref();
const megabytes = (bytes: number) => bytes / 1024 ** 2;
const print = (value: object) => process.stdout.write(`${JSON.stringify(value)}\n`);

type Task = 'service' | 'sink' | 'gavel' | 'plain';
switch (task as Task) {
  case 'service': {
    const { url, apiKey } = await startDemoService({ folder: first });
    await serve({ url, apiKey });
    break;
  }
  case 'sink': {
    const origin = await startSink(first);
    await serve({ url: `${origin}/v1`, apiKey: 'sink' });
    break;
  }
  case 'gavel':
    print(await upload(first, second, third));
    break;
  case 'plain':
    print({ copyMs: await timed(() => plainCopy(first, second)) } satisfies PlainFigures);
    break;
}
process.exit(0);

async function serve(address: { readonly url: string; readonly apiKey: string }): Promise<void> {
  print(address);
  const before = process.memoryUsage.rss();
  peak = before;
  // Until whoever started it is through.
  await once(process.stdin.resume(), 'end');
  print({ growthMb: megabytes(peak - before) } satisfies ServerFigures);
}

async function upload(path: string, baseUrl: string, key: string): Promise<ClientFigures> {
  const datasets = createDatasetFiles();
  const files = createServiceFiles({
    datasets,
    runs: createRunFolders(),
    baseUrl,
    toolVersion: '0.0.0',
    name: 'together',
    openPartFile,
    multipartBytes: 0,
    keys: { service: () => Promise.resolve(key), resolve: () => Promise.reject(new Error()) },
  });
  const small = join(await mkdtemp(join(tmpdir(), 'gavel-bench-')), 'small.jsonl');
  await writeFile(small, '{"a":1}\n'.repeat(100_000));
  const send = async (file: string) => {
    const info = await datasets.describe(file);
    return files.upload({ info }, forever);
  };
  await send(small);
  const before = process.memoryUsage.rss();
  peak = before;
  let info = await datasets.describe(small);
  const describeMs = await timed(async () => {
    info = await datasets.describe(path);
  });
  const describeGrowthMb = megabytes(peak - before);
  peak = process.memoryUsage.rss();
  const uploadMs = await timed(() => files.upload({ info }, forever));
  return { describeMs, uploadMs, describeGrowthMb, uploadGrowthMb: megabytes(peak - before) };
}

async function plainCopy(path: string, url: string): Promise<void> {
  const { size } = await stat(path);
  const target = new URL('/plain', url);
  const outgoing = request(target, { method: 'PUT', headers: { 'content-length': size } });
  const answered = new Promise<IncomingMessage>((resolve, reject) =>
    outgoing.once('response', resolve).once('error', reject),
  );
  await pipeline(createReadStream(path, { highWaterMark: BLOCK_BYTES }), outgoing);
  await once((await answered).resume(), 'end');
}

/** The four requests of a presigned upload; what is PUT is hashed on the way to a file. */
async function startSink(folder: string): Promise<string> {
  let origin = '';
  const server = createServer((incoming, outgoing) => {
    const answer = async () => {
      if (incoming.method === 'PUT') {
        const hash = createHash('sha256');
        const hashing = new Transform({
          transform(chunk: Buffer, _, done) {
            hash.update(chunk);
            done(null, chunk);
          },
        });
        const path = join(folder, 'part');
        await pipeline(incoming, hashing, createWriteStream(path, { highWaterMark: BLOCK_BYTES }));
        await rename(path, join(folder, hash.digest('hex')));
        outgoing.end();
        return;
      }
      // Forms are small.
      await once(incoming.resume(), 'end');
      if (incoming.url === '/v1/files' && incoming.method === 'POST') {
        const headers = { location: `${origin}/put`, 'x-together-file-id': 'file-1' };
        outgoing.writeHead(302, headers).end();
      } else outgoing.end('{"id":"file-1","Processed":true}');
    };
    answer().catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on TCP
  return origin;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
