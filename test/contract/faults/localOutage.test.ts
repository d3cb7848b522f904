import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../../src/backends/http/clock.js';
import { createLocalBackend } from '../../../src/backends/local/localBackend.js';
import { PAUSED } from '../../../src/core/runs/evalBackend.js';
import { createDatasetFiles } from '../../../src/files/dataset/datasetFiles.js';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';
import { proven } from '../../security/proofs.js';
import { startWireProxy } from '../../security/wireFaults.js';
import type { WireProxy } from '../../security/wireFaults.js';
import { contractPlan, contractSpecs } from '../ports/contractPlan.js';
import { allQuestions, collect, follow, forever, questions } from '../ports/evalBackendContract.js';
import { completion, startScriptedEndpoint } from '../runs/scriptedEndpoint.js';
import type { ScriptedEndpoint } from '../runs/scriptedEndpoint.js';

const TEST = 'test/contract/faults/localOutage.test.ts';
const MINUTE = 60_000;
const ROWS = 12;
/** Requests that are answered before the endpoint goes down: a response of a row, or a judgement. */
const ANSWERED = [1, 8, 11] as const;
const AT_A_TIME = [1, 4] as const;

describe('a local run whose endpoint is gone for a while', () => {
  let folder: string;
  let endpoint: ScriptedEndpoint;
  let line: WireProxy;
  /** Minutes in which it was looked whether something answers. */
  let looks: number;
  let onLook: (looks: number, signal: AbortSignal) => Promise<void>;
  let answeredBefore: number;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-local-outage-'));
    looks = 0;
    answeredBefore = Infinity;
    endpoint = await startScriptedEndpoint(async ({ body }) => {
      if (endpoint.requests.length > answeredBefore) {
        answeredBefore = Infinity;
        await line.down();
        return 'cut';
      }
      return completion(body['response_format'] ? '{"feedback":"fine","score":4}' : 'An answer.');
    });
    line = await startWireProxy(new URL(endpoint.url));
  });
  afterEach(async () => {
    await line.close();
    await endpoint.close();
    await rm(folder, { recursive: true, force: true });
  });

  let aheadMs = 0;
  const clock: Clock = {
    now: () => Date.now() + aheadMs,
    random: () => 0,
    sleep: async (ms, signal) => {
      signal.throwIfAborted();
      // The grace for requests under way is real, so that they get it.
      if (ms === 20_000) {
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new Error('over')), { once: true });
        });
      }
      aheadMs += ms;
      if (ms === MINUTE) {
        looks += 1;
        await onLook(looks, signal);
      }
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    },
  };
  const setUp = async (concurrency: number) => {
    const runs = createRunFolders();
    const keys = {
      service: () => Promise.resolve('x'),
      resolve: () => Promise.resolve('k'.repeat(20)),
    };
    const backend = createLocalBackend({
      runs,
      datasets: createDatasetFiles(),
      baseUrl: 'http://127.0.0.1:9/v1',
      toolVersion: '1.2.3',
      clock,
      keys,
    });
    const { score } = contractSpecs({
      model_source: 'external',
      external_base_url: line.origin,
      external_api_token: '${env:TEST_KEY}',
    });
    const spec = { ...score, run: { concurrency, cache: false } };
    const plan = await contractPlan({ folder, backend: 'local', spec, rows: ROWS });
    return { runs, backend, plan, run: await backend.submit(plan, forever) };
  };

  let survived = 0;
  for (const answered of ANSWERED) {
    for (const concurrency of AT_A_TIME) {
      it(`after ${answered} answers, ${concurrency} at a time: it waits an hour and ends by itself`, async () => {
        const { runs, backend, plan, run } = await setUp(concurrency);
        answeredBefore = answered;
        onLook = async (count) => {
          if (count === 60) await line.up();
        };
        const events = await follow(backend, run);
        const statuses = events.flatMap((event) => (event.type === 'status' ? [event] : []));
        assert.ok(statuses.every(({ status }) => status !== 'paused'));
        const waiting = statuses.filter(({ reason }) => reason !== undefined);
        assert.equal(waiting.length, 1);
        assert.match(
          waiting[0]?.reason ?? '',
          /^Nothing has answered at 127\.0\.0\.1:\d+ since \d\d:\d\d \(\w+\); it is asked again every minute/,
        );
        const manifest = await runs.read(run);
        assert.deepEqual([manifest.status, manifest.reason], ['completed', undefined]);
        assert.equal(manifest.statistics?.judge_errors, 0);
        assert.equal(looks, 60);
        const rows = await collect(backend.results(run, forever));
        assert.deepEqual(questions(rows), allQuestions(plan));
        // What was under way as it went down was not answered; nothing that was is asked again.
        const most = 2 * ROWS + concurrency;
        assert.ok(endpoint.requests.length <= most, `${endpoint.requests.length} requests`);
        survived += 1;
      });
    }
  }

  it('a day later the run pauses with its reason and rows, and goes on when it is resumed', async () => {
    const { runs, backend, plan, run } = await setUp(4);
    answeredBefore = 8;
    onLook = () => Promise.resolve();
    await follow(backend, run);
    const paused = await runs.read(run);
    assert.equal(paused.status, 'paused');
    assert.match(paused.reason ?? '', /^Nothing answers at 127\.0\.0\.1:\d+ \(ECONNREFUSED\)/);
    assert.ok(looks >= 24 * 60 - 1 && looks <= 24 * 60, `${looks} looks`);
    const kept = await collect(runs.rows(run));
    assert.equal(kept.length, paused.progress.done);
    await line.up();
    await follow(backend, run);
    assert.equal((await runs.read(run)).status, 'completed');
    assert.deepEqual(questions(await collect(backend.results(run, forever))), allQuestions(plan));
  });

  it('a person who pauses meanwhile is obeyed: nothing is asked until they resume', async () => {
    const { runs, backend, plan, run } = await setUp(4);
    answeredBefore = 8;
    let pausing: Promise<unknown> = Promise.resolve();
    onLook = (count, signal) => {
      if (count < 3) return Promise.resolve();
      pausing = backend.pause?.(run) ?? Promise.resolve();
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
    };
    await follow(backend, run);
    await pausing;
    const { status, reason } = await runs.read(run);
    assert.deepEqual([status, reason, looks], ['paused', PAUSED, 3]);
    await line.up();
    await follow(backend, run);
    assert.equal((await runs.read(run)).status, 'completed');
    assert.deepEqual(questions(await collect(backend.results(run, forever))), allQuestions(plan));
  });

  it('is shown', () => {
    proven({
      area: 'Faults',
      claim:
        'A local run whose endpoint ceases to answer looks once a minute for a day, keeps its rows, asks nothing answered again and goes on by itself',
      test: TEST,
      figure: `${survived} outages of a simulated hour, one of a day, one in which a person pauses`,
    });
  });
});
