import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createServiceClient } from '../../../../../src/backends/together/client.js';
import { memorySink } from '../../../../../src/backends/together/results/memorySink.js';
import { readContent } from '../../../../../src/backends/together/results/readContent.js';
import type { TransferProgress } from '../../../../../src/core/dataset/service/serviceFiles.js';
import { UserError } from '../../../../../src/core/userError.js';
import type { UserErrorKind } from '../../../../../src/core/userError.js';
import { fakeClock, forever, serviceOptions, startFakeService } from '../fakeService.js';
import type { FakeReply, FakeService, SeenRequest } from '../fakeService.js';

const WHOLE = 'abcdefghij';

interface Case {
  readonly name: string;
  /** One for each request, the last for all further ones. */
  readonly replies: readonly ((request: SeenRequest) => FakeReply)[];
  readonly from?: number;
  readonly most?: number;
  /** What the sink holds already. */
  readonly held?: string;
  readonly gives: string;
  readonly of?: number;
  /** Ranges that were asked for. */
  readonly asked: readonly (string | undefined)[];
}

/** The range that is asked for, as a good server gives it; `cutAfter` breaks the connection. */
const ranged =
  (text: string, cutAfter?: number) =>
  ({ headers }: SeenRequest): FakeReply => {
    const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? [];
    const cut = cutAfter === undefined ? {} : { cutAfter };
    if (first === undefined) return { status: 200, body: text, ...cut };
    const from = Number(first);
    const to = Math.min(text.length - 1, last ? Number(last) : Infinity);
    if (from > to) return { status: 416, headers: { 'content-range': `bytes */${text.length}` } };
    const range = { 'content-range': `bytes ${from}-${to}/${text.length}` };
    return { status: 206, headers: range, body: text.slice(from, to + 1), ...cut };
  };
const plain = (reply: FakeReply) => (): FakeReply => reply;

const cases: readonly Case[] = [
  { name: 'whole', replies: [ranged(WHOLE)], gives: WHOLE, of: 10, asked: [undefined] },
  {
    name: 'a part from the start',
    replies: [ranged(WHOLE)],
    from: 0,
    most: 4,
    gives: 'abcd',
    of: 10,
    asked: ['bytes=0-3'],
  },
  {
    name: 'a part that reaches over the end',
    replies: [ranged(WHOLE)],
    from: 8,
    most: 100,
    gives: 'ij',
    of: 10,
    asked: ['bytes=8-107'],
  },
  {
    name: 'a part behind the end',
    replies: [ranged(WHOLE)],
    from: 20,
    most: 5,
    gives: '',
    of: 10,
    asked: ['bytes=20-24'],
  },
  {
    name: 'a part of an empty file',
    replies: [ranged('')],
    from: 0,
    most: 5,
    gives: '',
    of: 0,
    asked: ['bytes=0-4'],
  },
  {
    name: 'a part, from a server that knows no ranges',
    replies: [plain({ status: 200, body: WHOLE })],
    from: 3,
    most: 4,
    gives: 'defg',
    of: 10,
    asked: ['bytes=3-6'],
  },
  {
    name: 'a part in pieces, from a server that gives less at a time',
    replies: [
      plain({ status: 206, headers: { 'content-range': 'bytes 2-4/10' }, body: 'cde' }),
      ranged(WHOLE),
    ],
    from: 2,
    most: 6,
    gives: 'cdefgh',
    of: 10,
    asked: ['bytes=2-7', 'bytes=5-7'],
  },
  {
    name: 'a range that the server gives from an earlier byte on',
    replies: [plain({ status: 206, headers: { 'content-range': 'bytes 0-9/10' }, body: WHOLE })],
    from: 3,
    most: 2,
    gives: 'de',
    of: 10,
    asked: ['bytes=3-4'],
  },
  {
    name: 'a range without a word on where it begins',
    replies: [plain({ status: 206, body: 'defg' })],
    from: 3,
    most: 4,
    gives: 'defg',
    asked: ['bytes=3-6'],
  },
  {
    name: 'whole, over cut connections and a refusal that passes',
    replies: [ranged(WHOLE, 4), plain({ status: 503 }), ranged(WHOLE, 3), ranged(WHOLE)],
    gives: WHOLE,
    of: 10,
    asked: [undefined, 'bytes=4-', 'bytes=4-', 'bytes=7-'],
  },
  {
    name: 'a part over a cut connection',
    replies: [ranged(WHOLE, 2), ranged(WHOLE)],
    from: 1,
    most: 5,
    gives: 'bcdef',
    of: 10,
    asked: ['bytes=1-5', 'bytes=3-5'],
  },
  {
    name: 'what is held already is not asked for again',
    replies: [ranged(WHOLE)],
    held: 'abcdef',
    gives: WHOLE,
    of: 10,
    asked: ['bytes=6-'],
  },
  {
    name: 'all is held already',
    replies: [ranged(WHOLE)],
    held: WHOLE,
    gives: WHOLE,
    of: 10,
    asked: ['bytes=10-'],
  },
  {
    name: 'more is held than there is: anew',
    replies: [ranged(WHOLE)],
    held: 'something else that is longer',
    gives: WHOLE,
    of: 10,
    asked: ['bytes=29-', undefined],
  },
  {
    name: 'another content meanwhile: anew',
    replies: [ranged('the old content', 5), ranged('the new one'), ranged('the new one')],
    gives: 'the new one',
    of: 11,
    asked: [undefined, 'bytes=5-', undefined],
  },
  {
    name: 'a server that forgets the range: anew',
    replies: [ranged('old rows', 3), plain({ status: 200, body: 'new rows' })],
    gives: 'new rows',
    of: 8,
    asked: [undefined, 'bytes=3-'],
  },
  {
    name: 'an empty file, whole',
    replies: [ranged('')],
    gives: '',
    of: 0,
    asked: [undefined],
  },
];

