import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { reopenRun } from '../../../src/backends/local/reopenRun.js';
import { planRetry, type RetryPorts } from '../../../src/backends/planRetry.js';
import { createTogetherBackend } from '../../../src/backends/together/togetherBackend.js';
import type { EvalBackend } from '../../../src/core/runs/evalBackend.js';
import type { RunManifest } from '../../../src/core/runs/manifest.js';
import { retrySentence } from '../../../src/core/runs/retry.js';
import type { RunRef, RunStore } from '../../../src/core/runs/runStore.js';
import { mergeRuns } from '../../../src/core/shards/mergeRuns.js';
import { planMerge } from '../../../src/core/shards/planMerge.js';
import { rowsOfShard, type PlannedShard } from '../../../src/core/shards/shard.js';
import { UserError } from '../../../src/core/userError.js';
import { startDemoService } from '../../../src/demo/demoService.js';
import { createDatasetFiles } from '../../../src/files/dataset/datasetFiles.js';
import { createLabelFiles } from '../../../src/files/labels/labelFiles.js';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';
import { contractPlan, contractRow, contractSpecs } from '../ports/contractPlan.js';
import { collect, follow, forever } from '../ports/evalBackendContract.js';
import { failed, quickClock, useLocalRuns } from './localHarness.js';
import { runGavel } from '../cli/runGavel.js';
import { completion, GOOD } from './scriptedEndpoint.js';

const AT = '2026-03-01T10:00:00.000Z';

function portsOf(runs: RunStore, backend: EvalBackend): RetryPorts {
  const clock = { now: () => Date.parse(AT) };
  return {
    runs,
    datasets: createDatasetFiles(),
    backend: () => Promise.resolve(backend),
    reopen: (run) => reopenRun(run, { runs, clock }),
    now: clock.now,
  };
}

const text = (run: RunRef, name: string) => readFile(join(run.folder, name), 'utf8');

