import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createServiceClient } from '../../../../src/backends/together/client.js';
import type { ServiceCall } from '../../../../src/backends/together/client.js';
import { UserError } from '../../../../src/core/userError.js';
import type { UserErrorKind } from '../../../../src/core/userError.js';
import { fakeClock, forever, KEY, reply, serviceOptions, startFakeService } from './fakeService.js';
import type { FakeReply, FakeService } from './fakeService.js';

const READ: ServiceCall = { doing: 'read the thing', method: 'GET', path: '/thing?limit=3' };
const HTML = '<!DOCTYPE html><html><body>Gateway time-out</body></html>';
const envelope = (message: string) => JSON.stringify({ error: { message, type: 'x' } });

describe('the client of the service', () => {
  let services: FakeService[] = [];
  const start = async (answer: Parameters<typeof startFakeService>[0]) => {
    const service = await startFakeService(answer);
    services.push(service);
    return service;
  };
  afterEach(async () => {
    await Promise.all(services.map((service) => service.close()));
    services = [];
  });

  const failure = async (work: Promise<unknown>): Promise<UserError> => {
    const error: unknown = await work.then(
      () => assert.fail('it should have failed'),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof UserError, String(error));
    return error;
  };

  it('sends key, user agent and path below the base URL', async () => {
    const service = await start(() => reply({ ok: true }));
    const client = createServiceClient(serviceOptions(service.origin));
    const answered = await client.ask(READ, forever);
    assert.equal(answered.text, '{"ok":true}');
    const [request] = service.seen;
    assert.equal(request?.url, '/v1/thing?limit=3');
    assert.equal(request.headers.authorization, `Bearer ${KEY}`);
    assert.equal(request.headers['user-agent'], 'gavel/1.2.3');
  });

  it('regression: no reply repeats the key, whether it is a refusal or an answer', async () => {
    const service = await start(({ url }) =>
      url.includes('thing') ? reply({ error: `Bearer ${KEY}` }) : reply({ error: KEY }, 400),
    );
    const client = createServiceClient(serviceOptions(service.origin));
    assert.equal((await client.ask(READ, forever)).text, '{"error":"Bearer [key]"}');
    const once = await client.askOnce({ ...READ, path: '/other' }, forever);
    assert.deepEqual('reply' in once && once.reply.text, '{"error":"[key]"}');
  });

  const refusals: readonly {
    readonly name: string;
    readonly answer: FakeReply;
    readonly kind: UserErrorKind;
    readonly says: RegExp;
    readonly asked: number;
  }[] = [
    {
      name: '400, envelope',
      answer: { status: 400, body: envelope('labels: too few') },
      kind: 'rejected',
      says: /\(400\).*labels: too few/,
      asked: 1,
    },
    {
      name: '401, text',
      answer: { status: 401, body: 'Unauthorized' },
      kind: 'auth',
      says: /refused the API key \(401\); set the right key.*Unauthorized/,
      asked: 1,
    },
    {
      name: '402, error as text',
      answer: reply({ error: 'Spending limit reached' }, 402),
      kind: 'payment',
      says: /\(402\); add credit.*Spending limit reached/,
      asked: 1,
    },
    { name: '403', answer: reply({}, 403), kind: 'auth', says: /\(403\)/, asked: 1 },
    {
      name: '404',
      answer: { status: 404, body: envelope('no such id') },
      kind: 'not_found',
      says: /\(404\).*no such id/,
      asked: 1,
    },
    { name: '409', answer: reply({ file_id: 'x' }, 409), kind: 'rejected', says: /409/, asked: 1 },
    { name: '422', answer: reply({}, 422), kind: 'rejected', says: /\(422\)/, asked: 1 },
    { name: '429', answer: reply({}, 429), kind: 'rate_limit', says: /\(429\)/, asked: 9 },
    { name: '500', answer: reply({}, 500), kind: 'server', says: /\(500\)/, asked: 5 },
    { name: '503', answer: reply({}, 503), kind: 'server', says: /\(503\)/, asked: 5 },
    {
      name: '524 with HTML',
      answer: { status: 524, body: HTML },
      kind: 'server',
      says: /out of order \(524\); try again later\.$/,
      asked: 5,
    },
    {
      name: '503 that must not be repeated',
      answer: { status: 503, headers: { 'x-should-retry': 'false' } },
      kind: 'server',
      says: /\(503\)/,
      asked: 1,
    },
    { name: 'cut connection', answer: 'cut', kind: 'unreachable', says: /network/, asked: 5 },
    {
      name: 'a complaint that repeats the key',
      answer: { status: 401, body: envelope(`Invalid key ${KEY}`) },
      kind: 'auth',
      says: /Invalid key \[key\]/,
      asked: 1,
    },
  ];
  for (const { name, answer, kind, says, asked } of refusals) {
    it(`tells and counts: ${name}`, async () => {
      const service = await start(() => answer);
      const client = createServiceClient(serviceOptions(service.origin));
      const error = await failure(client.ask(READ, forever));
      assert.equal(error.kind, kind);
      assert.match(error.message, /^Can't read the thing: 127\.0\.0\.1/);
      assert.match(error.message, says);
      assert.ok(!error.message.includes(KEY));
      assert.equal(service.seen.length, asked);
    });
  }

  it('nobody there: unreachable, with a way out', async () => {
    const service = await start(() => 'cut');
    await service.close();
    const client = createServiceClient(serviceOptions(service.origin));
    const error = await failure(client.ask(READ, forever));
    assert.equal(error.kind, 'unreachable');
    assert.match(error.message, /can't be reached \(ECONNREFUSED\); check the network/);
  });

  const waits: readonly { name: string; headers: Record<string, string>; ms: number }[] = [
    {
      name: 'retry-after-ms before all others',
      headers: { 'retry-after-ms': '70', 'retry-after': '9', 'x-ratelimit-reset': '5' },
      ms: 70,
    },
    {
      name: 'retry-after before x-ratelimit-reset',
      headers: { 'retry-after': '9', 'x-ratelimit-reset': '5' },
      ms: 9000,
    },
    { name: 'x-ratelimit-reset', headers: { 'x-ratelimit-reset': '1.5' }, ms: 1500 },
    { name: 'never longer than a minute', headers: { 'retry-after': '4000' }, ms: 60_000 },
  ];
  for (const { name, headers, ms } of waits) {
    it(`waits as told: ${name}`, async () => {
      const clock = fakeClock();
      const service = await start((_, index) =>
        index === 0 ? { status: 429, headers } : reply({ ok: true }),
      );
      const client = createServiceClient(serviceOptions(service.origin, clock));
      await client.ask(READ, forever);
      assert.deepEqual(clock.slept, [ms]);
    });
  }

  it('asks once: a broken or failed exchange is handed back, a rate limit repeated', async () => {
    const answers: FakeReply[] = [reply({}, 429), reply({}, 503), 'cut'];
    const service = await start((_, index) => answers[index] ?? reply({}));
    const client = createServiceClient(serviceOptions(service.origin));
    const call: ServiceCall = { doing: 'launch', method: 'POST', path: '/x', json: {} };
    const failed = await client.askOnce(call, forever);
    assert.ok('reply' in failed && failed.reply.status === 503);
    assert.ok('broken' in (await client.askOnce(call, forever)));
    assert.equal(service.seen.length, 3);
  });

  it('a redirect of a call is refused, and the other host sees nothing', async () => {
    const other = await start(() => reply({}));
    const service = await start(() => ({ status: 307, headers: { location: other.origin } }));
    const client = createServiceClient(serviceOptions(service.origin));
    const error = await failure(client.ask(READ, forever));
    assert.equal(error.kind, 'rejected');
    assert.deepEqual(other.seen, []);
  });

  it('a download follows redirects, and the key stays at its origin', async () => {
    const other = await start(() => ({ status: 200, body: 'rows' }));
    const service = await start(() => ({
      status: 302,
      headers: { location: `${other.origin}/content` },
    }));
    const client = createServiceClient(serviceOptions(service.origin));
    const call = { doing: 'download', path: '/files/f/content' };
    const opened = await client.open(call, { from: 0 }, forever);
    assert.ok('response' in opened);
    assert.equal(await opened.response.text(), 'rows');
    assert.equal(service.seen[0]?.headers.authorization, `Bearer ${KEY}`);
    assert.equal(other.seen[0]?.headers.authorization, undefined);
  });

  /** What a storage sees of an upload; it redirects from /a to /b, before it reads or after. */
  const put = async (redirects: 'at once' | 'late') => {
    const seen: {
      url: string | undefined;
      body: string;
      length: string | undefined;
      key: unknown;
    }[] = [];
    const storage = createServer((request, response) => {
      const { url, headers } = request;
      const move = () => response.writeHead(307, { location: '/b' }).end();
      if (url === '/a' && redirects === 'at once' && seen.length > 0) {
        seen.push({ url, body: '', length: headers['content-length'], key: headers.authorization });
        move();
        return;
      }
      void text(request).then(
        (body) => {
          seen.push({ url, body, length: headers['content-length'], key: headers.authorization });
          if (seen.length === 1) response.writeHead(503).end();
          else if (url === '/a') move();
          else response.end();
        },
        () => seen.push({ url, body: 'left', length: undefined, key: undefined }),
      );
    });
    await new Promise<void>((resolve) => storage.listen(0, '127.0.0.1', resolve));
    const { port } = storage.address() as AddressInfo; // it listens on TCP
    const service = await start(() => reply({}));
    const client = createServiceClient({
      ...serviceOptions(service.origin),
      setAlarm: (ms, ring) => {
        // The time for a redirect that comes at once.
        if (ms === 10_000 && redirects === 'late') setTimeout(ring, 20);
        return { restart: () => undefined, stop: () => undefined };
      },
    });
    const pieces = ['{"a":', '1}\n'].map((piece) => new TextEncoder().encode(piece));
    const location = `http://127.0.0.1:${port}/a`;
    const target = { doing: 'upload', location, bytes: 8 };
    const body = () => {
      const left = [...pieces];
      return new ReadableStream<Uint8Array>({
        pull: (controller) => {
          const next = left.shift();
          if (next) controller.enqueue(next);
          else controller.close();
        },
      });
    };
    try {
      await client.put({ ...target, body }, forever);
    } finally {
      storage.close();
      storage.closeAllConnections();
    }
    assert.ok(seen.every(({ key }) => key === undefined));
    return seen.map(({ url, body, length }) => `${url} ${length} ${body.trim()}`);
  };

  it('an upload goes without the key, through redirects, again after a 503', async () => {
    assert.deepEqual(await put('at once'), ['/a 8 {"a":1}', '/a 8 ', '/a 8 ', '/b 8 {"a":1}']);
  });

  it('an upload is sent once more where the storage reads before it redirects', async () => {
    assert.deepEqual(await put('late'), [
      '/a 8 {"a":1}',
      '/a 8 {"a":1}',
      '/a undefined left',
      '/a 8 {"a":1}',
      '/b 8 {"a":1}',
    ]);
  });

  it('regression: an upload is read as the storage takes it, and no part of it is held', async () => {
    const bytes = 64 * 1024 * 1024;
    const piece = new Uint8Array(128 * 1024);
    let taken = 0;
    let received = 0;
    let ahead = 0;
    const storage = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => {
        received += chunk.length;
        ahead = Math.max(ahead, taken - received);
      });
      request.on('end', () => response.end());
      // For a while it takes nothing at all.
      request.pause();
      setTimeout(() => {
        ahead = Math.max(ahead, taken);
        request.resume();
      }, 300);
    });
    await new Promise<void>((resolve) => storage.listen(0, '127.0.0.1', resolve));
    const { port } = storage.address() as AddressInfo; // it listens on TCP
    const service = await start(() => reply({}));
    const client = createServiceClient(serviceOptions(service.origin));
    const body = () =>
      new ReadableStream<Uint8Array>({
        pull: (controller) => {
          taken += piece.length;
          controller.enqueue(piece);
          if (taken === bytes) controller.close();
        },
      });
    const location = `http://127.0.0.1:${port}/a`;
    try {
      await client.put({ doing: 'upload', location, bytes, body }, forever);
    } finally {
      storage.close();
      storage.closeAllConnections();
    }
    assert.equal(received, bytes);
    // What the sockets of both ends hold, and not the rest.
    assert.ok(ahead < 16 * 1024 * 1024, `${ahead} bytes ahead`);
  });

  for (const baseUrl of ['http://api.example.com/v1', 'https://user:pass@example.com/v1', 'api']) {
    it(`refuses the base URL ${baseUrl} without repeating it`, () => {
      const options = { ...serviceOptions('http://127.0.0.1:1'), baseUrl };
      assert.throws(
        () => createServiceClient(options),
        (error) => error instanceof UserError && !error.message.includes('pass@'),
      );
    });
  }
});
