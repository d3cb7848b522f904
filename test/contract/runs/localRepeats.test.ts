import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalBackend } from '../../../src/backends/local/localBackend.js';
import type { EvalPlan } from '../../../src/core/runs/evalBackend.js';
import type { ResolvedSpec } from '../../../src/core/spec/evalSpec.js';
import { runStatistics } from '../../../src/core/stats/runStatistics.js';
import { UserError } from '../../../src/core/userError.js';
import { startDemoService } from '../../../src/demo/demoService.js';
import type { DemoService } from '../../../src/demo/demoService.js';
import { createDatasetFiles } from '../../../src/files/dataset/datasetFiles.js';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';
import { collect, follow, forever } from '../ports/evalBackendContract.js';

const ROWS = 40;
const REPEATS = 3;

const judge = {
  model: 'openai/gpt-oss-120b',
  model_source: 'serverless' as const,
  system_template: 'Is it right, and does it say why? {{ question }}',
  temperature: 0.8,
};
const model = {
  model: 'Qwen/Qwen3.5-9B',
  model_source: 'serverless' as const,
  system_template: 'Explain.',
  input_template: '{{ question }}',
};
const run = { repeats: REPEATS, seed: 5, concurrency: 4 };
const specs = {
  classify: {
    type: 'classify',
    dataset: 'rows.jsonl',
    judge,
    labels: ['correct', 'partly', 'wrong'],
    pass_labels: ['correct'],
    model_to_evaluate: model,
    run,
  },
  score: {
    type: 'score',
    dataset: 'rows.jsonl',
    judge,
    min_score: 1,
    max_score: 10,
    pass_threshold: 7,
    model_to_evaluate: 'answer',
    run,
  },
  compare: {
    type: 'compare',
    dataset: 'rows.jsonl',
    judge,
    model_a: 'answer',
    model_b: model,
    run,
  },
} satisfies Record<string, ResolvedSpec>;

describe('a run that judges each row several times', () => {
  let folder: string;
  let service: DemoService;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-repeats-'));
    const rows = Array.from({ length: ROWS }, (_, row) => ({
      question: `What is ${row} times 3, and why?`,
      answer: row % 3 === 0 ? 'No idea.' : `It is ${row * 3}, as ${row} times 3 is ${row * 3}.`,
    }));
    const lines = rows.map((row) => `${JSON.stringify(row)}\n`);
    await writeFile(join(folder, 'rows.jsonl'), lines.join(''));
    service = await startDemoService({ pace: { stepMs: 0, rowsPerSecond: Infinity } });
  });
  after(async () => {
    await service.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function judged(spec: ResolvedSpec) {
    const runs = createRunFolders();
    const backend = createLocalBackend({
      runs,
      datasets: createDatasetFiles(),
      baseUrl: service.url,
      toolVersion: '0.0.0',
      keys: {
        service: () => Promise.resolve(service.apiKey),
        resolve: () => Promise.reject(new UserError('auth', 'no reference was expected')),
      },
    });
    const plan: EvalPlan = {
      name: 'Repeats',
      slug: 'repeats',
      spec,
      backend: 'local',
      dataset: { info: await createDatasetFiles().describe(join(folder, 'rows.jsonl')) },
      templates: {},
      runsRoot: join(folder, 'runs'),
      notes: [],
    };
    const ref = await backend.submit(plan, forever);
    await follow(backend, ref);
    const rows = await collect(runs.rows(ref));
    rows.sort((a, b) => (a.details?.row ?? 0) - (b.details?.row ?? 0));
    const lines = (await readFile(join(ref.folder, 'results.jsonl'), 'utf8')).trimEnd().split('\n');
    return { manifest: await runs.read(ref), rows, lines: lines.sort() };
  }

  for (const [type, spec] of Object.entries(specs)) {
    it(`${type}: keeps every judgement, counts each row once, and is the same again`, async () => {
      const first = await judged(spec);
      const again = await judged(spec);
      assert.deepEqual(again.lines, first.lines);
      assert.deepEqual(
        again.rows.map(({ details }) => details?.judgements),
        first.rows.map(({ details }) => details?.judgements),
      );
      const { manifest, rows } = first;
      assert.equal(manifest.status, 'completed', manifest.reason);
      assert.equal(first.lines.length, ROWS);
      assert.ok(rows.every(({ details }) => details?.judgements?.length === REPEATS));
      const { statistics, usage } = manifest;
      assert.equal(statistics?.n, ROWS);
      assert.deepEqual(statistics, runStatistics(manifest.spec, rows));
      const share = statistics.self_consistency?.value ?? NaN;
      assert.ok(share > 0.3 && share < 1, `${share}`);
      assert.equal(usage?.by_role?.judge?.requests, ROWS * REPEATS);
      const isGenerated = type !== 'score';
      const generated = usage.by_role[type === 'compare' ? 'generate-b' : 'generate'];
      assert.equal(generated?.requests, isGenerated ? ROWS : undefined);
      const flipped = usage.by_role['judge-flipped']?.requests;
      assert.equal(flipped, type === 'compare' ? ROWS * REPEATS : undefined);
    });
  }

  it('counts each failed request of each repeat by its cause', async () => {
    service.faults.set([
      { kind: 'malformed', rate: 0.1 },
      { kind: 'truncated', rate: 0.2 },
      { kind: 'outside', rate: 0.3 },
    ]);
    const { manifest, rows } = await judged(specs.score);
    service.faults.set([]);
    const counts: Record<string, number> = {};
    for (const { details } of rows) {
      const met = new Set(details?.errors?.map(({ cause, repeat }) => `${repeat} ${cause}`));
      for (const each of met) {
        const [repeat = '', cause = ''] = each.split(' ');
        assert.ok(Number(repeat) >= 1 && Number(repeat) <= REPEATS, each);
        counts[cause] = (counts[cause] ?? 0) + 1;
      }
    }
    assert.deepEqual(manifest.failures, counts);
    assert.deepEqual(Object.keys(counts).sort(), ['not_allowed', 'truncated', 'unreadable']);
    // One bad reply costs a row nothing: the other judgements decide.
    const lost = (manifest.statistics?.n ?? 0) - (manifest.statistics?.evaluated ?? 0);
    const failed = Object.values(counts).reduce((sum, count) => sum + count, 0);
    assert.ok(lost < failed / REPEATS, `${lost} rows of ${failed} failures`);
  });
});