describe('retrying the failed rows of a local run', () => {
  const { setUp, folder } = useLocalRuns();
  const NO_VERDICT = completion('I would rather not say.');

  /** Rows 3 and 9 of 12 get no answer, row 7 one without a verdict, until `mend` is called. */
  async function withFailures() {
    let isMended = false;
    const subject = await setUp(({ row }) => {
      if (!isMended && (row === 3 || row === 9)) return failed(400, 'this one does not please me');
      return !isMended && row === 7 ? NO_VERDICT : GOOD;
    });
    await follow(subject.backend, subject.run);
    const ports = portsOf(subject.runs, subject.backend);
    const asked = subject.endpoint.requests.length;
    return {
      ...subject,
      folder: folder(),
      ports,
      mend: () => (isMended = true),
      askedSince: () => subject.endpoint.requests.slice(asked).map(({ row }) => row),
    };
  }

  it('asks those rows and no other, in place; the lines of all others stay byte for byte', async () => {
    const { run, runs, backend, ports, mend, askedSince } = await withFailures();
    const before = await runs.read(run);
    const lines = (await text(run, 'results.jsonl')).split('\n');
    const details = (await text(run, 'details.jsonl')).split('\n');
    mend();
    const retry = await planRetry(run, ports, forever);
    assert.equal(
      retrySentence(retry),
      '3 failed rows of Contract are asked again, in the same run.',
    );
    assert.deepEqual(askedSince(), []);
    assert.deepEqual(await retry.start(forever), run);
    const paused = await runs.read(run);
    assert.deepEqual(
      { ...pick(paused), finished: paused.finished_at, statistics: paused.statistics },
      {
        status: 'paused',
        reason: 'failed rows are to be asked again',
        progress: { done: 9, total: 12 },
        retries: [{ at: AT, rows: 3, usage: { prompt_tokens: 10, completion_tokens: 5 } }],
        finished: undefined,
        statistics: undefined,
      },
    );
    await follow(backend, run);

    assert.deepEqual(askedSince().sort(), [3, 7, 9]);
    const after = await runs.read(run);
    assert.deepEqual(pick(after), { ...pick(before), retries: paused.retries });
    assert.deepEqual([after.statistics?.n, after.statistics?.evaluated], [12, 12]);
    const isOther = (_: string, index: number) => ![3, 7, 9].includes(index + 1);
    assert.deepEqual(
      (await text(run, 'results.jsonl')).split('\n').filter(isOther),
      lines.filter(isOther),
    );
    assert.deepEqual(
      (await text(run, 'details.jsonl')).split('\n').filter(isOther),
      details.filter(isOther),
    );
    const rows = await collect(runs.rows(run));
    assert.deepEqual(
      rows.map((row) => [row.result['question'], row.details?.row]),
      Array.from({ length: 12 }, (_, index) => [contractRow(index + 1).question, index + 1]),
    );
    await assert.rejects(planRetry(run, ports, forever), {
      kind: 'usage',
      message: 'No row of Contract failed: there is nothing to ask again.',
    });
  });

  it('leaves out of a cancelled run what was never asked', async () => {
    const { run, runs, backend, endpoint } = await setUp(({ row, before }) => {
      if (row > 4) return 'hang';
      return row === 2 && before === 0 ? NO_VERDICT : GOOD;
    });
    for await (const event of backend.watch(run, forever)) {
      if (event.type === 'progress' && event.progress.done === 4) await backend.cancel(run);
    }
    assert.equal((await runs.read(run)).status, 'cancelled');
    const asked = endpoint.requests.length;
    const retry = await planRetry(run, portsOf(runs, backend), forever);
    assert.equal(retrySentence(retry), '1 failed row of Contract is asked again, in the same run.');
    await follow(backend, await retry.start(forever));
    assert.deepEqual(
      endpoint.requests.slice(asked).map(({ row }) => row),
      [2],
    );
    const { status, progress, selected_rows: selected } = await runs.read(run);
    assert.deepEqual(
      { status, progress, selected },
      { status: 'completed', progress: { done: 4, total: 4 }, selected: [1, 2, 3, 4] },
    );
  });

  it('killed before the rows are out, has lost nothing and asks them when it is resumed', async () => {
    const { run, runs, backend, mend, askedSince } = await withFailures();
    const before = [await text(run, 'results.jsonl'), await text(run, 'details.jsonl')];
    const killed = { ...runs, dropRows: () => Promise.reject(new Error('killed')) };
    const retry = await planRetry(run, portsOf(killed, backend), forever);
    await assert.rejects(retry.start(forever), /killed/);
    assert.equal((await runs.read(run)).status, 'paused');
    assert.deepEqual([await text(run, 'results.jsonl'), await text(run, 'details.jsonl')], before);
    assert.deepEqual(askedSince(), []);
    mend();
    await follow(backend, run);
    assert.deepEqual(askedSince().sort(), [3, 7, 9]);
    const { status, progress, statistics, retries } = await runs.read(run);
    assert.deepEqual(
      [status, progress, statistics?.evaluated, retries?.length],
      ['completed', { done: 12, total: 12 }, 12, 1],
    );
  });

  it('says what is no run to retry, and changes nothing', async () => {
    const { run, runs, backend } = await setUp(() => GOOD);
    await assert.rejects(planRetry(run, portsOf(runs, backend), forever), {
      kind: 'usage',
      message: 'Contract has not ended; resume it, and retry what fails then.',
    });
    assert.equal((await runs.read(run)).status, 'queued');
  });

  it('is one command, which says how many it asks before it does', async () => {
    const { run, runs, endpoint, mend, askedSince, folder } = await withFailures();
    mend();
    const env = { TEST_KEY: 'key-0123456789', GAVEL_KEY_ORIGINS: `TEST_KEY=${endpoint.url}` };
    const around = { env, cwd: folder };
    const { exitCode, out, err } = await runGavel(['run', '--retry-failed', run.folder], around);
    assert.equal(exitCode, 0);
    assert.match(err, /^3 failed rows of Contract are asked again, in the same run\.$/m);
    assert.match(out, /^Contract: completed/);
    const { status, progress } = await runs.read(run);
    assert.deepEqual([status, progress], ['completed', { done: 12, total: 12 }]);
    assert.deepEqual(askedSince().sort(), [3, 7, 9]);
    const again = await runGavel(['run', '--retry-failed', run.folder], around);
    assert.deepEqual([again.exitCode, again.out], [2, '']);
    assert.match(again.err, /No row of Contract failed: there is nothing to ask again\./);
    const both = await runGavel(['run', '--retry-failed', 'x', '--resume', 'x'], around);
    assert.match(
      both.err,
      /Name a spec to run, a run to continue with --resume RUN, or one to ask/,
    );
  });

  it('starts once, however many ask for it', async () => {
    const { run, ports } = await withFailures();
    const both = [await planRetry(run, ports, forever), await planRetry(run, ports, forever)];
    await both[0]?.start(forever);
    await assert.rejects(both[1]?.start(forever) ?? Promise.resolve(), { kind: 'busy' });
  });
});

