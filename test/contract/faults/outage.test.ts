import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../../src/backends/http/clock.js';
import type { ServiceOptions } from '../../../src/backends/together/serviceOptions.js';
import { createTogetherBackend } from '../../../src/backends/together/togetherBackend.js';
import type { RunEvent } from '../../../src/core/runs/evalBackend.js';
import { UserError } from '../../../src/core/userError.js';
import { startDemoService } from '../../../src/demo/demoService.js';
import type { DemoService } from '../../../src/demo/demoService.js';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';
import { typedOutcome } from '../../security/assertTyped.js';
import { proven } from '../../security/proofs.js';
import { startWireProxy } from '../../security/wireFaults.js';
import type { WireProxy } from '../../security/wireFaults.js';
import { forever, serviceOptions } from '../../unit/backends/together/fakeService.js';
import { contractPlan, contractSpecs } from '../ports/contractPlan.js';
import { allQuestions, collect, follow, questions } from '../ports/evalBackendContract.js';
import { serviceJobIds } from '../runs/serviceJobIds.js';

const TEST = 'test/contract/faults/outage.test.ts';
const KEY = 'canary-key-of-the-service-6f1c1a2b';
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** One a minute, and what the client repeats by itself before it knows. */
const MOST_ASKED = 80;

/** The request at which the service goes down, as `METHOD path?query`. */
const STAGES: Readonly<Record<string, RegExp>> = {
  upload: /^POST \S*\/files\/upload/,
  processing: /^GET \S*\/files\/file-[^/]+$/,
  'list before the launch': /^GET \S*\/evaluation\?/,
  launch: /^POST \S*\/evaluation$/,
  poll: /^GET \S*\/evaluation\/eval-/,
  results: /^GET \S*\/content$/,
};
/** A job is on the service: nobody has to be there when it is back. */
const WAITED_OUT = ['poll', 'results'];

type Rewrite = (reply: Response, request: string) => Response | Promise<Response>;

