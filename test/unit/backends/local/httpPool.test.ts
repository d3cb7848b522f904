import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import {
  createHttpPool,
  TooLarge,
  TooSlow,
  type HttpPool,
  type HttpPoolOptions,
} from '../../../../src/backends/local/httpPool.js';

/** What a request leaves behind in a process that did nothing else. */
const PROGRAM = `
  import { createHttpPool } from './src/backends/local/httpPool.ts';
  const symbols = () => Object.getOwnPropertySymbols(globalThis).map(String);
  const before = symbols();
  const pool = await createHttpPool({ connections: 1, timeoutMs: 5000, maxReplyBytes: 1000 });
  const url = new URL(process.env.TEST_URL);
  const { text } = await pool.post({ url, headers: {}, body: '{}' }, new AbortController().signal);
  await pool.close();
  console.log(JSON.stringify({ text, added: symbols().filter((each) => !before.includes(each)) }));
`;

describe('httpPool', () => {
  it('leaves the fetch of the process, which all extensions share, as it is', async () => {
    const server = createServer((_, response) => response.end('pong')).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--import', 'tsx/esm', '--input-type=module', '-e', PROGRAM],
        { env: { ...process.env, TEST_URL: `http://127.0.0.1:${port}/` } },
      );
      assert.deepEqual(JSON.parse(stdout), { text: 'pong', added: [] });
    } finally {
      server.close();
    }
  });

  const forever = () => new AbortController().signal;
  const whole = { connections: 1, timeoutMs: 60_000, maxReplyBytes: 1000 };

  /** A pool and a server for the time of some work; `post` asks that server. */
  async function between(
    answer: RequestListener,
    options: HttpPoolOptions,
    work: (post: (signal: AbortSignal) => ReturnType<HttpPool['post']>) => Promise<void>,
  ): Promise<void> {
    const server = createServer(answer).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo; // it listens on TCP
    const pool = await createHttpPool(options);
    const url = new URL(`http://127.0.0.1:${port}/v1?a=b`);
    try {
      await work((signal) => pool.post({ url, headers: { 'x-a': '1' }, body: '"ü"' }, signal));
    } finally {
      await pool.close();
      server.closeAllConnections();
      server.close();
    }
  }

  it('sends path, query, headers and body, and puts a reply of several pieces together', async () => {
    const sent: unknown[] = [];
    const answer: RequestListener = (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method, url, headers } = request;
        sent.push([method, url, headers['x-a'], Buffer.concat(chunks).toString('utf8')]);
        response.writeProcessing();
        response.writeHead(429, { 'Retry-After': '3', connection: 'close' });
        // In the middle of a character.
        const bytes = Buffer.from('naïve');
        response.write(bytes.subarray(0, 3), () =>
          setImmediate(() => response.end(bytes.subarray(3))),
        );
      });
    };
    await between(answer, whole, async (post) => {
      const { status, headers, text } = await post(forever());
      assert.deepEqual([status, headers['retry-after'], text], [429, '3', 'naïve']);
    });
    assert.deepEqual(sent, [['POST', '/v1?a=b', '1', '"ü"']]);
  });

  it('ends an exchange that takes too long, also one whose reply has begun', async () => {
    for (const begins of [false, true]) {
      const answer: RequestListener = (_, response) => {
        if (begins) response.write('{');
      };
      await between(answer, { ...whole, timeoutMs: 20 }, async (post) => {
        await assert.rejects(post(forever()), TooSlow);
      });
    }
  });

  it('ends a reply that is too large, and its connection', async () => {
    let closed: Promise<unknown> | undefined;
    const answer: RequestListener = (request, response) => {
      closed = once(request.socket, 'close');
      response.write('x'.repeat(2000));
    };
    await between(answer, whole, async (post) => {
      await assert.rejects(post(forever()), TooLarge);
      await closed;
    });
  });

  it('rejects with the signal’s reason: asked, and while it waits for a connection', async () => {
    let asked = 0;
    let heard = () => {};
    const held = new Promise<void>((resolve) => (heard = resolve));
    const answer: RequestListener = () => {
      asked += 1;
      heard();
    };
    await between(answer, whole, async (post) => {
      const [first, second] = [new AbortController(), new AbortController()];
      const [one, two] = [post(first.signal), post(second.signal)];
      await held;
      const [why, before] = [new Error('cancelled'), new Error('before')];
      second.abort(before);
      await assert.rejects(two, before);
      first.abort(why);
      await assert.rejects(one, why);
      await assert.rejects(post(AbortSignal.abort(why)), why);
    });
    assert.equal(asked, 1);
  });

  it('tells of a connection that breaks and of one that does not come about', async () => {
    await between(
      (request) => request.socket.destroy(),
      whole,
      async (post) => {
        await assert.rejects(post(forever()), { code: 'UND_ERR_SOCKET' });
      },
    );
    const pool = await createHttpPool(whole);
    const nobody = new URL('http://127.0.0.1:1/');
    await assert.rejects(pool.get({ url: nobody, headers: {} }, forever()), {
      code: 'ECONNREFUSED',
    });
    await pool.close();
  });
});
