import assert from 'node:assert/strict';
import { appendFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock, type Clock } from '../../src/backends/local/clock.js';
import { createLocalBackend } from '../../src/backends/local/localBackend.js';
import type { RunEvent } from '../../src/core/runs/evalBackend.js';
import { UserError } from '../../src/core/userError.js';
import { createDatasetFiles } from '../../src/files/datasetFiles.js';
import { createRunFolders } from '../../src/files/runFolders.js';
import { contractPlan, contractSpecs, type PlanChoices } from './contractPlan.js';
import { allQuestions, collect, follow, forever, questions } from './evalBackendContract.js';
import {
  GOOD,
  completion,
  startScriptedEndpoint,
  type ScriptedEndpoint,
  type ScriptedReply,
  type ScriptedRequest,
} from './scriptedEndpoint.js';

const SECRET = 'sk-very-secret-0123456789';

/** Real time, but nobody waits: what was waited for is written down. */
function quickClock(): Clock & { readonly waits: number[] } {
  const waits: number[] = [];
  let ahead = 0;
  return {
    waits,
    now: () => Date.now() + ahead,
    random: () => 0,
    async sleep(ms, signal) {
      signal.throwIfAborted();
      // The grace for requests under way is real, so that they get it.
      if (ms === 20_000)
        return new Promise((_, reject) => signal.addEventListener('abort', reject));
      waits.push(ms);
      ahead += ms;
      await Promise.resolve();
    },
  };
}

const failed = (status: number, message: string, headers = {}): ScriptedReply => ({
  status,
  headers,
  body: JSON.stringify({ error: { message, type: 'x', code: null } }),
});

