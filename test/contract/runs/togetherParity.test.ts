import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock, type Clock } from '../../../src/backends/http/clock.js';
import { createLocalBackend } from '../../../src/backends/local/localBackend.js';
import { createTogetherBackend } from '../../../src/backends/together/togetherBackend.js';
import type { EvalBackend, EvalPlan } from '../../../src/core/runs/evalBackend.js';
import { resultLine } from '../../../src/core/runs/resultRow.js';
import type { BackendName, ResolvedSpec } from '../../../src/core/spec/evalSpec.js';
import { UserError } from '../../../src/core/userError.js';
import { startDemoService } from '../../../src/demo/demoService.js';
import type { DemoService } from '../../../src/demo/demoService.js';
import type { Fault } from '../../../src/demo/faults.js';
import { createDatasetFiles } from '../../../src/files/dataset/datasetFiles.js';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';
import { collect, follow, forever } from '../ports/evalBackendContract.js';

const ROWS = 200;

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
const typed = {
  classify: {
    type: 'classify' as const,
    labels: ['correct', 'partly', 'wrong'],
    pass_labels: ['correct'],
  },
  score: { type: 'score' as const, min_score: 1, max_score: 10, pass_threshold: 7 },
  compare: { type: 'compare' as const },
};
const base = { dataset: 'rows.jsonl', judge };
const other = { ...model, model: 'openai/gpt-oss-20b', system_template: 'Be brief.' };
const specs: Record<string, ResolvedSpec> = {
  'classify, responses from a column': { ...base, ...typed.classify, model_to_evaluate: 'answer' },
  'classify, responses generated': { ...base, ...typed.classify, model_to_evaluate: model },
  'score, responses from a column': { ...base, ...typed.score, model_to_evaluate: 'answer' },
  'score, responses generated': { ...base, ...typed.score, model_to_evaluate: model },
  'compare, both from columns': { ...base, ...typed.compare, model_a: 'answer', model_b: 'other' },
  'compare, both generated': { ...base, ...typed.compare, model_a: model, model_b: other },
  'compare, one of each': { ...base, ...typed.compare, model_a: 'answer', model_b: model },
  'compare in one order': {
    ...base,
    ...typed.compare,
    model_a: 'answer',
    model_b: 'other',
    disable_position_bias_correction: true,
  },
};

/** What both ways meet in the replies to the same requests; the rates add up. */
const REPLY_FAULTS: readonly Fault[] = [
  { kind: 'malformed', rate: 0.05 },
  { kind: 'refusal', rate: 0.1 },
  { kind: 'truncated', rate: 0.17 },
  { kind: 'outside', rate: 0.23 },
  { kind: 'unanswered', rate: 0.06 },
];

/** What a client meets on the way and gets over by asking again; five in a row for one request are as good as never. */
const chatSite = { method: 'POST', path: '/chat/completions' };
const PASSING_FAULTS: readonly Fault[] = [
  {
    kind: 'status',
    status: 429,
    headers: { 'x-ratelimit-reset': '0.01' },
    rate: 0.03,
    ...chatSite,
  },
  { kind: 'status', status: 503, form: 'text', rate: 0.02, ...chatSite },
  { kind: 'status', status: 524, form: 'html', when: 'after', rate: 0.01, ...chatSite },
  { kind: 'cut', rate: 0.01, ...chatSite },
  { kind: 'cut', when: 'after', rate: 0.01, ...chatSite },
  { kind: 'half', rate: 0.01, ...chatSite },
  { kind: 'slow', ms: 20, rate: 0.05, ...chatSite },
];

/** Waits are cut short: what counts here is that there was one. */
const hasty: Clock = {
  ...systemClock,
  sleep: (ms, signal) => systemClock.sleep(Math.min(ms, 10), signal),
};

describe('A job of the embedded service and a local run against it give the same rows', () => {
  let folder: string;
  let service: DemoService;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-parity-'));
    await writeFile(join(folder, 'rows.jsonl'), datasetLines());
    service = await startDemoService({ pace: { stepMs: 0, rowsPerSecond: Infinity } });
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
    rows.sort((a, b) => (a.details?.row ?? 0) - (b.details?.row ?? 0));
    return {
      failures: manifest.failures ?? {},
      same: {
        lines: rows.map(resultLine),
        outcomes: rows.map(({ details }) => `${details?.row} ${details?.outcome}`),
        statistics: manifest.statistics,
        results: manifest.results,
      },
    };
  };

  for (const [name, spec] of Object.entries(specs)) {
    it(`${name}, with faults on`, async () => {
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
      service.faults.set(REPLY_FAULTS);
      const cloud = createTogetherBackend({ ...options, name: 'demo' });
      const { same: theirs } = await outcome(cloud, 'demo', spec);
      service.faults.set([...REPLY_FAULTS, ...PASSING_FAULTS]);
      const local = createLocalBackend({ ...options, clock: hasty });
      const { same: ours, failures } = await outcome(local, 'local', spec);
      assert.deepEqual(ours, theirs);
      // Every kind of row and of fault is among them: equal emptiness would prove nothing.
      assert.ok(
        new Set(ours.outcomes.map((each) => each.split(' ')[1])).size >=
          (spec.type === 'compare' ? 3 : 4),
      );
      const causes = ['endpoint', 'truncated', 'unreadable'];
      for (const cause of spec.type === 'compare' ? causes : [...causes, 'not_allowed']) {
        assert.ok(cause in failures, `no request failed for the cause ${cause}`);
      }
    });
  }
});
