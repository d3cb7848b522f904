import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import type { ServiceOptions } from '../../../src/backends/together/serviceOptions.js';
import { createServiceFiles } from '../../../src/backends/together/serviceFiles.js';
import { createServiceJobs } from '../../../src/backends/together/jobs/serviceJobs.js';
import { createTogetherBackend } from '../../../src/backends/together/togetherBackend.js';
import { learningKeys } from '../../../src/core/redaction/learningKeys.js';
import type { UserErrorKind } from '../../../src/core/userError.js';
import { UserError } from '../../../src/core/userError.js';
import { startDemoService } from '../../../src/demo/demoService.js';
import { proven } from '../../security/proofs.js';
import type { DemoService } from '../../../src/demo/demoService.js';
import { openPartFile } from '../../../src/files/partFile.js';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';
import { fakeClock, forever, serviceOptions } from '../../unit/backends/together/fakeService.js';
import { contractPlan, contractSpecs } from '../ports/contractPlan.js';
import { follow } from '../ports/evalBackendContract.js';
import type { FaultKind, FaultyService } from './faultyService.js';
import { startFaultyService } from './faultyService.js';
import { serviceJobIds } from '../runs/serviceJobIds.js';

const KEY = 'canary-key-of-the-service-6f1c1a2b';
const TOKEN = 'canary-token-of-a-provider-9d8e7f';
const BASE = 'https://judge.example/v1';
/** A refusal that repeats all that it was given. */
const leaky = (request: string) =>
  JSON.stringify({ error: { message: `no: Bearer ${KEY}, asked ${request}`, type: 'x' } });
const HTML = '<!DOCTYPE html><html><body>Bad gateway</body></html>';
const BACKOFF = [500, 1000, 2000, 4000];
/** More than the client repeats by itself. */
const STRIKES = 20;

type Operation = 'list' | 'form' | 'presigned' | 'launch' | 'download';
const OPERATIONS: readonly Operation[] = ['list', 'form', 'presigned', 'launch', 'download'];