describe('a run of the local backend', () => {
  let folder: string;
  let endpoint: ScriptedEndpoint | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-local-'));
  });
  afterEach(async () => {
    await endpoint?.close();
    endpoint = undefined;
    await rm(folder, { recursive: true, force: true });
  });

  const createBackend = (clock: Clock) =>
    createLocalBackend({
      runs: createRunFolders(),
      datasets: createDatasetFiles(),
      baseUrl: 'http://127.0.0.1:9/v1',
      toolVersion: '1.2.3',
      clock,
      keys: {
        service: () => Promise.reject(new UserError('auth', 'not for this endpoint')),
        resolve: () => Promise.resolve(SECRET),
      },
    });

  async function setUp(
    answer: (request: ScriptedRequest) => ScriptedReply | Promise<ScriptedReply>,
    choices: Partial<PlanChoices> & { readonly concurrency?: number } = {},
  ) {
    const started = (endpoint = await startScriptedEndpoint(answer));
    const { concurrency = 4, ...rest } = choices;
    const spec = contractSpecs({
      model_source: 'external',
      external_base_url: started.url,
      external_api_token: '${env:TEST_KEY}',
    }).classify;
    const plan = await contractPlan({
      folder,
      backend: 'local',
      spec: { ...spec, run: { concurrency } },
      ...rest,
    });
    const clock = quickClock();
    const backend = createBackend(clock);
    const runs = createRunFolders();
    const run = await backend.submit(plan, forever);
    return { endpoint: started, plan, clock, backend, runs, run };
  }

  it('asks with model, key, user agent and schema, and keeps usage', async () => {
    const { endpoint, backend, runs, run } = await setUp(() => GOOD, { rows: 1 });
    await follow(backend, run);
    const [request] = endpoint.requests;
    assert.equal(request?.path, '/v1/chat/completions');
    assert.equal(request.headers.authorization, `Bearer ${SECRET}`);
    assert.equal(request.headers['user-agent'], 'gavel/1.2.3');
    assert.equal(request.body['model'], 'demo/judge');
    assert.match(JSON.stringify(request.body['response_format']), /^\{"type":"json_schema"/);
    const { usage, origin } = await runs.read(run);
    assert.deepEqual(
      { usage, origin },
      {
        usage: { prompt_tokens: 10, completion_tokens: 5 },
        origin: endpoint.url,
      },
    );
  });

  it('keeps as many requests under way as run.concurrency says', async () => {
    const { endpoint, backend, run } = await setUp(
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        return GOOD;
      },
      { rows: 30, concurrency: 5 },
    );
    await follow(backend, run);
    assert.equal(endpoint.mostAtOnce(), 5);
  });

  it('left and taken up again, asks no finished row again', async () => {
    const { endpoint, backend, runs, run, plan } = await setUp(() => GOOD, { rows: 40 });
    const leave = new AbortController();
    const seen: RunEvent[] = [];
    for await (const event of backend.watch(run, leave.signal)) {
      seen.push(event);
      if (event.type === 'progress' && event.progress.done >= 10) leave.abort();
    }
    const left = await runs.read(run);
    assert.deepEqual(seen.at(-1), { type: 'status', status: 'paused', reason: 'interrupted' });
    assert.equal(left.status, 'paused');
    const done = (await collect(runs.rows(run))).map((row) => row.details?.row);
    assert.equal(left.progress.done, done.length);
    assert.ok(done.length >= 10 && done.length < 40, String(done.length));
    const askedBefore = endpoint.requests.length;

    await follow(createBackend(quickClock()), run);
    const again = endpoint.requests.slice(askedBefore).map((request) => request.row);
    assert.deepEqual(
      again.filter((row) => done.includes(row)),
      [],
    );
    assert.deepEqual(questions(await collect(backend.results(run, forever))), allQuestions(plan));
    const end = await runs.read(run);
    assert.equal(end.status, 'completed');
    assert.equal(end.reason, undefined);
    assert.equal(end.usage?.prompt_tokens, 400);
  });

  it('waits out a rate limit as long as the endpoint says', async () => {
    const { backend, runs, run, clock } = await setUp(
      ({ before }) => (before < 2 ? failed(429, 'slow', { 'x-ratelimit-reset': '7.5' }) : GOOD),
      { rows: 1 },
    );
    await follow(backend, run);
    assert.equal((await runs.read(run)).status, 'completed');
    assert.deepEqual(clock.waits, [7500, 7500]);
  });

  it('asks again after a server fault and a cut connection', async () => {
    const { endpoint, backend, runs, run } = await setUp(
      ({ row, before }) => (before > 0 ? GOOD : row % 2 === 0 ? failed(503, 'busy') : 'cut'),
      { rows: 4 },
    );
    await follow(backend, run);
    const { status, statistics } = await runs.read(run);
    assert.deepEqual([status, statistics?.passed], ['completed', 4]);
    assert.equal(endpoint.requests.length, 8);
  });

  it('counts a reply without a verdict as invalid, a refused request as an error', async () => {
    const { backend, runs, run } = await setUp(
      ({ row }) =>
        row === 1
          ? completion('I would rather not say.')
          : row === 2
            ? failed(400, 'context too long')
            : row === 3
              ? completion(null, { choices: [] })
              : GOOD,
      { rows: 12 },
    );
    await follow(backend, run);
    const { status, statistics, progress } = await runs.read(run);
    const { passed, invalid, judge_errors } = statistics ?? {};
    assert.deepEqual(
      { status, passed, invalid, judge_errors, progress },
      {
        status: 'completed',
        passed: 9,
        invalid: 1,
        judge_errors: 2,
        progress: { done: 12, total: 12 },
      },
    );
    const errors = (await collect(runs.rows(run))).flatMap((row) =>
      (row.details?.errors ?? []).map((error) => `${row.details?.row}: ${error.message}`),
    );
    assert.match(errors.join('\n'), /2: .* answered 400 .*It said: context too long/);
    assert.match(errors.join('\n'), /3: .*no chat completion/);
  });

  const pauses: [string, (request: ScriptedRequest) => ScriptedReply, RegExp][] = [
    ['a wrong key', () => failed(401, `bad key ${SECRET}`), /refused the API key \(401\).*\[key\]/],
    ['no credit', () => failed(402, 'limit'), /wants payment \(402\); add credit/],
    ['an unknown model', () => failed(404, 'none'), /knows no model "demo\/judge" \(404\); check/],
    ['an endless rate limit', () => failed(429, 'slow'), /limiting the rate \(429\); resume later/],
    [
      'a redirect',
      () => ({ status: 307, headers: { location: 'http://127.0.0.1:9/' }, body: '' }),
      /redirects .* \(307\); set the base URL/,
    ],
  ];
  for (const [what, answer, reason] of pauses) {
    it(`${what} pauses the run with a way out, and keeps the rows`, async () => {
      let broken = true;
      const { backend, runs, run, plan } = await setUp((request) =>
        broken && request.row > 5 ? answer(request) : GOOD,
      );
      const last = (await follow(backend, run)).at(-1);
      const manifest = await runs.read(run);
      assert.equal(manifest.status, 'paused');
      assert.match(manifest.reason ?? '', reason);
      assert.deepEqual(last, { type: 'status', status: 'paused', reason: manifest.reason });
      assert.ok(!manifest.reason?.includes(SECRET));
      assert.equal((await collect(runs.rows(run))).length, 5);
      broken = false;
      await follow(backend, run);
      assert.equal((await runs.read(run)).status, 'completed');
      const rows = await collect(backend.results(run, forever));
      assert.deepEqual(questions(rows), allQuestions(plan));
    });
  }

  it('keeps answers that were under way when the run had to pause', async () => {
    let refused = () => {};
    const afterRefusal = new Promise<void>((resolve) => (refused = resolve));
    const { backend, runs, run } = await setUp(
      async ({ row }) => {
        if (row === 2) {
          setTimeout(refused, 20);
          return failed(402, 'limit');
        }
        await afterRefusal;
        return GOOD;
      },
      { concurrency: 3 },
    );
    await follow(backend, run);
    const rows = (await collect(runs.rows(run))).map((row) => row.details?.row).sort();
    assert.deepEqual(rows, [1, 3]);
    assert.equal((await runs.read(run)).progress.done, 2);
  });

  it('an endpoint that is not there pauses the run', async () => {
    const { endpoint, backend, runs, run } = await setUp(() => GOOD);
    await endpoint.close();
    await follow(backend, run);
    const { status, reason } = await runs.read(run);
    assert.equal(status, 'paused');
    assert.match(reason ?? '', /^Nothing answers at 127\.0\.0\.1:\d+ \(ECONNREFUSED\); check/);
  });

  it('changed data pauses the run before anything is asked', async () => {
    const { endpoint, backend, runs, run, plan } = await setUp(() => GOOD);
    assert.ok('info' in plan.dataset);
    await appendFile(plan.dataset.info.path, '{"question":"late"}\n');
    await follow(backend, run);
    const { status, reason } = await runs.read(run);
    assert.equal(status, 'paused');
    assert.match(reason ?? '', /^rows\.jsonl has changed since .* put the old version back/);
    assert.equal(endpoint.requests.length, 0);
  });

  it('judges the selected rows only; none are a finished run', async () => {
    const some = await setUp(() => GOOD, { selectedRows: [2, 5, 11] });
    await follow(some.backend, some.run);
    const asked = some.endpoint.requests.map((request) => request.row).sort((a, b) => a - b);
    assert.deepEqual(asked, [2, 5, 11]);
    assert.deepEqual((await some.runs.read(some.run)).progress, { done: 3, total: 3 });
    await some.endpoint.close();

    const none = await setUp(() => GOOD, { selectedRows: [] });
    await follow(none.backend, none.run);
    const { status, progress } = await none.runs.read(none.run);
    assert.deepEqual(
      { status, progress },
      { status: 'completed', progress: { done: 0, total: 0 } },
    );
    assert.equal(none.endpoint.requests.length, 0);
  });

  it('cancels at once while every request hangs', async () => {
    const { endpoint, backend, runs, run } = await setUp(() => 'hang');
    const watching = follow(backend, run);
    while (endpoint.requests.length < 4) await new Promise((resolve) => setTimeout(resolve, 2));
    const start = performance.now();
    assert.deepEqual(await backend.cancel(run), { outcome: 'cancelled' });
    assert.ok(performance.now() - start < 1000);
    const last = (await watching).at(-1);
    assert.deepEqual(last, { type: 'status', status: 'cancelled', reason: 'cancelled' });
    assert.equal((await runs.read(run)).status, 'cancelled');
    assert.equal(endpoint.requests.length, 4);
  });

  it('cancels a run that another process works on', async () => {
    const { endpoint, backend, runs, run } = await setUp(() => 'hang');
    const watching = follow(backend, run);
    while (endpoint.requests.length < 4) await new Promise((resolve) => setTimeout(resolve, 2));
    const elsewhere = createBackend(systemClock);
    assert.deepEqual(await elsewhere.cancel(run), { outcome: 'cancelled' });
    await watching;
    assert.equal((await runs.read(run)).status, 'cancelled');
  });

  it('cancels a run that nobody works on, with what its rows say', async () => {
    const { endpoint, backend, runs, run } = await setUp(() => GOOD);
    assert.deepEqual(await backend.cancel(run), { outcome: 'cancelled' });
    const events = await follow(backend, run);
    assert.equal(events.at(-1)?.type, 'status');
    assert.equal((await runs.read(run)).statistics?.n, 0);
    assert.equal(endpoint.requests.length, 0);
  });

  it('is worked on once at a time', async () => {
    const { backend, run } = await setUp(() => 'hang');
    const leave = new AbortController();
    for await (const event of backend.watch(run, leave.signal)) {
      if (event.type !== 'status' || event.status !== 'running') continue;
      for (const other of [backend, createBackend(quickClock())]) {
        await assert.rejects(follow(other, run), { name: 'UserError', kind: 'usage' });
      }
      leave.abort();
    }
  });

  it('begins no new rows while its listener is busy', async () => {
    const { endpoint, backend, run } = await setUp(() => GOOD, { rows: 600 });
    let rows = 0;
    for await (const event of backend.watch(run, forever)) {
      if (event.type !== 'row' || (rows += 1) > 1) continue;
      // Nothing tells that nothing happens: the number of requests has to stand still.
      let before = -1;
      while (endpoint.requests.length !== before) {
        before = endpoint.requests.length;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      assert.ok(before < 350, String(before));
    }
    assert.equal(rows, 600);
  });

  it('a results folder that can not be written stops with a way out', async () => {
    const { backend, runs, run } = await setUp(() => GOOD);
    // A folder in the place of the file: as good as a disk that refuses, for any user.
    await rm(join(run.folder, 'results.jsonl'), { force: true });
    await mkdir(join(run.folder, 'details.jsonl'));
    await follow(backend, run);
    const { status, reason } = await runs.read(run);
    assert.equal(status, 'paused');
    assert.match(reason ?? '', /^Could not /);
  });

  it('says which file is broken when the manifest is no manifest', async () => {
    const { backend, runs, run } = await setUp(() => GOOD);
    await writeFile(await runs.manifestPath(run), '{"gavel_run":2}');
    await assert.rejects(follow(backend, run), {
      name: 'UserError',
      kind: 'storage',
      message: /contract\.evalrun\.json can't be read as a run: .*format 1/,
    });
  });

  it('refuses on submit what can not be asked from here', async () => {
    const backend = createBackend(quickClock());
    const base = contractSpecs({ model_source: 'external' }).classify;
    const judged = (judge: object) => ({ ...base, judge: { ...base.judge, ...judge } });
    const cases: [ReturnType<typeof judged>, RegExp][] = [
      [judged({}), /has no external_base_url/],
      [judged({ model: 'vscode:copilot/gpt' }), /answers inside VS Code only/],
      [judged({ external_base_url: 'http://example.com/v1' }), /must begin with https/],
      [judged({ external_base_url: 'https://u:p@example.com' }), /user name or password/],
    ];
    for (const [spec, message] of cases) {
      const plan = await contractPlan({ folder, backend: 'local', spec });
      await assert.rejects(backend.submit(plan, forever), {
        name: 'UserError',
        kind: 'spec',
        message,
      });
      assert.deepEqual(await createRunFolders().list(plan.runsRoot), []);
    }
  });
});
