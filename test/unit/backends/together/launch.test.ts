import assert from 'node:assert/strict';
import { createServiceClient } from '../../../../src/backends/together/client.js';
import {
  parseJobsBefore,
  readJobsBefore,
} from '../../../../src/backends/together/jobs/jobsBefore.js';
import type { JobsBefore } from '../../../../src/backends/together/jobs/jobsBefore.js';
import { keyReferences } from '../../../../src/backends/together/keyReferences.js';
import { launchJob, UnclearLaunch } from '../../../../src/backends/together/launch.js';
import { UserError } from '../../../../src/core/userError.js';
import { fakeClock, forever, reply, serviceOptions, startFakeService } from './fakeService.js';
import type { FakeReply, FakeService } from './fakeService.js';

const parameters = {
  judge: {
    model: 'demo/judge',
    model_source: 'serverless',
    system_template: 'Judge\n{{ q }}',
    external_api_token: 'secret',
    num_workers: 1,
  },
  labels: ['a', 'b'],
  model_to_evaluate: 'answer',
  input_data_file_path: 'file-1',
};
/** As a service may write it down: another order, other blanks, more workers, no key. */
const echoed = {
  ...parameters,
  labels: ['b', 'a'],
  judge: { model_name: 'demo/judge', system_template: 'Judge {{ q }} ', num_workers: 5 },
  surprise: null,
};