/** The request of an operation that a fault strikes. */
const SITES: Readonly<Record<Operation, { readonly method: string; readonly path: RegExp }>> = {
  list: { method: 'GET', path: /\/evaluation$/ },
  form: { method: 'POST', path: /\/files\/upload$/ },
  presigned: { method: 'PUT', path: /^\/storage\// },
  launch: { method: 'POST', path: /\/evaluation$/ },
  download: { method: 'GET', path: /\/content$/ },
};

interface Expected {
  readonly kind: UserErrorKind;
  readonly says: RegExp;
  /** Requests of the kind that is struck. */
  readonly asked: number;
  readonly waits: readonly number[];
}

interface FaultCase {
  readonly name: string;
  readonly fault: FaultKind;
  readonly expected: Expected;
  /** Where it ends otherwise; null: it ends well, as nothing of it reaches that operation. */
  readonly but?: Partial<Readonly<Record<Operation, Partial<Expected> | null>>>;
}

const status = (
  code: number,
  headers?: Record<string, string>,
  body: string | typeof leaky = leaky,
): FaultKind => ({ status: code, body, ...(headers && { headers }) });
const refused = (kind: UserErrorKind, says: RegExp): Expected => ({
  kind,
  says,
  asked: 1,
  waits: [],
});
/** Looked for four times, three seconds apart, and not launched again. */
const UNCLEAR = {
  kind: 'unreachable',
  says: /answer of \S+ to the launch was lost, .* resume the run later/,
  asked: 1,
  waits: [3000, 3000, 3000],
} as const;
const DOWNLOAD = { asked: 7, waits: [...BACKOFF, 8000, 10_000] };
const gone = (code: number): Omit<FaultCase, 'name' | 'fault'> => ({
  expected: {
    kind: 'server',
    says: new RegExp(`is overloaded or out of order \\(${code}\\); try again later`),
    asked: 5,
    waits: BACKOFF,
  },
  but: { launch: UNCLEAR, download: DOWNLOAD },
});
/** The storage has taken nothing, as the service finds at the next step. */
const EMPTY = { kind: 'rejected', says: /refused \(400\);.* has no content yet\.$/ } as const;
const unreadable = /sent an unreadable reply; check the base URL, or try again later\.$/;

const CASES: readonly FaultCase[] = [
  {
    name: '401',
    fault: status(401),
    expected: refused('auth', /refused the API key \(401\); set the right key and try again/),
  },
  {
    name: '402',
    fault: status(402),
    expected: refused('payment', /wants payment \(402\); add credit or raise/),
  },
  {
    name: '403',
    fault: status(403),
    expected: refused('auth', /does not allow it \(403\); check the rights/),
  },
  {
    name: '404',
    fault: status(404),
    expected: refused('not_found', /does not know it \(404\); check the id/),
  },
  {
    name: '409',
    fault: status(409),
    expected: refused('rejected', /reports a conflict \(409\); try again, or look/),
    // Of an upload it names the file that is there, and here it doesn't.
    but: { form: { kind: 'bad_reply', says: unreadable }, launch: UNCLEAR },
  },
  {
    name: '413',
    fault: status(413),
    expected: refused('rejected', /finds it too large \(413\); run on fewer rows/),
  },
  {
    name: '422',
    fault: status(422),
    expected: refused('rejected', /refused \(422\); mend what it complains about/),
  },
  {
    name: '429 with a reset',
    fault: status(429, { 'x-ratelimit-reset': '2.5' }),
    expected: {
      kind: 'rate_limit',
      says: /limits the rate \(429\); wait a little and try again/,
      asked: 9,
      waits: Array.from({ length: 8 }, () => 2500),
    },
    but: {
      presigned: { asked: 5, waits: Array.from({ length: 4 }, () => 2500) },
      download: { asked: 7, waits: Array.from({ length: 6 }, () => 2500) },
    },
  },
  { name: '500', fault: status(500), ...gone(500) },
  { name: '503', fault: status(503), ...gone(503) },
  {
    name: '524 with a page of HTML',
    fault: status(524, { 'content-type': 'text/html' }, HTML),
    ...gone(524),
  },
  {
    name: 'a connection that is cut in the middle of the request',
    fault: 'cut',
    expected: {
      kind: 'unreachable',
      says: /can't be reached \(.+\); check the network/,
      asked: 5,
      waits: BACKOFF,
    },
    but: { launch: UNCLEAR, download: DOWNLOAD },
  },
  {
    name: 'a success that is no JSON',
    fault: status(200, { 'content-type': 'application/json' }, '{"id": "file-1", '),
    expected: refused('bad_reply', unreadable),
    // What a file holds is nobody's business here.
    but: { launch: UNCLEAR, presigned: EMPTY, download: null },
  },
  {
    name: 'a success that is a page of HTML',
    fault: status(200, { 'content-type': 'text/html' }, HTML),
    expected: refused('bad_reply', unreadable),
    but: { launch: UNCLEAR, presigned: EMPTY, download: null },
  },
  {
    name: 'a stall without end',
    fault: 'stall',
    expected: {
      kind: 'unreachable',
      says: /did not answer in time; check the network/,
      asked: 2,
      waits: [500],
    },
    but: { launch: UNCLEAR, download: DOWNLOAD },
  },
  {
    name: 'a reply that stalls in its middle',
    fault: 'stall reply',
    expected: {
      kind: 'unreachable',
      says: /did not answer in time; check the network/,
      asked: 2,
      waits: [500],
    },
    // The job is there and found; a storage's empty reply has no middle; the rest of a file is asked for.
    but: { launch: null, presigned: null, download: { ...DOWNLOAD } },
  },
];

describe('faults of the service', () => {
  let folder: string;
  let demo: DemoService;
  let service: FaultyService;

  before(async () => {
    demo = await startDemoService({
      apiKey: KEY,
      pace: { stepMs: 0, rowsPerSecond: Infinity },
    });
    service = await startFaultyService(demo.url);
  });
  after(async () => {
    await service.close();
    await demo.close();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-faults-'));
  });
  afterEach(async () => {
    service.set(undefined);
    await rm(folder, { recursive: true, force: true });
  });

  const setUp = () => {
    const clock = fakeClock();
    const options: ServiceOptions = {
      ...serviceOptions(service.origin, clock),
      runs: createRunFolders(),
      setAlarm: service.setAlarm,
      keys: learningKeys({
        service: () => Promise.resolve(KEY),
        resolve: () => Promise.resolve(TOKEN),
      }),
    };
    return { clock, options };
  };
  const planOf = () => {
    const target = {
      model_source: 'external',
      external_base_url: BASE,
      external_api_token: '${secret:JUDGE}',
    } as const;
    const spec = contractSpecs(target).classify;
    return contractPlan({ folder, backend: 'together', spec });
  };
  const jobs = () => serviceJobIds(demo.url, KEY);
  const files = async (): Promise<string[]> => {
    const response = await fetch(`${demo.url}/files`, {
      headers: { authorization: `Bearer ${KEY}` },
    });
    const { data } = (await response.json()) as { data: { id: string; bytes: number }[] };
    // A place that was given out and never filled is no file.
    return data.filter(({ bytes }) => bytes > 0).map(({ id }) => id);
  };
  let unlike = 0;
  const dataset = async (options: ServiceOptions) => {
    const path = join(folder, 'rows.jsonl');
    const rows = Array.from({ length: 200 }, (_, n) => `{"q":"${n} ${(unlike += 1)}"}\n`);
    await writeFile(path, rows.join(''));
    return options.datasets.describe(path);
  };

  /** What an operation does, once the fault can strike it. */
  const prepare = async (operation: Operation, options: ServiceOptions) => {
    const library = (multipartBytes?: number) =>
      createServiceFiles({
        ...options,
        openPartFile,
        ...(multipartBytes !== undefined && { multipartBytes }),
      });
    switch (operation) {
      case 'list':
        return () => createServiceJobs(options).list(forever);
      case 'form':
      case 'presigned': {
        const info = await dataset(options);
        return () => library(operation === 'form' ? undefined : 10).upload({ info }, forever);
      }
      case 'launch': {
        const plan = await planOf();
        return () => createTogetherBackend(options).submit(plan, forever);
      }
      case 'download': {
        const { id, name } = await library().upload({ info: await dataset(options) }, forever);
        await mkdir(join(folder, 'new'));
        const target = join(folder, 'new', 'back.jsonl');
        return () => library().download({ file: { id, name }, target, replace: false }, forever);
      }
    }
  };
  const ended = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => undefined,
      (error: unknown) => error,
    );
  /** No file of the run or download, and nothing that a log could say, holds a key. */
  const assertSilent = async (error: unknown) => {
    const texts = [inspect(error, { depth: 20 })];
    for (const name of await readdir(folder, { recursive: true })) {
      const text = await readFile(join(folder, name), 'utf8').catch(() => '');
      texts.push(text);
    }
    for (const text of texts) assert.ok(!text.includes(KEY) && !text.includes(TOKEN), text);
  };

  for (const { name, fault, expected, but } of CASES) {
    for (const operation of OPERATIONS) {
      it(`${operation}: ${name}`, async () => {
        const { clock, options } = setUp();
        const work = await prepare(operation, options);
        const [jobsBefore, filesBefore] = [await jobs(), await files()];
        clock.slept.length = 0;
        service.set({ ...SITES[operation], kind: fault });
        const error = await ended(work());
        await assertSilent(error);
        const special = but?.[operation];
        const { method, path } = SITES[operation];
        const asked = service.seen.filter((request) => {
          const [how, where = ''] = request.split(' ');
          return how === method && path.test(where);
        });
        const { runs } = options;
        const left = await runs.list(join(folder, 'runs'));
        if (special === null) assert.equal(error, undefined);
        else {
          const { kind, says, asked: times, waits } = { ...expected, ...special };
          assert.ok(error instanceof UserError, String(error));
          assert.match(error.message, /^(Can't .+: 127\.0\.0\.1:\d+ |The answer of )/);
          assert.match(error.message, says);
          assert.deepEqual([error.kind, asked.length], [kind, times]);
          assert.deepEqual(clock.slept, waits);
          assert.ok(service.rung.reduce((sum, ms) => sum + ms, 0) <= 10 * 60_000);
        }
        if (operation === 'launch') {
          const isUnclear = special !== undefined;
          assert.equal(left.length, isUnclear ? 1 : 0);
          const [run] = left;
          if (!run) assert.deepEqual(await jobs(), jobsBefore);
          else {
            // The fault is over: the run ends with one job, whether it was launched before or is now.
            service.set(undefined);
            await follow(createTogetherBackend(options), run.run);
            const manifest = await runs.read(run.run);
            assert.equal(manifest.status, 'completed', manifest.reason);
            assert.equal((await jobs()).length, jobsBefore.length + 1);
            await assertSilent(manifest);
          }
        } else {
          assert.deepEqual([await jobs(), left], [jobsBefore, []]);
          const isSent = operation === 'presigned' && name.startsWith('a reply');
          const isRepeated = operation === 'form' && name.startsWith('a reply');
          const more = isSent ? 1 : isRepeated ? 2 : 0;
          assert.equal((await files()).length - filesBefore.length, more);
        }
      });
    }
  }

  for (const { name, fault, expected } of CASES) {
    for (const [step, method, path] of [
      ['poll', 'GET', /\/evaluation\/eval-[^/]+$/],
      ['download of results', 'GET', /\/content$/],
    ] as const) {
      const isWaitedOut =
        ['unreachable', 'server', 'rate_limit'].includes(expected.kind) ||
        (expected.kind === 'bad_reply' && step === 'poll');
      const how = isWaitedOut ? 'it says so and ends by itself' : 'it ends when it is resumed';
      it(`${step}: ${name}: the run waits, ${how}`, async () => {
        const { options } = setUp();
        const { runs } = options;
        const before = (await jobs()).length;
        const backend = createTogetherBackend(options);
        const run = await backend.submit(await planOf(), forever);
        service.set({ method, path, kind: fault, ...(isWaitedOut && { times: STRIKES }) });
        const events = await follow(backend, run);
        const paused = await runs.read(run);
        await assertSilent([events, paused]);
        const said = events.flatMap((event) =>
          event.type === 'status' && event.reason !== undefined ? [event] : [],
        );
        assert.match(said[0]?.reason ?? '', expected.says);
        if (isWaitedOut) {
          assert.match(
            said[0]?.reason ?? '',
            /has given no answer since \d\d:\d\d and is asked again/,
          );
          assert.ok(said.every(({ status: shown }) => shown === 'running' || shown === 'queued'));
        } else {
          assert.deepEqual(said, [events.at(-1)]);
          assert.deepEqual([paused.status, paused.reason], ['paused', said[0]?.reason]);
          service.set(undefined);
          await follow(backend, run);
        }
        const manifest = await runs.read(run);
        assert.equal(manifest.status, 'completed', manifest.reason);
        assert.equal(manifest.reason, undefined);
        assert.equal(manifest.progress.done, 12);
        assert.equal((await jobs()).length, before + 1);
      });
    }
  }

  it('is shown', () => {
    proven({
      area: 'Faults',
      claim:
        'Each fault of the service has its sentence and its bounded waits; no job is launched twice, and no key is in a message or file',
      test: 'test/contract/faults/serviceFaults.test.ts',
      figure: `${CASES.length} faults at ${OPERATIONS.length} operations, the poll and the results`,
    });
  });

  for (const [operation, site] of [
    ['form', SITES.form],
    ['presigned', { method: 'POST', path: /\/files$/ }],
  ] as const) {
    it(`${operation}: 409 that names the file that is there: it is used`, async () => {
      const { options } = setUp();
      const { id } = await createServiceFiles({ ...options, openPartFile }).upload(
        { info: await dataset(options) },
        forever,
      );
      const work = await prepare(operation, options);
      const before = await files();
      service.set({ ...site, kind: status(409, {}, JSON.stringify({ file_id: id })) });
      const uploaded = await work();
      assert.deepEqual(uploaded, { ...(uploaded as object), id, reused: true }); // what is uploaded
      assert.deepEqual(await files(), before);
      assert.ok(!service.seen.some((request) => request.startsWith('PUT ')));
    });
  }

  it('a cut in mid-download goes on where it was', async () => {
    const { options } = setUp();
    const work = await prepare('download', options);
    service.set({ ...SITES.download, kind: 'cut reply', times: 1 });
    await work();
    assert.equal(
      await readFile(join(folder, 'new', 'back.jsonl'), 'utf8'),
      await readFile(join(folder, 'rows.jsonl'), 'utf8'),
    );
    assert.equal(service.seen.filter((request) => /content$/.test(request)).length, 2);
  });

  it('an upload that is stopped while it stalls ends at once and leaves nothing behind', async () => {
    const { options, clock } = setUp();
    const info = await dataset(options);
    const stop = new AbortController();
    const setAlarm: typeof service.setAlarm = () => ({
      restart: () => undefined,
      stop: () => undefined,
    });
    const library = createServiceFiles({ ...options, setAlarm, openPartFile, multipartBytes: 10 });
    service.set({ ...SITES.presigned, kind: 'stall' });
    const before = await spools();
    const work = library.upload(
      {
        info,
        // Written anew: some of the file is wanted.
        renames: [{ name: 'q', as: 'question' }],
        onProgress: ({ step, bytes, of }) => {
          if (step === 'sending' && bytes === of) setImmediate(() => stop.abort());
        },
      },
      stop.signal,
    );
    await assert.rejects(work, (error) => error === stop.signal.reason);
    assert.deepEqual(clock.slept, []);
    assert.deepEqual(await spools(), before);
  });
});

async function spools(): Promise<readonly string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith('gavel-upload-'));
}