describe('retrying the failed rows of a job of the service', () => {
  const { folder } = useLocalRuns();

  async function withFailures(shard?: PlannedShard) {
    const service = await startDemoService({ pace: { stepMs: 0, rowsPerSecond: Infinity } });
    const runs = createRunFolders();
    const backend = createTogetherBackend({
      runs,
      name: 'demo',
      datasets: createDatasetFiles(),
      baseUrl: service.url,
      toolVersion: '0.0.0',
      clock: quickClock(),
      keys: {
        service: () => Promise.resolve(service.apiKey),
        resolve: () => Promise.reject(new UserError('auth', 'no reference was expected')),
      },
    });
    service.faults.set([{ kind: 'status', status: 400, path: '/chat/completions', rate: 0.2 }]);
    const spec = contractSpecs({ model_source: 'serverless' }).classify;
    const whole = await contractPlan({ folder: folder(), backend: 'demo', spec, rows: 40 });
    const part = (one: PlannedShard) => ({
      ...whole,
      shard: one,
      selectedRows: rowsOfShard(one, { total: 40 }),
    });
    const run = await backend.submit(shard ? part(shard) : whole, forever);
    await follow(backend, run);
    service.faults.set([]);
    return { service, runs, backend, run, part, ports: portsOf(runs, backend) };
  }

  it('asks them in a run of their own, and the first remembers it', async () => {
    const { service, runs, backend, run, ports } = await withFailures();
    try {
      const before = await runs.read(run);
      const rows = await collect(runs.rows(run));
      const lost = rows.filter(({ result }) => result['evaluation_successful'] !== true);
      assert.ok(lost.length > 0);
      const retry = await planRetry(run, ports, forever);
      assert.deepEqual([retry.rows, retry.leftOut, retry.isNewRun], [lost.length, 0, true]);
      const started = await retry.start(forever);
      assert.notEqual(started.folder, run.folder);
      await follow(backend, started);

      assert.deepEqual(await runs.read(run), {
        ...before,
        retries: [{ at: AT, rows: lost.length, run: started.id }],
      });
      assert.deepEqual(await collect(runs.rows(run)), rows);
      const { status, spec, selected_rows: selected } = await runs.read(started);
      const numbers = lost.map(({ details }) => details?.row);
      assert.deepEqual(
        { status, spec, selected },
        {
          status: 'completed',
          spec: before.spec,
          selected: numbers,
        },
      );
      const again = await collect(runs.rows(started));
      assert.deepEqual(
        again.map(({ details }) => details?.row),
        numbers,
      );
      assert.deepEqual(
        again.filter(({ result }) => typeof result['label'] !== 'string'),
        [],
      );
    } finally {
      await service.close();
    }
  });

  it('regression: of a shard they are of that shard, and a merge takes what they gave', async () => {
    const second = { number: 2, of: 2, rows: 40 };
    const { service, runs, backend, run, part, ports } = await withFailures(second);
    try {
      const rest = await backend.submit(part({ ...second, number: 1 }), forever);
      await follow(backend, rest);
      const retry = await planRetry(run, ports, forever);
      const started = await retry.start(forever);
      await follow(backend, started);
      const again = await runs.read(started);
      assert.deepEqual(again.shard, second);

      const all = await Promise.all(
        [started, run, rest].map(async (one) => ({ run: one, manifest: await runs.read(one) })),
      );
      const target = { runsRoot: join(folder(), 'merged'), id: 'merged', toolVersion: '0.0.0' };
      const labels = createLabelFiles();
      const merged = await mergeRuns(planMerge(all), target, { runs, labels, signal: forever });
      const rows = await collect(runs.rows(merged));
      assert.deepEqual(
        rows.map(({ result, details }) => [details?.row, typeof result['label']]),
        Array.from({ length: 40 }, (_, index) => [index + 1, 'string']),
      );
      const { status, statistics, progress, merged: made } = await runs.read(merged);
      assert.deepEqual(
        [status, statistics?.n, progress.done, made?.shards.map(({ run: id }) => id)],
        ['completed', 40, 40, [rest.id, run.id]],
      );
    } finally {
      await service.close();
    }
  });

  const refused: [string, (run: RunRef, runs: RunStore) => Promise<unknown>, RegExp][] = [
    [
      'a dataset that has changed',
      () => writeFile(join(folder(), 'rows.jsonl'), `${JSON.stringify(contractRow(1))}\n`),
      /rows\.jsonl has changed since Contract was launched; put the old version back/,
    ],
    [
      'a dataset that is on the service alone',
      (run, runs) => runs.update(run, (now) => ({ ...now, dataset: {} })),
      /^The dataset of Contract is on the service alone/,
    ],
    [
      'rows that fit none of the dataset',
      async (run, runs) => {
        const bare = (await collect(runs.rows(run))).map(({ result }) => ({ result }));
        await runs.replaceRows(
          run,
          (async function* () {
            yield* await Promise.resolve(bare);
          })(),
        );
      },
      /failed rows? of Contract fit no row of .*rows\.jsonl, so they can't be asked again/,
    ],
  ];
  for (const [what, spoil, message] of refused) {
    it(`refuses ${what} with a way out, and launches nothing`, async () => {
      const { service, runs, run, ports } = await withFailures();
      try {
        await spoil(run, runs);
        await assert.rejects(planRetry(run, ports, forever), { name: 'UserError', message });
        assert.equal((await runs.list(join(folder(), 'runs'))).length, 1);
      } finally {
        await service.close();
      }
    });
  }
});

function pick({ status, reason, progress, retries }: RunManifest) {
  return { status, reason, progress, retries };
}
