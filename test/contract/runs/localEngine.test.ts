import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock } from '../../../src/backends/http/clock.js';
import type { RunEvent, RunPace } from '../../../src/core/runs/evalBackend.js';
import { allQuestions, collect, follow, forever, questions } from '../ports/evalBackendContract.js';
import { failed, useLocalRuns } from './localHarness.js';
import {
  GOOD,
  completion,
  startScriptedEndpoint,
  type ScriptedReply,
  type ScriptedRequest,
} from './scriptedEndpoint.js';

const PRICE = { input: 1000, output: 2000, from: 'setting' } as const;
/** Of one request that reports 10 + 5 tokens, at this price. */
const REQUEST_USD = 0.02;

const isJudging = ({ body }: ScriptedRequest) => body['response_format'] !== undefined;
const text = completion('some text');
const TIE = completion('{"feedback":"equal","choice":"Tie"}');

describe('the engine of the local backend', () => {
  const { setUp, createBackend } = useLocalRuns();

  describe('an endpoint that answers 500 to everything', () => {
    it('stops the run after twenty rows, keeps none of them, and asks them again', async () => {
      let broken = true;
      const { endpoint, backend, runs, run, plan } = await setUp(
        () => (broken ? failed(500, 'out of memory') : GOOD),
        { rows: 400, concurrency: 8 },
      );
      await follow(backend, run);
      const paused = await runs.read(run);
      assert.equal(paused.status, 'paused');
      assert.match(
        paused.reason ?? '',
        /^The last 20 rows all failed: 127\.0\.0\.1:\d+ answered 500 for model "demo\/judge"\. It said: out of memory \(mend that, then resume/,
      );
      assert.equal(paused.progress.done, 0);
      // Twenty rows and those under way, five tries each; not 2,000.
      assert.ok(endpoint.requests.length <= 5 * (20 + 8), String(endpoint.requests.length));
      broken = false;
      await follow(backend, run);
      const { status, statistics } = await runs.read(run);
      assert.deepEqual([status, statistics?.judge_errors], ['completed', 0]);
      assert.deepEqual(questions(await collect(backend.results(run, forever))), allQuestions(plan));
    });

    it('does not stop a run in which others get through', async () => {
      const { backend, runs, run } = await setUp(
        ({ row }) => (row % 5 === 0 ? failed(500, 'this one') : GOOD),
        { rows: 200, concurrency: 8 },
      );
      await follow(backend, run);
      const { status, statistics, failures } = await runs.read(run);
      assert.deepEqual(
        [status, statistics?.judge_errors, failures],
        ['completed', 40, { endpoint: 40 }],
      );
    });
  });

  it('asks one request alone whether schemas are taken, and no other in vain', async () => {
    const { endpoint, run } = await setUp(
      ({ body }) =>
        (body['response_format'] as { type?: string } | undefined)?.type === 'json_schema'
          ? failed(400, 'response_format json_schema is not supported')
          : GOOD,
      { rows: 60, concurrency: 16 },
    );
    await follow(createBackend(systemClock), run);
    assert.equal(endpoint.requests.length, 61);
  });

  it('sends fewer at a time after a rate limit, and loses no row', async () => {
    let now = 0;
    let most = 0;
    const { runs, run } = await setUp(
      async () => {
        now += 1;
        if (now > 6) {
          now -= 1;
          return failed(429, 'slow down', { 'retry-after-ms': '5' });
        }
        most = Math.max(most, now);
        await delay(3);
        now -= 1;
        return GOOD;
      },
      { rows: 150, concurrency: 32 },
    );
    await follow(createBackend(systemClock), run);
    const { status, statistics } = await runs.read(run);
    assert.deepEqual([status, statistics?.passed], ['completed', 150]);
    assert.equal(most, 6);
  });

  it('waits as soon as an answer says that nothing is left, before it is told to', async () => {
    const { backend, run, clock, endpoint } = await setUp(
      () => {
        const answered = endpoint.requests.length;
        const headers = {
          'x-ratelimit-remaining': answered === 2 ? '0' : '9',
          'x-ratelimit-reset': '4',
        };
        return { ...(GOOD as Exclude<ScriptedReply, string>), headers };
      },
      { rows: 4, concurrency: 1 },
    );
    await follow(backend, run);
    // Another wait is for whether the endpoint takes schemas.
    const waits = clock.waits.filter((wait) => wait > 2000);
    assert.equal(waits.length, 1);
    // Some of it passes before the next request comes.
    assert.ok((waits[0] ?? 0) > 3000 && (waits[0] ?? 0) <= 4000, String(waits));
  });

  it('goes on asking one origin while another one hangs', async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const fast = await startScriptedEndpoint((request) => (isJudging(request) ? TIE : text));
    const { backend, plan, runs } = await setUp(
      async (request) => {
        if (!isJudging(request)) await released;
        return isJudging(request) ? TIE : text;
      },
      { spec: 'compare', rows: 40, concurrency: 4 },
    );
    try {
      assert.ok(plan.spec.type === 'compare' && typeof plan.spec.model_a !== 'string');
      const model_b = { ...plan.spec.model_a, external_base_url: fast.url };
      const run = await backend.submit({ ...plan, spec: { ...plan.spec, model_b } }, forever);
      const watching = follow(backend, run);
      // More than the four rows for which the slow one is asked.
      while (fast.requests.length < 8) await delay(2);
      release();
      await watching;
      assert.equal((await runs.read(run)).status, 'completed');
    } finally {
      await fast.close();
    }
  });

  describe('run.max_cost_usd', () => {
    it('stops before the cap is passed, and goes on where it is raised', async () => {
      const max = 0.5;
      const { endpoint, backend, runs, run, plan } = await setUp(() => GOOD, {
        rows: 100,
        concurrency: 8,
        run: { max_cost_usd: max },
        prices: { judge: PRICE },
      });
      await follow(backend, run);
      const paused = await runs.read(run);
      assert.equal(paused.status, 'paused');
      assert.match(
        paused.reason ?? '',
        /^The run has cost \$0\.50 of run\.max_cost_usd \(\$0\.50\)/,
      );
      assert.equal(paused.progress.done, max / REQUEST_USD);
      assert.equal(endpoint.requests.length, max / REQUEST_USD);
      assert.ok(Math.abs((paused.usage?.cost_usd ?? 0) - max) < 1e-9);

      await runs.update(run, (now) => ({
        ...now,
        spec: { ...now.spec, run: { ...now.spec.run, max_cost_usd: 10 } },
      }));
      await follow(backend, run);
      const { status, usage } = await runs.read(run);
      assert.equal(status, 'completed');
      assert.ok(Math.abs((usage?.cost_usd ?? 0) - 100 * REQUEST_USD) < 1e-9);
      assert.deepEqual(questions(await collect(backend.results(run, forever))), allQuestions(plan));
    });

    it('is refused at the launch where a price is not known', async () => {
      const { backend, plan } = await setUp(() => GOOD, { rows: 1 });
      const spec = { ...plan.spec, run: { max_cost_usd: 1 } };
      await assert.rejects(backend.submit({ ...plan, spec }, forever), {
        name: 'UserError',
        kind: 'spec',
        message:
          /^run\.max_cost_usd can’t be kept: the price of demo\/judge \(judge\) is not known/,
      });
    });

    it('stops a run whose endpoint does not say what it used', async () => {
      const { backend, runs, run } = await setUp(
        () => completion('{"feedback":"fine","label":"good"}', { usage: null }),
        { rows: 30, run: { max_cost_usd: 1 }, prices: { judge: PRICE } },
      );
      await follow(backend, run);
      const { status, reason, progress, usage } = await runs.read(run);
      assert.equal(status, 'paused');
      assert.equal(usage, undefined, 'no tokens were told');
      assert.match(reason ?? '', /^run\.max_cost_usd can’t be kept: an endpoint does not report/);
      assert.ok(progress.done <= 8, String(progress.done));
    });
  });

  describe('pause', () => {
    for (const where of ['here', 'from another process'] as const) {
      it(`within a second (${where}), asks nothing afterwards, and waits for a person`, async () => {
        const { endpoint, backend, runs, run } = await setUp(
          ({ row }) => (row > 6 ? 'hang' : GOOD),
          { rows: 20 },
        );
        const watching = follow(backend, run);
        while (endpoint.requests.length < 10) await delay(2);
        const pausing = where === 'here' ? backend : createBackend(systemClock);
        const start = performance.now();
        assert.equal(await pausing.pause?.(run), 'paused');
        assert.ok(performance.now() - start < 1500);
        assert.deepEqual((await watching).at(-1), {
          type: 'status',
          status: 'paused',
          reason: 'paused by you',
        });
        const asked = endpoint.requests.length;
        assert.equal((await runs.read(run)).progress.done, 6);
        await delay(50);
        assert.equal(endpoint.requests.length, asked);
        assert.equal(await backend.pause?.(run), 'already-paused');
      });
    }
  });

  it('tells causes apart, and what each role used', async () => {
    const replies: Record<number, ScriptedReply> = {
      1: completion('{"feedback":"x"', {
        choices: [{ finish_reason: 'length', message: { content: '{"feedback":"x"' } }],
      }),
      2: completion(null, {
        choices: [{ finish_reason: 'stop', message: { content: null, refusal: 'I will not.' } }],
      }),
      3: completion('good, I think'),
      4: completion('{"feedback":"y","label":"great"}'),
      5: failed(400, 'too long'),
      6: failed(500, 'oops'),
    };
    const { backend, runs, run } = await setUp(({ row }) => replies[row] ?? GOOD, { rows: 30 });
    await follow(backend, run);
    const { failures, usage } = await runs.read(run);
    assert.deepEqual(failures, {
      truncated: 1,
      refusal: 1,
      unreadable: 1,
      not_allowed: 1,
      request: 1,
      endpoint: 1,
    });
    assert.deepEqual(usage, {
      prompt_tokens: 280,
      completion_tokens: 140,
      by_role: { judge: { requests: 28, prompt_tokens: 280, completion_tokens: 140 } },
    });
  });

  it('tells how fast it goes, what it cost and how long it takes still', async () => {
    const { run } = await setUp(() => delay(20).then(() => GOOD), {
      rows: 120,
      concurrency: 2,
      prices: { judge: PRICE },
    });
    const events: RunEvent[] = [];
    for await (const event of createBackend(systemClock).watch(run, forever)) events.push(event);
    const paces = events.flatMap((event): RunPace[] =>
      event.type === 'progress' && event.progress.pace ? [event.progress.pace] : [],
    );
    const middle = paces.findLast((pace) => (pace.leftMs ?? 0) > 100);
    assert.ok(
      middle && middle.rowsPerSecond > 5 && middle.rowsPerSecond <= 100,
      JSON.stringify(middle),
    );
    assert.equal(paces.at(-1)?.tokens, 120 * 15);
    assert.ok(Math.abs((paces.at(-1)?.costUsd ?? 0) - 120 * REQUEST_USD) < 1e-9);
  });
});
