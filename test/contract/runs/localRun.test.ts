import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../../../src/backends/http/clock.js';
import type { RunEvent } from '../../../src/core/runs/evalBackend.js';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';
import { contractPlan, contractSpecs } from '../ports/contractPlan.js';
import { allQuestions, collect, follow, forever, questions } from '../ports/evalBackendContract.js';
import { SECRET, quickClock, useLocalRuns } from './localHarness.js';
import { loopTurns } from '../processes/loopTurns.js';
import { GOOD } from './scriptedEndpoint.js';

describe('a run of the local backend', () => {
  const { setUp, createBackend, folder } = useLocalRuns();

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
        usage: {
          prompt_tokens: 10,
          completion_tokens: 5,
          by_role: { judge: { requests: 1, prompt_tokens: 10, completion_tokens: 5 } },
        },
        origin: endpoint.url,
      },
    );
  });

  it('keeps as many requests under way as run.concurrency says', async () => {
    let asked = 0;
    const { endpoint, backend, run } = await setUp(
      async () => {
        // The first five wait for each other, and all a while for one too many.
        asked += 1;
        while (asked < 5) await loopTurns(1);
        await loopTurns(50);
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
    const { endpoint, backend, runs, run, clock } = await setUp(() => 'hang');
    const watching = follow(backend, run);
    while (endpoint.requests.length < 4) await new Promise((resolve) => setTimeout(resolve, 2));
    // The grace for requests under way never ends by this clock: whoever waits for it is not back.
    const before = [...clock.waits];
    assert.deepEqual(await backend.cancel(run), { outcome: 'cancelled' });
    assert.deepEqual(clock.waits, before);
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
        await assert.rejects(follow(other, run), { name: 'UserError', kind: 'busy' });
      }
      leave.abort();
    }
  });

  it('regression: asleep until another took the run over, writes no row of its answers and stops', async () => {
    let answer = () => {};
    const woken = new Promise<void>((resolve) => (answer = resolve));
    let isFirst = true;
    const { backend, run, runs, endpoint } = await setUp(async ({ row }) => {
      if (isFirst && row > 4) await woken;
      return GOOD;
    });
    const other = createBackend(quickClock());
    const asleep = async () => {
      for await (const event of backend.watch(run, forever)) {
        if (event.type !== 'progress' || event.progress.done !== 4 || !isFirst) continue;
        isFirst = false;
        // As whoever finds the lock of a silent owner does.
        await rm(join(run.folder, '.running'));
        await follow(other, run);
        answer();
      }
    };
    await assert.rejects(asleep(), { name: 'UserError', kind: 'busy' });
    const rows = (await collect(runs.rows(run))).map(({ details }) => details?.row);
    assert.deepEqual(
      rows,
      Array.from({ length: 12 }, (_, index) => index + 1),
    );
    assert.equal((await runs.read(run)).status, 'completed');
    assert.equal(endpoint.requests.filter(({ row }) => row <= 4).length, 4);
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
      const plan = await contractPlan({ folder: folder(), backend: 'local', spec });
      await assert.rejects(backend.submit(plan, forever), {
        name: 'UserError',
        kind: 'spec',
        message,
      });
      assert.deepEqual(await createRunFolders().list(plan.runsRoot), []);
    }
  });
});