describe('reading the content of a file of the service', () => {
  let services: FakeService[] = [];
  afterEach(async () => {
    await Promise.all(services.map((service) => service.close()));
    services = [];
  });
  const start = async (answer: Parameters<typeof startFakeService>[0]) => {
    const service = await startFakeService(answer);
    services.push(service);
    return service;
  };
  const requestTo = (service: FakeService) => ({
    client: createServiceClient(serviceOptions(service.origin)),
    path: '/files/file-1/content',
    doing: 'read file-1',
  });

  for (const { name, replies, held, gives, of, asked, ...range } of cases) {
    it(name, async () => {
      const service = await start((request, index) => {
        const answer = replies[Math.min(index, replies.length - 1)]!;
        return answer(request);
      });
      const sink = memorySink();
      if (held !== undefined) await sink.append(Buffer.from(held));
      const told = await readContent({ ...requestTo(service), ...range, sink }, forever);
      assert.deepEqual([sink.whole().toString(), told], [gives, of]);
      assert.deepEqual(
        service.seen.map(({ headers }) => headers.range),
        asked,
      );
      assert.ok(service.seen.every(({ url }) => url === '/v1/files/file-1/content'));
      // With a range, fetch says it once more.
      const unpacked = ({ headers }: SeenRequest) =>
        /^identity(, identity)?$/.test(String(headers['accept-encoding']));
      assert.ok(service.seen.every(unpacked));
    });
  }

  it('any part of any content comes over any cuts', async () => {
    let content = '';
    let cuts: number[] = [];
    const service = await start((request) => {
      const cutAfter = cuts.shift();
      return ranged(content, cutAfter)(request);
    });
    await fc.assert(
      fc.asyncProperty(
        fc.string({ maxLength: 40, unit: fc.constantFrom('a', 'b', 'c', 'd', '\n', '"') }),
        fc.record({ from: fc.nat(45), most: fc.integer({ min: 1, max: 50 }) }),
        fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 5 }),
        async (text, range, breaks) => {
          content = text;
          cuts = [...breaks];
          const sink = memorySink();
          await readContent({ ...requestTo(service), ...range, sink }, forever);
          const { from, most } = range;
          assert.equal(sink.whole().toString(), text.slice(from, from + most));
        },
      ),
      { numRuns: 150 },
    );
  });

  const failures: readonly {
    readonly name: string;
    readonly reply: FakeReply;
    readonly kind: UserErrorKind;
    readonly says: RegExp;
    readonly asked: number;
  }[] = [
    {
      name: 'unknown',
      reply: { status: 404 },
      kind: 'not_found',
      says: /^Can't read file-1: 127\.0\.0\.1:\d+ does not know it \(404\)/,
      asked: 1,
    },
    { name: 'wrong key', reply: { status: 401 }, kind: 'auth', says: /\(401\)/, asked: 1 },
    { name: 'rate limit', reply: { status: 429 }, kind: 'rate_limit', says: /\(429\)/, asked: 7 },
    { name: 'out of order', reply: { status: 503 }, kind: 'server', says: /\(503\)/, asked: 7 },
    { name: 'cut', reply: 'cut', kind: 'unreachable', says: /can't be reached/, asked: 7 },
    {
      name: 'a range from elsewhere',
      reply: { status: 206, headers: { 'content-range': 'bytes 5-9/10' }, body: 'fghij' },
      kind: 'bad_reply',
      says: /unreadable reply/,
      asked: 7,
    },
    {
      name: '416 for what was no range',
      reply: { status: 416 },
      kind: 'rejected',
      says: /\(416\)/,
      asked: 1,
    },
  ];
  for (const { name, reply, kind, says, asked } of failures) {
    it(`fails with a sentence: ${name}`, async () => {
      const service = await start(() => reply);
      await assert.rejects(
        readContent({ ...requestTo(service), sink: memorySink() }, forever),
        (error) => error instanceof UserError && error.kind === kind && says.test(error.message),
      );
      assert.equal(service.seen.length, asked);
    });
  }

  it('gives up a connection that stalls, and goes on where it stood', async () => {
    const clock = fakeClock();
    const service = await start((request, index) =>
      index === 0 ? { status: 200, body: WHOLE, stallAfter: 4 } : ranged(WHOLE)(request),
    );
    const sink = memorySink();
    const client = createServiceClient(serviceOptions(service.origin, clock));
    await readContent({ ...requestTo(service), client, sink, stallMs: 50 }, forever);
    assert.equal(sink.whole().toString(), WHOLE);
    assert.deepEqual(
      service.seen.map(({ headers }) => headers.range),
      [undefined, 'bytes=4-'],
    );
  });

  it('ends at once when it is aborted, while it waits for bytes', async () => {
    const service = await start(() => ({ status: 200, body: WHOLE, stallAfter: 4 }));
    const abort = new AbortController();
    const onProgress = () => abort.abort();
    const request = { ...requestTo(service), sink: memorySink(), onProgress };
    await assert.rejects(readContent(request, abort.signal), { name: 'AbortError' });
    assert.equal(service.seen.length, 1);
  });

  it('tells how far it is', async () => {
    const service = await start((request, index) =>
      index === 0 ? ranged(WHOLE, 4)(request) : ranged(WHOLE)(request),
    );
    const told: TransferProgress[] = [];
    const onProgress = (progress: TransferProgress) => told.push(progress);
    await readContent({ ...requestTo(service), sink: memorySink(), onProgress }, forever);
    assert.deepEqual(told, [
      { bytes: 4, of: 10 },
      { bytes: 10, of: 10 },
    ]);
  });

  it('what a redirect leads to is asked without the key, also where it leads back', async () => {
    const service = await start(({ url }) =>
      url.startsWith('/back')
        ? { status: 200, body: WHOLE }
        : { status: 302, headers: { location: `${other.origin}/there` } },
    );
    const other = await start(() => ({
      status: 302,
      headers: { location: `${service.origin}/back` },
    }));
    const sink = memorySink();
    await readContent({ ...requestTo(service), sink }, forever);
    assert.equal(sink.whole().toString(), WHOLE);
    const keyed = [...service.seen, ...other.seen].map(({ url, headers }) => [
      url,
      headers.authorization !== undefined,
    ]);
    assert.deepEqual(keyed, [
      ['/v1/files/file-1/content', true],
      ['/back', false],
      ['/there', false],
    ]);
  });
});
