import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SetAlarm } from '../../../src/backends/http/clock.js';
import { fetchModelList } from '../../../src/backends/together/modelLists.js';
import { readAccount } from '../../../src/backends/together/readAccount.js';
import type { ServiceOptions } from '../../../src/backends/together/serviceOptions.js';
import { createTogetherBackend } from '../../../src/backends/together/togetherBackend.js';
import type { RunEvent } from '../../../src/core/runs/evalBackend.js';
import { UserError } from '../../../src/core/userError.js';
import { startDemoService } from '../../../src/demo/demoService.js';
import type { DemoService } from '../../../src/demo/demoService.js';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';
import { typedOutcome } from '../../security/assertTyped.js';
import { proven } from '../../security/proofs.js';
import { dripping, startWireProxy, WIRE_FAULTS } from '../../security/wireFaults.js';
import type { WireProxy } from '../../security/wireFaults.js';
import { fakeClock, forever, serviceOptions } from '../../unit/backends/together/fakeService.js';
import { contractPlan, contractSpecs } from '../ports/contractPlan.js';
import { allQuestions, collect, follow, questions } from '../ports/evalBackendContract.js';
import { serviceJobIds } from '../runs/serviceJobIds.js';

const TEST = 'test/contract/faults/wireFaults.test.ts';
/** More than the client repeats by itself. */
const STRIKES = 20;
const KEY = 'canary-key-of-the-service-6f1c1a2b';

/** The requests of a run, each of which every fault strikes until the endpoint is well again. */
const STAGES: Readonly<Record<string, RegExp>> = {
  upload: /^POST \S*\/files\/upload/,
  processing: /^GET \S*\/files\/file-[^/]+$/,
  launch: /^POST \S*\/evaluation$/,
  list: /^GET \S*\/evaluation\?/,
  poll: /^GET \S*\/evaluation\/eval-/,
  results: /^GET \S*\/content$/,
};

/** Of all requests that are under way. */
const alarms = new Set<() => void>();
const setAlarm: SetAlarm = (_, ring) => {
  alarms.add(ring);
  return { restart: () => undefined, stop: () => void alarms.delete(ring) };
};
const FAULTS = [
  ...WIRE_FAULTS,
  dripping(() => {
    for (const ring of [...alarms]) ring();
  }),
];