describe('launching a job', () => {
  // A test launches more than once: one that stays open keeps the process alive.
  const services: FakeService[] = [];
  afterEach(async () => {
    for (const service of services.splice(0)) await service.close();
  });

  /** `posts`: answers to the launch; `lists`: answers to looking for it. */
  const launch = async (
    posts: readonly FakeReply[],
    lists: readonly unknown[],
    { taken = [], before }: { taken?: readonly string[]; before?: JobsBefore } = {},
  ) => {
    const count = { POST: 0, GET: 0 };
    const service = await startFakeService(({ method }) => {
      if (method === 'POST') return posts[count.POST++] ?? 'cut';
      const jobs = lists[count.GET++] ?? [];
      return reply(jobs);
    });
    services.push(service);
    const clock = fakeClock();
    const client = createServiceClient(serviceOptions(service.origin, clock));
    const startedMs = Date.now();
    const ended = await launchJob(
      client,
      {
        type: 'classify',
        parameters,
        startedMs,
        before,
        owner: 'a',
        taken: () => Promise.resolve(new Set(taken)),
      },
      forever,
    ).catch((error: unknown) => error);
    return { ended, count };
  };

  const at = (ms: number) => new Date(Date.now() + ms).toISOString();
  const job = (over: object) => ({
    workflow_id: 'eval-found',
    type: 'classify',
    status: 'pending',
    parameters: echoed,
    created_at: at(500),
    ...over,
  });

  it('takes the id from the answer, and looks no further', async () => {
    const { ended, count } = await launch(
      [reply({ workflow_id: 'eval-1', status: 'pending' })],
      [],
    );
    assert.equal(ended, 'eval-1');
    assert.deepEqual(count, { POST: 1, GET: 0 });
  });

  it('regression: a refusal that repeats the key of a provider is told without it', async () => {
    const refusal = reply({ error: { message: 'Token "secret" is revoked', type: 'x' } }, 400);
    const { ended } = await launch([refusal], []);
    assert.ok(ended instanceof UserError);
    assert.match(ended.message, /Token "\[key\]" is revoked/);
  });

  it('repeats after a rate limit, which the service has not acted on', async () => {
    const limited = { status: 429, headers: { 'x-ratelimit-reset': '1' } };
    const { ended, count } = await launch([limited, reply({ workflow_id: 'eval-1' })], []);
    assert.equal(ended, 'eval-1');
    assert.deepEqual(count, { POST: 2, GET: 0 });
  });

  for (const [name, answer] of [
    ['a cut connection', 'cut'],
    ['a 500', reply({}, 500)],
    ['a 504', reply({}, 504)],
    ['a 524 with HTML', { status: 524, body: '<html></html>' }],
    ['a success that is no JSON', { status: 200, body: '<html></html>' }],
    ['a success that names no job', reply({ status: 'pending' })],
    ['a reply that is cut', { status: 200, body: '{"workflow_id":"eval-found"}', cutAfter: 9 }],
  ] as const) {
    it(`after ${name} finds the job in the list and launches no second one`, async () => {
      const { ended, count } = await launch([answer], [[], [job({})]]);
      assert.equal(ended, 'eval-found');
      assert.deepEqual(count, { POST: 1, GET: 2 });
    });
  }

  for (const [name, other] of [
    ['of another type', { type: 'score' }],
    ['over another file', { parameters: { ...echoed, input_data_file_path: 'file-2' } }],
    ['with another judge', { parameters: { ...echoed, judge: { model: 'demo/other' } } }],
    ['from before the launch', { created_at: at(-60_000) }],
    ['without a time', { created_at: null }],
    [
      'with another rubric',
      { parameters: { ...echoed, judge: { ...echoed.judge, system_template: 'Other' } } },
    ],
    ['with other labels', { parameters: { ...echoed, labels: ['a', 'c'] } }],
  ] as const) {
    it(`does not take a job ${name} for its own`, async () => {
      const strangers = [job(other)];
      const lists = [strangers, strangers, strangers, strangers];
      const { ended, count } = await launch(['cut'], lists);
      assert.ok(ended instanceof UnclearLaunch);
      assert.match(ended.message, /resume the run later/);
      assert.deepEqual(count, { POST: 1, GET: 4 });
    });
  }

  it('does not take the job of another run here, and of two that fit the older one', async () => {
    const jobs = [
      job({ workflow_id: 'eval-late', created_at: at(900) }),
      job({ workflow_id: 'eval-mine', created_at: at(400) }),
      job({ workflow_id: 'eval-other', created_at: at(100) }),
    ];
    const { ended } = await launch(['cut'], [jobs], { taken: ['eval-other'] });
    assert.equal(ended, 'eval-mine');
  });

  for (const [name, createdAt] of [
    ['an hour before the launch, by its own word', at(-3_600_000)],
    ['a day later', at(24 * 3_600_000)],
    ['at no time', null],
    ['at a time that is none', 'yesterday'],
  ] as const) {
    it(`regression: a job that was made ${name} is the launch's if it was not there before`, async () => {
      const old = job({ workflow_id: 'eval-old', created_at: at(100) });
      const made = job({ workflow_id: 'eval-made', created_at: createdAt });
      const before = { ids: ['eval-old'] };
      const { ended, count } = await launch(['cut'], [[old], [made, old]], { before });
      assert.equal(ended, 'eval-made');
      assert.deepEqual(count, { POST: 1, GET: 2 });
    });
  }

  it('of a full list before the launch, what is older than all of it was only left out', async () => {
    const before = { ids: ['eval-old'], oldestMs: Date.parse(at(-60_000)) };
    const jobs = [
      job({ workflow_id: 'eval-made', created_at: at(-30_000) }),
      job({ workflow_id: 'eval-old', created_at: at(-60_000) }),
      job({ workflow_id: 'eval-older', created_at: at(-90_000) }),
    ];
    assert.equal((await launch(['cut'], [jobs], { before })).ended, 'eval-made');
    const { ended } = await launch(['cut'], [jobs.slice(1), [], [], []], { before });
    assert.ok(ended instanceof UnclearLaunch);
  });

  it('a full list without a job from before tells nothing, whatever the times say', async () => {
    const jobs = Array.from({ length: 100 }, (_, n) =>
      job({ workflow_id: `eval-${n}`, type: 'score', created_at: at(-3_600_000) }),
    );
    const { ended } = await launch(['cut'], [jobs], { before: { ids: ['eval-old'] } });
    assert.ok(ended instanceof UnclearLaunch);
    assert.match(ended.message, /lists its newest 100 jobs alone/);
  });

  it('the jobs before are read by one request, and a list that is not to be had holds up nothing', async () => {
    const jobs = Array.from({ length: 100 }, (_, n) =>
      job({ workflow_id: `eval-${n}`, created_at: n === 0 ? null : new Date(n * 1000) }),
    );
    for (const [answer, expected] of [
      [reply([job({})]), { ids: ['eval-found'] }],
      [reply(jobs), { ids: jobs.map(({ workflow_id: id }) => id), oldestMs: 1000 }],
      [reply({}, 503), undefined],
      ['cut', undefined],
      [reply({}, 401), undefined],
    ] as const) {
      const service = await startFakeService(() => answer);
      services.push(service);
      const client = createServiceClient(serviceOptions(service.origin, fakeClock()));
      const read = await readJobsBefore(client, forever);
      assert.deepEqual(read, expected);
      assert.equal(service.seen.length, 1);
      // As a manifest keeps it.
      if (read) assert.deepEqual(parseJobsBefore(JSON.parse(JSON.stringify(read))), read);
    }
    for (const wrong of [undefined, null, 7, [], {}, { ids: 'x' }, { ids: [1] }]) {
      assert.equal(parseJobsBefore(wrong), undefined);
    }
  });

  it('two launches at once that lose their answers get a job each', async () => {
    const jobs = [job({ workflow_id: 'eval-1' }), job({ workflow_id: 'eval-2' })];
    const service = await startFakeService(({ method }) =>
      method === 'POST' ? 'cut' : reply(jobs),
    );
    services.push(service);
    const client = createServiceClient(serviceOptions(service.origin, fakeClock()));
    const one = (owner: string) =>
      launchJob(
        client,
        {
          type: 'classify',
          parameters,
          startedMs: Date.now(),
          owner,
          taken: () => Promise.resolve(new Set()),
        },
        forever,
      );
    const both = await Promise.all([one('a'), one('b')]);
    assert.deepEqual([...both].sort(), ['eval-1', 'eval-2']);
    // A run whose folder could not be written asks again and gets the same.
    assert.equal(await one('a'), both[0]);
  });

  it('a full list of younger jobs tells nothing: it is looked at once, and nothing is launched', async () => {
    const strangers = Array.from({ length: 100 }, (_, n) =>
      job({ workflow_id: `eval-${n}`, type: 'score' }),
    );
    const { ended, count } = await launch(['cut'], [strangers]);
    assert.ok(ended instanceof UnclearLaunch);
    assert.match(ended.message, /lists its newest 100 jobs alone.*look for it on the service/);
    assert.deepEqual(count, { POST: 1, GET: 1 });
  });

  it('a refusal is said at once, without a second launch or a look', async () => {
    const { ended, count } = await launch([reply({ error: 'no credit' }, 402)], []);
    assert.ok(ended instanceof UserError && ended.kind === 'payment', String(ended));
    assert.deepEqual(count, { POST: 1, GET: 0 });
  });
});

