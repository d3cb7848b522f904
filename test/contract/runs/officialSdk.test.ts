import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type Together from 'together-ai';
import { createServiceJobs } from '../../../src/backends/together/jobs/serviceJobs.js';
import { createTogetherBackend } from '../../../src/backends/together/togetherBackend.js';
import { startDemoService } from '../../../src/demo/demoService.js';
import type { DemoService } from '../../../src/demo/demoService.js';
import { INSTANT_PACE } from '../../../src/demo/runJob.js';
import { createDatasetFiles } from '../../../src/files/dataset/datasetFiles.js';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';
import { collect, follow, forever } from '../ports/evalBackendContract.js';

const ROWS = 12;
const lines = Array.from({ length: ROWS }, (_, row) =>
  JSON.stringify({
    question: `What is ${row}?`,
    answer: `It is ${row}.`,
    other: `Perhaps ${row}.`,
  }),
);

describe('The official SDK against the embedded service', () => {
  let folder: string;
  let service: DemoService;
  let Sdk: typeof Together;
  let client: Together;
  let fileId: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-sdk-'));
    service = await startDemoService({ pace: INSTANT_PACE });
    // The SDK's upload takes its address from here, when it is loaded, and not from its client.
    process.env['TOGETHER_API_BASE_URL'] = service.url;
    // Its form as an ES module calls `require`, so that it finds no file.
    Sdk = (createRequire(import.meta.url)('together-ai') as { default: typeof Together }).default;
    client = new Sdk({ apiKey: service.apiKey, baseURL: service.url, maxRetries: 0 });
  });
  after(async () => {
    delete process.env['TOGETHER_API_BASE_URL'];
    await service.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** The SDK streams the file to `fetch` without saying `duplex`, which Node refuses. */
  async function upload(path: string): Promise<string> {
    const own = globalThis.fetch;
    globalThis.fetch = (input, init) => own(input, { ...init, duplex: 'half' });
    try {
      return (await client.files.upload(path, 'eval', false)).id;
    } finally {
      globalThis.fetch = own;
    }
  }

  it('uploads, lists, looks up, downloads and deletes files', async () => {
    const path = join(folder, 'rows.jsonl');
    await writeFile(path, `${lines.join('\n')}\n`);
    fileId = await upload(path);
    assert.match(fileId, /^file-/);
    const { data } = await client.files.list();
    assert.deepEqual(
      data.map(({ id, filename, purpose, FileType: type, bytes }) => [
        id,
        basename(filename),
        purpose,
        type,
        bytes,
      ]),
      [[fileId, 'rows.jsonl', 'eval', 'jsonl', lines.join('\n').length + 1]],
    );
    assert.deepEqual(await client.files.retrieve(fileId), data[0]);
    assert.equal(await (await client.files.content(fileId)).text(), `${lines.join('\n')}\n`);
    await writeFile(join(folder, 'gone.jsonl'), '{"a":1}\n');
    const gone = await upload(join(folder, 'gone.jsonl'));
    const deleted = await client.files.delete(gone);
    assert.deepEqual([deleted.id, deleted.deleted], [gone, true]);
    await assert.rejects(client.files.retrieve(gone), { status: 404 });
  });

  it('runs chat completions: plain, by a JSON Schema, streamed', async () => {
    const model = 'openai/gpt-oss-120b';
    const messages = [{ role: 'user' as const, content: 'What is 2 times 3?' }];
    const plain = await client.chat.completions.create({ model, messages });
    assert.equal(typeof plain.choices[0]?.message?.content, 'string');
    assert.ok((plain.usage?.total_tokens ?? 0) > 0);
    const schema = {
      type: 'object',
      properties: { label: { type: 'string', enum: ['good', 'bad'] } },
      required: ['label'],
    };
    const formed = await client.chat.completions.create({
      model,
      messages,
      response_format: { type: 'json_schema', json_schema: { name: 'verdict', schema } },
    });
    const verdict = JSON.parse(formed.choices[0]?.message?.content ?? '') as { label: string };
    assert.ok(['good', 'bad'].includes(verdict.label));
    let streamed = '';
    let finish: unknown;
    for await (const chunk of await client.chat.completions.create({
      model,
      messages,
      stream: true,
    })) {
      streamed += chunk.choices[0]?.delta.content ?? '';
      finish = chunk.choices[0]?.finish_reason ?? finish;
    }
    assert.deepEqual([streamed, finish], [plain.choices[0]?.message?.content, 'stop']);
  });

  it('is told of what it may not do, in the errors that it knows', async () => {
    const stranger = new Sdk({ apiKey: 'no-key', baseURL: service.url, maxRetries: 0 });
    await assert.rejects(stranger.evals.list(), Sdk.AuthenticationError);
    await assert.rejects(client.evals.retrieve('eval-none'), Sdk.NotFoundError);
    await assert.rejects(
      client.evals.create({
        type: 'classify',
        parameters: { ...jobs['classify, by a column'].parameters, labels: ['one'] },
      }),
      Sdk.BadRequestError,
    );
    service.faults.set([{ kind: 'status', status: 429, path: '/models', count: 1 }]);
    await assert.rejects(client.models.list(), Sdk.RateLimitError);
    const patient = new Sdk({ apiKey: service.apiKey, baseURL: service.url, maxRetries: 1 });
    service.faults.set([
      {
        kind: 'status',
        status: 429,
        path: '/models',
        count: 1,
        headers: { 'retry-after-ms': '1' },
      },
    ]);
    assert.ok((await patient.models.list()).length > 10);
    service.faults.set([]);
  });

  const target = { model: 'openai/gpt-oss-120b', model_source: 'serverless' } as const;
  const judge = { ...target, system_template: '{{ question }} {{ other }} {{ answer }}' };
  const responder = {
    ...target,
    model: 'Qwen/Qwen3.5-9B',
    system_template: 'Answer shortly.',
    input_template: '{{ question }}',
    max_tokens: 64,
    temperature: 0,
  };
  const jobs = {
    'classify, by a column': {
      type: 'classify',
      parameters: {
        judge,
        labels: ['good', 'bad'],
        pass_labels: ['good'],
        model_to_evaluate: 'answer',
        input_data_file_path: '',
      },
    },
    'score, by a model': {
      type: 'score',
      parameters: {
        judge,
        min_score: 1,
        max_score: 10,
        pass_threshold: 6,
        model_to_evaluate: responder,
        input_data_file_path: '',
      },
    },
    'compare, in both orders': {
      type: 'compare',
      parameters: { judge, model_a: responder, model_b: 'other', input_data_file_path: '' },
    },
    'compare, in one order': {
      type: 'compare',
      parameters: {
        judge,
        model_a: 'answer',
        model_b: 'other',
        disable_position_bias_correction: true,
        input_data_file_path: '',
      },
    },
  } as const satisfies Record<string, Together.EvalCreateParams>;

  for (const [name, { type, parameters }] of Object.entries(jobs)) {
    it(`creates, polls and reads a job that opens in Gavel: ${name}`, async () => {
      const created = await client.evals.create({
        type,
        parameters: { ...parameters, input_data_file_path: fileId },
      });
      assert.equal(created.status, 'pending');
      const workflowId = created.workflow_id ?? '';
      let status = await client.evals.status(workflowId);
      const seen = [status.status];
      while (status.status !== 'completed') {
        assert.ok(['pending', 'queued', 'running'].includes(status.status ?? ''));
        status = await client.evals.status(workflowId);
        if (seen.at(-1) !== status.status) seen.push(status.status);
      }
      const job = await client.evals.retrieve(workflowId);
      assert.deepEqual(job.results, status.results);
      assert.deepEqual([job.workflow_id, job.type], [workflowId, type]);
      assert.deepEqual(
        (await client.evals.list({ limit: 1 })).map((one) => one.workflow_id),
        [workflowId],
      );
      assert.deepEqual(await client.evals.list({ status: 'running' }), []);
      await opensInGavel(workflowId, job);
    });
  }

  /** Lists, imports and follows the job as the editor does; its rows say what the service says. */
  async function opensInGavel(workflowId: string, job: Together.EvaluationJob): Promise<void> {
    const runs = createRunFolders();
    const options = {
      runs,
      name: 'together' as const,
      datasets: createDatasetFiles(),
      baseUrl: service.url,
      toolVersion: '0.0.0',
      keys: {
        service: () => Promise.resolve(service.apiKey),
        resolve: () => Promise.reject(new Error('no reference was expected')),
      },
    };
    const listed = (await createServiceJobs(options).list(forever)).jobs;
    const shown = listed.find((one) => one.workflowId === workflowId);
    assert.deepEqual([shown?.status, shown?.judge], ['completed', judge.model]);
    const run = await createServiceJobs(options).import(workflowId, join(folder, 'runs'), forever);
    const backend = createTogetherBackend(options);
    const events = await follow(backend, run);
    assert.deepEqual(events.at(-1), { type: 'status', status: 'completed' });
    const manifest = await runs.read(run);
    const rows = await collect(backend.results(run, forever));
    assert.equal(rows.length, ROWS);
    assert.deepEqual(
      rows.map((row) => row['question']).toSorted(),
      lines.map((line) => (JSON.parse(line) as { question: string }).question).toSorted(),
    );
    const { statistics } = manifest;
    assert.equal(statistics?.n, ROWS);
    const results = job.results as Record<string, unknown>; // its type overlaps: each job has its own
    const told =
      statistics.type === 'compare'
        ? {
            A_wins: statistics.compare?.a_wins,
            B_wins: statistics.compare?.b_wins,
            Ties: statistics.compare?.ties,
          }
        : { passes: ((100 * statistics.passed) / ROWS).toFixed(2) };
    const scores = (results['aggregated_scores'] ?? results) as { pass_percentage: number };
    const said =
      statistics.type === 'compare'
        ? { A_wins: results['A_wins'], B_wins: results['B_wins'], Ties: results['Ties'] }
        : { passes: scores.pass_percentage.toFixed(2) };
    assert.deepEqual(told, said);
  }
});
