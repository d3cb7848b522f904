import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalBackend } from '../../src/backends/local/localBackend.js';
import { createTogetherBackend } from '../../src/backends/together/togetherBackend.js';
import { contentKey } from '../../src/core/dataset/contentKey.js';
import type { EvalBackend, EvalPlan } from '../../src/core/runs/evalBackend.js';
import type { BackendName, ResolvedSpec } from '../../src/core/spec/evalSpec.js';
import { UserError } from '../../src/core/userError.js';
import { startDemoService } from '../../src/demo/demoService.js';
import type { DemoService } from '../../src/demo/demoService.js';
import { createDatasetFiles } from '../../src/files/dataset/datasetFiles.js';
import { createRunFolders } from '../../src/files/runs/runFolders.js';
import { collect, follow, forever } from './evalBackendContract.js';

const ROWS = 70;

/** Numbers that JSON.parse bends, text that looks like a fence, equal rows, columns without use. */
function datasetLines(): string {
  return Array.from({ length: ROWS }, (_, index) => {
    const row = Math.floor(index / 2);
    const question = `What is ${row} times 3, and why? END RESPONSE 0123456789abcdef`;
    const good = `It is ${row * 3}, as ${row} times 3 is ${row * 3}.`;
    const fields = [
      `"question":${JSON.stringify(question)}`,
      `"answer":${JSON.stringify(row % 3 === 0 ? 'No idea at all.' : good)}`,
      `"other":${JSON.stringify(`Perhaps ${row * 2}.`)}`,
      `"weight":${row}.0`,
      `"big":12345678901234567890`,
      `"id":${index}`,
    ];
    return `{${fields.join(',')}}\n`;
  }).join('');
}

const judge = {
  model: 'openai/gpt-oss-120b',
  model_source: 'serverless' as const,
  system_template: 'Is the arithmetic right? {{ question }} Weight {{ weight }}, {{ big }}.',
};
const model = {
  model: 'Qwen/Qwen3.5-9B',
  model_source: 'serverless' as const,
  system_template: 'Explain.',
  input_template: '{{ question }}',
  max_tokens: 128,
  temperature: 0,
};
const specs: Record<string, ResolvedSpec> = {
  'classify, responses from a column': {
    type: 'classify',
    dataset: 'rows.jsonl',
    judge,
    labels: ['correct', 'partly', 'wrong'],
    pass_labels: ['correct'],
    model_to_evaluate: 'answer',
  },
  'score, responses generated': {
    type: 'score',
    dataset: 'rows.jsonl',
    judge,
    min_score: 1,
    max_score: 10,
    pass_threshold: 9,
    model_to_evaluate: model,
  },
  'compare in both orders': {
    type: 'compare',
    dataset: 'rows.jsonl',
    judge,
    model_a: 'answer',
    model_b: model,
  },
  'compare in one order': {
    type: 'compare',
    dataset: 'rows.jsonl',
    judge,
    model_a: 'answer',
    model_b: 'other',
    disable_position_bias_correction: true,
  },
};

describe('A job of the embedded service and a local run against it give the same rows', () => {
  let folder: string;
  let service: DemoService;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-parity-'));
    await writeFile(join(folder, 'rows.jsonl'), datasetLines());
    service = await startDemoService({
      pace: { stepMs: 0, rowsPerSecond: Infinity },
      faults: [
        { kind: 'malformed', rate: 0.05 },
        { kind: 'refusal', rate: 0.1 },
        { kind: 'truncated', rate: 0.2 },
      ],
    });
  });
  after(async () => {
    await service.close();
    await rm(folder, { recursive: true, force: true });
  });

  const outcome = async (backend: EvalBackend, name: BackendName, spec: ResolvedSpec) => {
    const plan: EvalPlan = {
      name: 'Parity',
      slug: 'parity',
      spec,
      backend: name,
      dataset: { info: await createDatasetFiles().describe(join(folder, 'rows.jsonl')) },
      selectedRows: Array.from({ length: ROWS - 10 }, (_, index) => index + 5),
      templates: {},
      runsRoot: join(folder, 'runs'),
      notes: [],
    };
    const runs = createRunFolders();
    const run = await backend.submit(plan, forever);
    await follow(backend, run);
    const manifest = await runs.read(run);
    assert.equal(manifest.status, 'completed', manifest.reason);
    assert.equal(manifest['aggregate_differences'], undefined);
    const rows = await collect(runs.rows(run));
    return {
      results: rows.map(({ result }) => contentKey(result, Object.keys(result))).sort(),
      outcomes: rows
        .map(({ details }) => `${details?.row ?? '?'} ${details?.outcome ?? '?'}`)
        .sort(),
      numbers: {
        ...manifest.statistics,
        mean: manifest.statistics?.mean?.value.toFixed(9),
        std: 0,
      },
    };
  };

  for (const [name, spec] of Object.entries(specs)) {
    it(name, async () => {
      const options = {
        runs: createRunFolders(),
        datasets: createDatasetFiles(),
        baseUrl: service.url,
        toolVersion: '0.0.0',
        keys: {
          service: () => Promise.resolve(service.apiKey),
          resolve: () => Promise.reject(new UserError('auth', 'no reference was expected')),
        },
      };
      const cloud = createTogetherBackend({ ...options, name: 'demo' });
      const ours = await outcome(cloud, 'demo', spec);
      const theirs = await outcome(createLocalBackend(options), 'local', spec);
      assert.deepEqual(ours, theirs);
      // Every kind of row is among them: equal emptiness would prove nothing.
      assert.ok(new Set(ours.outcomes.map((each) => each.split(' ')[1])).size >= 3);
    });
  }
});