describe('the keys that a job needs', () => {
  const model = (over: object) => ({
    type: 'score' as const,
    dataset: 'd',
    min_score: 0,
    max_score: 1,
    pass_threshold: 1,
    model_to_evaluate: 'a',
    judge: {
      model: 'openai/gpt-5',
      model_source: 'external' as const,
      system_template: '',
      external_api_token: '${secret:K}',
      ...over,
    },
  });

  it('are asked for on behalf of the address that gets them', () => {
    assert.deepEqual(keyReferences(model({})), [
      { reference: '${secret:K}', origin: 'https://api.openai.com', model: 'openai/gpt-5' },
    ]);
    assert.deepEqual(keyReferences(model({ external_base_url: 'https://x.example.com/v1' })), [
      { reference: '${secret:K}', origin: 'https://x.example.com', model: 'openai/gpt-5' },
    ]);
  });

  for (const url of [
    'https://api.openai.com@evil.example/v1',
    'https://evil.example\\@api.openai.com/v1',
    'http://api.openai.com/v1',
    'https://аpi.openai.com/v1',
  ]) {
    it(`are asked for on behalf of no address that may be read in two ways: ${url}`, () => {
      assert.throws(
        () => keyReferences(model({ external_base_url: url })),
        (error) =>
          error instanceof UserError &&
          error.kind === 'spec' &&
          /^An external_base_url of the spec (is read as https:|must begin with https:)/.test(
            error.message,
          ),
      );
    });
  }

  it('an unknown provider needs a base URL', () => {
    assert.throws(
      () => keyReferences(model({ model: 'nobody/model' })),
      (error) => error instanceof UserError && /add its external_base_url/.test(error.message),
    );
  });
});
