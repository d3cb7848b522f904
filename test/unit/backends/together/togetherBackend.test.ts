import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createServiceJobs } from '../../../../src/backends/together/jobs/serviceJobs.js';
import { createTogetherBackend } from '../../../../src/backends/together/togetherBackend.js';
import { UserError } from '../../../../src/core/userError.js';
import { startDemoService } from '../../../../src/demo/demoService.js';
import type { DemoService } from '../../../../src/demo/demoService.js';
import type { Fault } from '../../../../src/demo/faults.js';
import { createRunFolders } from '../../../../src/files/runs/runFolders.js';
import { contractPlan, contractSpecs } from '../../../contract/ports/contractPlan.js';
import { collect, follow } from '../../../contract/ports/evalBackendContract.js';
import { fakeClock, forever, serviceOptions } from './fakeService.js';

describe('a run on the service', () => {
  let folder: string;
  let demo: DemoService;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-service-'));
    demo = await startDemoService({ pace: { stepMs: 0, rowsPerSecond: Infinity } });
  });
  afterEach(async () => {
    await demo.close();
    await rm(folder, { recursive: true, force: true });
  });

  const setUp = async (over: { readonly columns?: 'some' | 'all' } = {}) => {
    const runs = createRunFolders();
    const clock = { ...fakeClock(), sleep: (ms: number) => delay(Math.min(ms, 5)) };
    const options = {
      ...serviceOptions(new URL(demo.url).origin, clock),
      runs,
      keys: {
        service: () => Promise.resolve(demo.apiKey),
        resolve: (reference: string, origin: string) =>
          Promise.resolve(`key of ${reference} for ${origin}`),
      },
    };
    const { classify } = contractSpecs({ model_source: 'serverless' });
    const rubric = over.columns === 'some' ? '{{ question }}' : classify.judge.system_template;
    const spec = { ...classify, judge: { ...classify.judge, system_template: rubric } };
    const plan = await contractPlan({ folder, backend: 'together', spec });
    return { runs, options, plan, backend: createTogetherBackend(options), root: plan.runsRoot };
  };
  const jobs = async (): Promise<{ parameters: unknown }[]> => {
    const headers = { authorization: `Bearer ${demo.apiKey}` };
    const response = await fetch(`${demo.url}/evaluation?limit=100`, { headers });
    return (await response.json()) as { parameters: unknown }[];
  };

  it('writes down file, job, times, numbers of rows and the columns that stayed here', async () => {
    const { backend, runs, plan } = await setUp({ columns: 'some' });
    const run = await backend.submit({ ...plan, selectedRows: [3, 7] }, forever);
    await follow(backend, run);
    const manifest = await runs.read(run);
    assert.match(manifest.workflow_id ?? '', /^eval-[0-9a-f]{4}-\d+$/);
    assert.match(manifest.file_ids?.dataset ?? '', /^file-/);
    assert.match(manifest.file_ids?.results ?? '', /^file-/);
    // The embedded service stands in for the real one here, and says so.
    assert.equal(manifest.demo, true);
    const rows = await collect(runs.rows(run));
    assert.deepEqual(
      rows.map(({ result, details }) => [details?.row, result['answer_b']]),
      [
        [3, 'B3'],
        [7, 'B7'],
      ],
    );
  });

  it('a launch whose answer is lost is found, not repeated', async () => {
    demo.faults.set([
      { kind: 'cut', when: 'after', method: 'POST', path: '/evaluation', count: 1 },
    ]);
    const { backend, runs, plan } = await setUp();
    const run = await backend.submit(plan, forever);
    await follow(backend, run);
    assert.equal((await runs.read(run)).status, 'completed');
    assert.equal((await jobs()).length, 1);
  });

  it('a launch that never arrived is left paused and launched once when resumed', async () => {
    demo.faults.set([
      { kind: 'status', status: 504, method: 'POST', path: '/evaluation', count: 1 },
    ]);
    const { backend, runs, plan, root } = await setUp();
    await assert.rejects(
      backend.submit(plan, forever),
      (error) => error instanceof UserError && error.kind === 'unreachable',
    );
    const [left] = await runs.list(root);
    assert.equal(left?.manifest.status, 'paused');
    assert.match(left.manifest.reason ?? '', /resume the run later/);
    await follow(backend, left.run);
    assert.equal((await runs.read(left.run)).status, 'completed');
    assert.equal((await jobs()).length, 1);
  });

  it('after a crash behind the launch, the job is found by its file and models', async () => {
    const { backend, runs, plan } = await setUp();
    const run = await backend.submit(plan, forever);
    await runs.update(run, (manifest) => {
      const copy = { ...manifest };
      delete copy.workflow_id;
      return copy;
    });
    await follow(backend, run);
    assert.equal((await runs.read(run)).status, 'completed');
    assert.equal((await jobs()).length, 1);
  });

  const refusals: readonly (readonly [string, Fault, string])[] = [
    ['402', { kind: 'status', status: 402, method: 'POST', path: '/evaluation' }, 'payment'],
    ['an upload refused', { kind: 'status', status: 400, path: '/files' }, 'rejected'],
    ['nothing but 503', { kind: 'status', status: 503, path: '/files' }, 'server'],
  ];
  for (const [name, fault, kind] of refusals) {
    it(`${name}: is said on submit and leaves no run behind`, async () => {
      demo.faults.set([fault]);
      const { backend, runs, plan, root } = await setUp();
      await assert.rejects(
        backend.submit(plan, forever),
        (error) => error instanceof UserError && error.kind === kind,
      );
      assert.deepEqual(await runs.list(root), []);
    });
  }

  it('keeps the reason of a job that failed', async () => {
    demo.faults.set([{ kind: 'user_error', message: "Unsupported dataset column(s): ['id']." }]);
    const { backend, runs, plan } = await setUp();
    const run = await backend.submit(plan, forever);
    const last = (await follow(backend, run)).at(-1);
    const manifest = await runs.read(run);
    assert.equal(manifest.status, 'failed');
    assert.equal(manifest.service_status, 'user_error');
    assert.match(manifest.reason ?? '', /a column that nothing in the spec uses \("id"\)/);
    assert.deepEqual(manifest.reason_from, {
      raw: "Unsupported dataset column(s): ['id'].",
      path: ['dataset'],
    });
    assert.deepEqual(last, {
      type: 'status',
      status: 'failed',
      serviceStatus: 'user_error',
      reason: manifest.reason,
    });
  });

  it('outlives an outage while polling: says so once, and ends by itself', async () => {
    const { backend, runs, plan } = await setUp();
    const run = await backend.submit(plan, forever);
    demo.faults.set([
      { kind: 'status', status: 503, method: 'GET', path: '/evaluation', count: 60 },
      { kind: 'half', path: '/files', count: 1 },
    ]);
    const events = await follow(backend, run);
    const said = events.flatMap((event) =>
      event.type === 'status' && event.reason !== undefined ? [event] : [],
    );
    assert.deepEqual(
      said.map(({ status }) => status),
      ['queued'],
    );
    assert.match(said[0]?.reason ?? '', /since \d\d:\d\d .* \(503\); try again later/);
    const manifest = await runs.read(run);
    assert.equal(manifest.status, 'completed');
    assert.equal(manifest.reason, undefined);
  });

  it('cancel says that the job goes on, ends the watch, and the run can be resumed', async () => {
    demo.faults.set([{ kind: 'status', status: 503, method: 'GET', path: '/evaluation' }]);
    const { backend, runs, plan } = await setUp();
    const run = await backend.submit(plan, forever);
    const watched = follow(backend, run);
    const outcome = await backend.cancel(run);
    assert.ok(outcome.outcome === 'detached');
    assert.match(outcome.message, /^The service has no cancel/);
    assert.match(outcome.message, /and is billed/);
    await watched;
    const { status, reason } = await runs.read(run);
    assert.deepEqual({ status, reason }, { status: 'paused', reason: outcome.message });
    demo.faults.set([]);
    await follow(backend, run);
    assert.deepEqual(await backend.cancel(run), { outcome: 'already-finished' });
  });

  it('regression: cancelling a job of the demo service speaks of no bill', async () => {
    const { plan, options } = await setUp();
    const backend = createTogetherBackend({ ...options, name: 'demo' });
    const run = await backend.submit(plan, forever);
    const outcome = await backend.cancel(run);
    assert.ok(outcome.outcome === 'detached');
    assert.match(outcome.message, /goes on in the demo service, which bills nothing/);
  });

  it('regression: an answer that comes after a cancel does not bring the run back', async () => {
    const { runs, plan, options } = await setUp();
    const door = new EventEmitter();
    const asked = once(door, 'asked');
    const slowly: typeof fetch = async (input, init) => {
      if (!new Request(input).url.includes('/evaluation/eval-')) return fetch(input, init);
      const opened = once(door, 'open');
      door.emit('asked');
      await opened;
      // However the request was aborted: its answer was on the way.
      return fetch(input, { ...init, signal: null });
    };
    const backend = createTogetherBackend({ ...options, fetch: slowly });
    const run = await backend.submit(plan, forever);
    const watched = follow(backend, run);
    await asked;
    const cancelled = backend.cancel(run);
    door.emit('open');
    const outcome = await cancelled;
    await watched;
    assert.ok(outcome.outcome === 'detached');
    const { status, reason } = await runs.read(run);
    assert.deepEqual({ status, reason }, { status: 'paused', reason: outcome.message });
  });

  it('regression: a job of another address is not looked for here', async () => {
    const { runs, plan, options } = await setUp();
    const run = await createTogetherBackend(options).submit(plan, forever);
    let requests = 0;
    const backend = createTogetherBackend({
      ...options,
      baseUrl: 'http://127.0.0.1:9/v1',
      fetch: () => {
        requests += 1;
        return Promise.reject(new Error('nothing may be asked'));
      },
    });
    const last = (await follow(backend, run)).at(-1);
    assert.ok(last?.type === 'status' && last.status === 'paused');
    const own = new URL(demo.url).origin;
    assert.equal(
      last.reason,
      `This job is at ${own}, and the base URL leads to http://127.0.0.1:9; set the base URL back to follow the job.`,
    );
    assert.equal(requests, 0);
    assert.equal((await runs.read(run)).status, 'paused');
  });

  it('keys of external models go into the request alone', async () => {
    const { runs, plan, options } = await setUp();
    const bodies: string[] = [];
    const backend = createTogetherBackend({
      ...options,
      fetch: (input, init) => {
        if (typeof init?.body === 'string') bodies.push(init.body);
        return fetch(input, init);
      },
    });
    const judge = {
      ...plan.spec.judge,
      model: 'openai/gpt-5',
      model_source: 'external' as const,
      external_api_token: '${secret:PROVIDER}',
    };
    const run = await backend.submit({ ...plan, spec: { ...plan.spec, judge } }, forever);
    const key = 'key of ${secret:PROVIDER} for https://api.openai.com';
    assert.equal(bodies.filter((body) => body.includes(key)).length, 1);
    const manifest = await runs.read(run);
    assert.equal(manifest.spec.judge.external_api_token, '${secret:PROVIDER}');
    assert.ok(!JSON.stringify(manifest).includes('key of'));
  });

  it('says that there may be more jobs than the service lists', async () => {
    const { backend, plan, options } = await setUp();
    await follow(backend, await backend.submit(plan, forever));
    const [job] = await jobs();
    const many = async (count: number) => {
      const reply = Response.json(Array.from({ length: count }, () => job));
      const service = createServiceJobs({ ...options, fetch: () => Promise.resolve(reply) });
      const listed = await service.list(forever);
      return [listed.jobs.length, listed.truncated];
    };
    assert.deepEqual(await many(99), [99, false]);
    assert.deepEqual(await many(100), [100, true]);
  });

  it('lists jobs, and imports one that was launched elsewhere, once', async () => {
    const { backend, plan, runs, options, root } = await setUp();
    const first = await backend.submit(plan, forever);
    await follow(backend, first);
    const workflowId = (await runs.read(first)).workflow_id ?? '';
    await runs.remove(first);

    const service = createServiceJobs(options);
    const { jobs: listed, truncated } = await service.list(forever);
    assert.equal(truncated, false);
    assert.deepEqual(
      listed.map(({ createdAt, headline, models, datasetFile, ...rest }) => [
        { ...rest, dated: !Number.isNaN(Date.parse(createdAt ?? '')) },
        / % pass \([\d.]+–[\d.]+\)$/.test(headline ?? ''),
        models?.['judge'],
        datasetFile?.startsWith('file-'),
      ]),
      [
        [
          {
            workflowId,
            type: 'classify',
            status: 'completed',
            serviceStatus: 'completed',
            judge: 'demo/judge',
            dated: true,
          },
          true,
          'demo/judge',
          true,
        ],
      ],
    );

    const run = await service.import(workflowId, root, forever);
    assert.deepEqual(await service.import(workflowId, root, forever), run);
    await follow(backend, run);
    const manifest = await runs.read(run);
    assert.equal(manifest.status, 'completed');
    assert.equal(manifest.statistics?.n, 12);
    assert.equal((await collect(backend.results(run, forever))).length, 12);
    assert.equal(
      service.pageUrl(workflowId),
      `https://api.together.ai/evaluations/result/${workflowId}`,
    );
  });

  it('an unknown job is not found', async () => {
    const { options, root } = await setUp();
    await assert.rejects(
      createServiceJobs(options).import('eval-0000-1', root, forever),
      (error) => error instanceof UserError && error.kind === 'not_found',
    );
  });
});