describe('an endpoint whose line or replies are broken', () => {
  let folder: string;
  let demo: DemoService;
  let line: WireProxy;

  // A service of its own for each: what looks through its jobs would take longer with each.
  beforeEach(async () => {
    demo = await startDemoService({ apiKey: KEY, pace: { stepMs: 0, rowsPerSecond: Infinity } });
    line = await startWireProxy(new URL(demo.url));
    folder = await mkdtemp(join(tmpdir(), 'gavel-wire-'));
  });
  afterEach(async () => {
    await line.close();
    await demo.close();
    await rm(folder, { recursive: true, force: true });
  });

  const options = (): ServiceOptions => ({
    ...serviceOptions(line.origin, fakeClock()),
    runs: createRunFolders(),
    setAlarm,
    keys: { service: () => Promise.resolve(KEY), resolve: () => Promise.resolve('x') },
  });
  const jobs = () => serviceJobIds(demo.url, KEY);
  const assertOneJob = async () => {
    const made = await jobs();
    assert.equal(made.length, 1, `jobs were made: ${made.join(', ')}`);
  };
  const planOf = () => {
    const spec = contractSpecs({ model_source: 'serverless' }).classify;
    const judge = { ...spec.judge, model: 'openai/gpt-oss-20b' };
    return contractPlan({ folder, backend: 'together', spec: { ...spec, judge } });
  };

  /** Runs until the fault has had its way, and then as a person would: tries again, or resumes. */
  async function runThrough(faulty: () => void): Promise<'resumed' | 'by itself'> {
    const given = options();
    const { runs } = given;
    const plan = await planOf();
    const backend = createTogetherBackend(given);
    faulty();
    let events: readonly RunEvent[] = [];
    const submitted = await typedOutcome(() => backend.submit(plan, forever), 'submit');
    if (!(submitted instanceof UserError)) {
      const [run] = await runs.list(plan.runsRoot);
      assert.ok(run);
      events = await follow(backend, run.run);
      assert.equal(events.at(-1)?.type, 'status');
    }
    const wasPaused = events.some((event) => event.type === 'status' && event.status === 'paused');
    line.set(undefined);
    const [left] = await runs.list(plan.runsRoot);
    const run = left?.run ?? (await backend.submit(plan, forever));
    await follow(backend, run);
    const manifest = await runs.read(run);
    assert.equal(manifest.status, 'completed', manifest.reason);
    assert.equal(manifest.statistics?.judge_errors, 0);
    assert.deepEqual(questions(await collect(backend.results(run, forever))), allQuestions(plan));
    await assertOneJob();
    assert.equal((await runs.list(plan.runsRoot)).length, 1);
    return wasPaused ? 'resumed' : 'by itself';
  }

  let survived = 0;
  for (const [stage, site] of Object.entries(STAGES)) {
    // Who makes no job and names one anyway is believed, until nobody knows that job.
    const faults = FAULTS.filter(({ name }) => stage !== 'launch' || name !== 'is another job');
    for (const fault of faults) {
      it(`${stage}: it ${fault.name}: one job, each row once`, async () => {
        // A job that runs on the service is waited for, however long it is silent.
        const isWaitedFor = stage === 'poll' || stage === 'results';
        const times = isWaitedFor ? STRIKES : Infinity;
        const ended = await runThrough(() => line.set(fault, site, times));
        survived += 1;
        if (stage === 'poll' && !fault.name.startsWith('redirects'))
          assert.equal(ended, 'by itself');
      });
    }
  }

  it('flapping, it is asked until it answers, and the run needs nobody', async () => {
    let turn = 0;
    const given = options();
    const plan = await planOf();
    const backend = createTogetherBackend(given);
    line.set({
      name: 'closes every other time',
      strike: (socket) => socket.destroy(),
    });
    const everyOther: typeof fetch = (input, init) => {
      turn += 1;
      if (turn % 2 === 0) line.set(undefined);
      else line.set({ name: 'closes', strike: (socket) => socket.destroy() });
      return fetch(input, init);
    };
    const flapping = createTogetherBackend({ ...given, fetch: everyOther });
    const run = await flapping.submit(plan, forever).catch(async (error: unknown) => {
      // A launch is asked once: what is lost of it is looked for.
      assert.ok(error instanceof UserError);
      const [left] = await given.runs.list(plan.runsRoot);
      return left?.run ?? flapping.submit(plan, forever);
    });
    await follow(flapping, run);
    line.set(undefined);
    if ((await given.runs.read(run)).status !== 'completed') await follow(backend, run);
    assert.equal((await given.runs.read(run)).status, 'completed');
    await assertOneJob();
  });

  const others: readonly [string, RegExp, (options: ServiceOptions) => Promise<unknown>][] = [
    ['account', /whoami/, (given) => readAccount(given, forever)],
    ['models', /^GET/, (given) => fetchModelList(given, { now: () => 0, signal: forever })],
  ];
  for (const [name, site, ask] of others) {
    it(`${name}: a sentence for every fault, and the answer once it is over`, async () => {
      for (const fault of WIRE_FAULTS) {
        line.set(fault, site);
        await typedOutcome(() => ask(options()), fault.name);
        line.set(undefined);
        assert.ok(!((await ask(options())) instanceof UserError));
      }
    });
  }

  it('is shown', () => {
    proven({
      area: 'Faults',
      claim:
        'Whatever breaks the line to the service, a run ends with one job and each row once, resumed where it had to stop',
      test: TEST,
      figure: `${survived} runs: ${FAULTS.length} faults at ${Object.keys(STAGES).length} requests`,
    });
  });
});
