import assert from 'node:assert/strict';
import { appendFile, mkdir, readdir, readlink, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { allQuestions, collect, follow, forever, questions } from '../ports/evalBackendContract.js';
import { SECRET, failed, useLocalRuns } from '../runs/localHarness.js';
import { loopTurns } from '../processes/loopTurns.js';
import {
  GOOD,
  completion,
  type ScriptedReply,
  type ScriptedRequest,
} from '../runs/scriptedEndpoint.js';

describe('a run of the local backend that meets a fault', () => {
  const { setUp } = useLocalRuns();

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
          void loopTurns(200).then(refused);
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

  it('regression: data that is gone pauses the run and says where it was looked for', async () => {
    const { backend, runs, run, plan } = await setUp(() => GOOD);
    assert.ok('info' in plan.dataset);
    const { path } = plan.dataset.info;
    await rm(path);
    await follow(backend, run);
    const { status, reason } = await runs.read(run);
    assert.equal(status, 'paused');
    assert.equal(
      reason,
      `The dataset of this run can't be read at ${path}; put it back there and resume, or run the spec again.`,
    );
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

  it('regression: lets go of the dataset where the results can not be written', async function () {
    if (process.platform !== 'linux') this.skip();
    const { backend, run } = await setUp(() => GOOD);
    await mkdir(join(run.folder, 'details.jsonl'));
    await follow(backend, run);
    assert.deepEqual(
      (await openFiles()).filter((path) => path.endsWith('.jsonl')),
      [],
    );
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
});

/** The files that this process has open, on Linux. */
async function openFiles(): Promise<readonly string[]> {
  const numbers = await readdir('/proc/self/fd');
  // That of the reading itself is closed by now.
  return Promise.all(numbers.map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => '')));
}
