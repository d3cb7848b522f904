import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServiceJobs } from '../../../../../src/backends/together/jobs/serviceJobs.js';
import { createTogetherBackend } from '../../../../../src/backends/together/togetherBackend.js';
import type { JsonObject } from '../../../../../src/core/json.js';
import { runWarnings } from '../../../../../src/core/runs/runWarnings.js';
import { UserError } from '../../../../../src/core/userError.js';
import { contractPlan, contractSpecs } from '../../../../contract/ports/contractPlan.js';
import { collect, follow } from '../../../../contract/ports/evalBackendContract.js';
import { forever, reply, serviceOptions, startFakeService } from '../fakeService.js';
import type { FakeReply, FakeService } from '../fakeService.js';

const ROOT = '/runs';
const JUDGE = {
  model_name: 'judge-model',
  model_source: 'external',
  external_api_token: 'sk-very-secret',
  system_template: '{{ q }}',
};
const CLASSIFY = {
  judge: JUDGE,
  labels: ['good', 'bad'],
  pass_labels: ['good'],
  model_to_evaluate: 'a',
  input_data_file_path: 'file-input',
};

describe('importing a job from elsewhere', () => {
  const services: FakeService[] = [];
  afterEach(async () => {
    for (const service of services.splice(0)) await service.close();
  });

  /** A service with one job and the given files. */
  const setUp = async (job: JsonObject, files: Readonly<Record<string, string>> = {}) => {
    const answer = (path: string): FakeReply => {
      const [, id = '', content] = /^\/v1\/files\/([^/]+)(\/content)?$/.exec(path) ?? [];
      if (id !== '') {
        const body = files[id];
        if (body === undefined) return reply({ error: 'gone' }, 404);
        if (content) return { status: 200, body };
        const format = body.startsWith('{') ? 'jsonl' : 'csv';
        return reply({ id, filename: 'x', bytes: Buffer.byteLength(body), FileType: format });
      }
      return reply(path.includes('?') ? [job] : job);
    };
    const service = await startFakeService(({ url }) => answer(url));
    services.push(service);
    const options = serviceOptions(service.origin);
    const jobs = createServiceJobs(options);
    const bring = async () => {
      const run = await jobs.import('eval-1-2', ROOT, forever);
      const backend = createTogetherBackend(options);
      await follow(backend, run);
      const manifest = await options.runs.read(run);
      return { run, manifest, rows: await collect(options.runs.rows(run)) };
    };
    return { options, jobs, bring };
  };
  const job = (over: JsonObject): JsonObject => ({
    workflow_id: 'eval-1-2',
    type: 'classify',
    status: 'completed',
    parameters: CLASSIFY,
    created_at: '2026-11-20T10:00:00.123456Z',
    updated_at: '2026-11-20T10:05:00.654321Z',
    ...over,
  });
  const lines = (rows: readonly JsonObject[]) => rows.map((row) => JSON.stringify(row)).join('\n');
  const judged = (row: JsonObject, label: string): JsonObject => ({
    ...row,
    label,
    feedback: 'f',
    evaluation_successful: true,
  });
  const ended = { results: { label_counts: '{"good":1,"bad":1}', result_file_id: 'file-results' } };

  it('has the service’s times, no key, and the order of the file that the job was given', async () => {
    const { bring } = await setUp(
      job({
        ...ended,
        status_updates: [
          { status: 'running', message: '', timestamp: '2026-11-20T10:01:00.000000333Z' },
          { status: 'completed', message: '', timestamp: '2026-11-20T10:04:00.000000333Z' },
        ],
      }),
      {
        'file-input': lines([
          { q: 1, a: 'x' },
          { q: 2, a: 'y' },
        ]),
        'file-results': lines([judged({ q: 2, a: 'y' }, 'bad'), judged({ a: 'x', q: 1 }, 'good')]),
      },
    );
    const { manifest, rows } = await bring();
    assert.deepEqual(
      [manifest.created_at, manifest.started_at, manifest.finished_at],
      ['2026-11-20T10:00:00.123Z', '2026-11-20T10:01:00.000Z', '2026-11-20T10:04:00.000Z'],
    );
    assert.equal(manifest.spec.judge.model, 'judge-model');
    assert.ok(!JSON.stringify(manifest).includes('sk-very-secret'));
    assert.deepEqual(
      rows.map(({ result, details }) => [details?.row, result['q'], result['label']]),
      [
        [1, 1, 'good'],
        [2, 2, 'bad'],
      ],
    );
    assert.deepEqual(manifest.join, { joined: 2, without_result: 0, without_row: 0 });
    assert.deepEqual(runWarnings(manifest), []);
  });

  it('without its file the rows stand as the service has them', async () => {
    const { bring } = await setUp(job(ended), {
      'file-results': lines([judged({ q: 2, a: 'y' }, 'bad'), judged({ q: 1, a: 'x' }, 'good')]),
    });
    const { manifest, rows } = await bring();
    assert.deepEqual(
      rows.map(({ result, details }) => [details, result['q']]),
      [
        [undefined, 2],
        [undefined, 1],
      ],
    );
    assert.equal(manifest.join, undefined);
    assert.equal(manifest.finished_at, '2026-11-20T10:05:00.654Z');
  });

  it('a file whose rows fit none: as the service has them, and said', async () => {
    const { bring } = await setUp(job(ended), {
      'file-input': 'q,a\n1,x\n2,y\n',
      'file-results': lines([judged({ q: 2, a: 'y' }, 'bad'), judged({ q: 1, a: 'x' }, 'good')]),
    });
    const { manifest, rows } = await bring();
    assert.equal(rows.length, 2);
    assert.deepEqual(
      rows.map(({ result }) => result['q']),
      [2, 1],
    );
    assert.match(runWarnings(manifest)[0] ?? '', /^No result row fits a row of the dataset/);
  });

  it('rows that the service lost, and such that nobody knows, are counted and said', async () => {
    const { bring } = await setUp(job(ended), {
      'file-input': lines([
        { q: 1, a: 'x' },
        { q: 2, a: 'y' },
      ]),
      'file-results': lines([judged({ q: 1, a: 'x' }, 'good'), judged({ q: 9, a: 'z' }, 'bad')]),
    });
    const { manifest } = await bring();
    assert.deepEqual(manifest.join, { joined: 1, without_result: 1, without_row: 1 });
    assert.deepEqual(runWarnings(manifest), [
      "1 row of the dataset is not in the service's result file and counts as a judge error.",
      "1 row of the service's result file fits no row of the dataset and comes last, numbered by its place in the file.",
    ]);
  });

  it('a job that failed comes with its reason, explained', async () => {
    const { bring } = await setUp(
      job({ status: 'user_error', results: { error: 'model_not_available: judge-model' } }),
    );
    const { manifest, rows } = await bring();
    assert.equal(manifest.status, 'failed');
    assert.match(manifest.reason ?? '', /"judge-model" is not offered/);
    assert.deepEqual(manifest.reason_from?.path, ['judge', 'model']);
    assert.deepEqual(rows, []);
  });

  it('a type that is not known is told by the results; what is missing is said', async () => {
    const { bring } = await setUp(
      job({
        type: 'duel',
        parameters: { model_a: 'old', model_b: 'new' },
        results: { A_wins: 1, B_wins: 0, Ties: 0, result_file_id: 'file-results' },
      }),
      {
        'file-results': lines([{ old: 'o', new: 'n', choice_original: 'A', final_decision: 'A' }]),
      },
    );
    const { manifest, rows } = await bring();
    assert.equal(manifest.type, 'compare');
    assert.equal(rows.length, 1);
    assert.equal(manifest.statistics?.compare?.a_wins, 1);
    assert.match(runWarnings(manifest).join(' '), /does not tell all of this job's spec.*type/);
  });

  it('a scale is nothing to guess: the job is refused with what is missing', async () => {
    const { jobs } = await setUp(job({ type: 'score', parameters: {} }));
    await assert.rejects(
      jobs.import('eval-1-2', ROOT, forever),
      (error) => error instanceof UserError && /parameters\.min_score/.test(error.message),
    );
  });

  it('is joined to the dataset of this machine whose upload made its file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gavel-import-'));
    try {
      const { classify } = contractSpecs({ model_source: 'serverless' });
      const plan = await contractPlan({ folder, backend: 'together', spec: classify });
      assert.ok('info' in plan.dataset);
      const { path, sha256, format, rows, columns } = plan.dataset.info;
      const { options, jobs } = await setUp(job(ended));
      const earlier = await jobs.import('eval-1-2', ROOT, forever);
      await options.runs.update(earlier, (now) => ({
        ...now,
        workflow_id: 'eval-0-0',
        dataset: { path, sha256, format, rows, columns: [...columns] },
      }));
      const again = await options.runs.read(await jobs.import('eval-1-2', ROOT, forever));
      assert.equal(again.dataset.path, path);
      await writeFile(path, '{"changed":true}\n');
      const third = await setUp(job(ended));
      await third.options.runs.create(ROOT, { ...again, workflow_id: 'eval-0-0' });
      const other = await third.jobs.import('eval-1-2', ROOT, forever);
      assert.deepEqual((await third.options.runs.read(other)).dataset, {});
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('a launch that was never answered is this job, not another run', async () => {
    const { options, jobs } = await setUp(job({ status: 'running' }));
    const run = await jobs.import('eval-1-2', ROOT, forever);
    await options.runs.update(run, (now) => {
      const copy = { ...now, launch_started_at: '2026-11-20T09:59:58Z' };
      delete copy.workflow_id;
      return copy;
    });
    assert.deepEqual(await jobs.import('eval-1-2', ROOT, forever), run);
    assert.equal((await options.runs.read(run)).workflow_id, 'eval-1-2');
    assert.equal((await options.runs.list(ROOT)).length, 1);
  });
});