describe('a service that is down, or says what is not so', () => {
  let folder: string;
  let demo: DemoService;
  let line: WireProxy;
  let jobsBefore: ReadonlySet<string>;
  /** Simulated time: every wait, and nothing else. */
  let aheadMs = 0;
  /** Called once time has passed. */
  let onTime: () => Promise<void> = () => Promise.resolve();

  before(async () => {
    demo = await startDemoService({ apiKey: KEY, pace: { stepMs: 0, rowsPerSecond: Infinity } });
    line = await startWireProxy(new URL(demo.url));
  });
  after(async () => {
    await line.close();
    await demo.close();
  });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-outage-'));
    onTime = () => Promise.resolve();
    jobsBefore = new Set(await jobs());
  });
  afterEach(async () => {
    await line.up();
    await rm(folder, { recursive: true, force: true });
  });

  const clock: Clock = {
    now: () => Date.now() + aheadMs,
    random: () => 0,
    sleep: async (ms, signal) => {
      signal.throwIfAborted();
      aheadMs += ms;
      await onTime();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
  const optionsWith = (over: Partial<ServiceOptions>): ServiceOptions => ({
    ...serviceOptions(line.origin, clock),
    runs: createRunFolders(),
    keys: { service: () => Promise.resolve(KEY), resolve: () => Promise.resolve('x') },
    ...over,
  });
  const rewriting =
    (rewrite: Rewrite): typeof fetch =>
    async (input, init) => {
      const { pathname, search } = new URL(new Request(input).url);
      return rewrite(await fetch(input, init), `${init?.method ?? 'GET'} ${pathname}${search}`);
    };
  const jobs = () => serviceJobIds(demo.url, KEY);
  const planOf = () => {
    const spec = contractSpecs({ model_source: 'serverless' }).classify;
    const judge = { ...spec.judge, model: 'openai/gpt-oss-20b' };
    return contractPlan({ folder, backend: 'together', spec: { ...spec, judge } });
  };
  const reasons = (events: readonly RunEvent[]) =>
    events.flatMap((event) =>
      event.type === 'status' && event.reason !== undefined
        ? [`${event.status}: ${event.reason}`]
        : [],
    );

  /** One run, one job, each row once. */
  async function assertWhole(options: ServiceOptions): Promise<void> {
    const { runs } = options;
    const listed = await runs.list(join(folder, 'runs'));
    assert.equal(listed.length, 1);
    const [run] = listed;
    assert.ok(run);
    assert.equal(run.manifest.status, 'completed', run.manifest.reason);
    assert.equal(run.manifest.reason, undefined);
    assert.equal(run.manifest['launch_jobs_before'], undefined);
    const rows = await collect(createTogetherBackend(options).results(run.run, forever));
    assert.deepEqual(questions(rows), allQuestions(await planOf()));
    const made = (await jobs()).filter((id) => !jobsBefore.has(id));
    assert.deepEqual(made, [run.manifest.workflow_id]);
  }

  let outages = 0;
  for (const [stage, site] of Object.entries(STAGES)) {
    it(`down for an hour at the ${stage}: few requests, one job, each row once`, async () => {
      let downMs: number | undefined;
      let asked = 0;
      const comeBack = async () => {
        downMs = Infinity;
        await line.up();
      };
      const options = optionsWith({
        fetch: async (input, init) => {
          const { pathname, search } = new URL(new Request(input).url);
          if (downMs === undefined && site.test(`${init?.method ?? 'GET'} ${pathname}${search}`)) {
            downMs = aheadMs;
            await line.down();
          }
          if (downMs !== undefined && downMs !== Infinity) asked += 1;
          return fetch(input, init);
        },
      });
      onTime = async () => {
        if (downMs !== undefined && aheadMs - downMs >= HOUR) await comeBack();
      };
      const backend = createTogetherBackend(options);
      const plan = await planOf();
      const submitted = await typedOutcome(() => backend.submit(plan, forever), stage);
      if (WAITED_OUT.includes(stage)) {
        const [run] = await options.runs.list(plan.runsRoot);
        assert.ok(run);
        const said = reasons(await follow(backend, run.run));
        assert.ok(said.length > 0 && said.every((text) => !text.startsWith('paused')), said.join());
        assert.match(said[0] ?? '', /has given no answer since \d\d:\d\d and is asked again every/);
      } else {
        // Nothing runs there yet: whoever launches is told, nothing is left, and does it again.
        assert.ok(submitted instanceof UserError && submitted.kind === 'unreachable');
        const [left] = await options.runs.list(plan.runsRoot);
        // Only a launch that may have arrived leaves its run, which looks for the job.
        if (left) assert.deepEqual([stage, left.manifest.status], ['launch', 'paused']);
        await comeBack();
        await follow(backend, left?.run ?? (await backend.submit(plan, forever)));
      }
      assert.ok(asked > 0 && asked <= MOST_ASKED, `${asked} requests while it was down`);
      await assertWhole(options);
      outages += 1;
    });
  }

  it('every other connection refused: it is asked until it answers', async () => {
    let turn = 0;
    const options = optionsWith({
      fetch: async (input, init) => {
        turn += 1;
        await (turn % 2 === 1 ? line.down() : line.up());
        return fetch(input, init);
      },
    });
    const backend = createTogetherBackend(options);
    const plan = await planOf();
    const launch = () => backend.submit(plan, forever);
    // A launch is sent once: where nobody took it, whoever launches does it again.
    const first = await typedOutcome(launch, 'flapping');
    const [left] = await options.runs.list(plan.runsRoot);
    if (first instanceof UserError) assert.equal(left, undefined);
    const run = left?.run ?? (await launch());
    assert.ok(reasons(await follow(backend, run)).every((text) => !text.startsWith('paused')));
    await assertWhole(options);
  });

  const isJob = (request: string) => /^GET \S*\/evaluation\/eval-/.test(request);
  const isList = (request: string) => /^GET \S*\/evaluation\?/.test(request);
  const changed = async (reply: Response, change: (json: never) => unknown) =>
    // What the embedded service sends is JSON.
    Response.json(change((await reply.json()) as never), { headers: reply.headers });
  const otherDate = (byMs: number): Rewrite => {
    return (reply) => {
      const headers = new Headers(reply.headers);
      headers.set('date', new Date(Date.now() + byMs).toUTCString());
      return new Response(reply.body, { status: reply.status, headers });
    };
  };
  /** The first words that a reading of the kind gives, before the true ones. */
  const words = (isIt: (request: string) => boolean, told: string[]): Rewrite => {
    return (reply, request) => {
      const word = isIt(request) ? told.shift() : undefined;
      if (word === undefined) return reply;
      const say = (job: object) => ({ ...job, status: word, results: null });
      return changed(reply, (json: object | object[]) =>
        Array.isArray(json) ? json.map(say) : say(json),
      );
    };
  };
  /** It does the work, and its answer is lost. */
  const losingLaunch = (rewrite: Rewrite): Rewrite => {
    return (reply, request) => {
      if (!/^POST \S*\/evaluation$/.test(request)) return rewrite(reply, request);
      throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
    };
  };

  const lies: readonly [string, () => Rewrite][] = [
    ['its clock is a day ahead', () => otherDate(DAY)],
    ['its clock is a day behind', () => otherDate(-DAY)],
    ['regression: so, and the answer to the launch is lost', () => losingLaunch(otherDate(DAY))],
    ['behind, and the answer to the launch is lost', () => losingLaunch(otherDate(-DAY))],
    [
      'a job goes back to where it was',
      () => words(isJob, ['running', 'queued', 'running', 'pending', 'weird', 'queued']),
    ],
    ['a list goes back', () => words(isList, ['completed', 'running', 'pending', 'completed'])],
    [
      'a list has each job twice, once as it ended and once as it runs',
      () => (reply, request) =>
        isList(request)
          ? changed(reply, (list: object[]) =>
              list.flatMap((job) => [job, { ...job, status: 'error', results: null }]),
            )
          : reply,
    ],
  ];
  let told = 0;
  for (const [name, lie] of lies) {
    it(`${name}: one job, each row once, and nobody is needed`, async () => {
      const options = optionsWith({ fetch: rewriting(lie()) });
      const backend = createTogetherBackend(options);
      const run = await backend.submit(await planOf(), forever);
      const events = await follow(backend, run);
      assert.deepEqual(reasons(events), []);
      await assertWhole(options);
      told += 1;
    });
  }

  it('aggregates that do not add up are told beside the counts of the rows', async () => {
    const options = optionsWith({
      fetch: rewriting((reply, request) =>
        isJob(request)
          ? changed(reply, (job: { results: object | null }) => ({
              ...job,
              results: job.results && {
                ...job.results,
                pass_percentage: 1e9,
                label_counts: { good: -7, bad: 1e6 },
              },
            }))
          : reply,
      ),
    });
    const backend = createTogetherBackend(options);
    const run = await backend.submit(await planOf(), forever);
    await follow(backend, run);
    await assertWhole(options);
    const { statistics, aggregate_differences: differences } = await options.runs.read(run);
    const { passed = 0, failed = 0, invalid = 0, judge_errors = 0 } = statistics ?? {};
    assert.equal(passed + failed + invalid + judge_errors, 12);
    assert.deepEqual(
      differences?.map((text) => text.replace(/by the rows .*/, '…')),
      [
        'label_counts.good: -7, …',
        'label_counts.bad: 1000000, …',
        'pass_percentage: 1000000000, …',
      ],
    );
    told += 1;
  });

  it('is shown', () => {
    proven({
      area: 'Faults',
      claim:
        'A service that is down for an hour is asked at most once a minute; a job that runs there is waited for a day and ends by itself, and before the launch nothing is left behind',
      test: TEST,
      figure: `${outages} simulated hours at ${Object.keys(STAGES).length} requests, at most ${MOST_ASKED} requests each`,
    });
    proven({
      area: 'Faults',
      claim:
        'A service whose clock, statuses, lists or sums are wrong makes no second job and no row twice; where its sums differ from the rows, both are told',
      test: TEST,
      figure: `${told} lies`,
    });
  });
});
