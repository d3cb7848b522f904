import assert from 'node:assert/strict';
import type { EvalPlan } from '../../../../src/core/runs/evalBackend.js';
import { runManifestSchema } from '../../../../src/core/runs/manifest.js';
import { newManifest } from '../../../../src/core/runs/newManifest.js';

const RUN = {
  id: 'abc',
  createdAt: '2026-01-31T14:25:01.000Z',
  toolVersion: '1.2.3',
  origin: 'https://api.together.ai',
  demo: false,
};

const PLAN: EvalPlan = {
  name: 'Support',
  slug: 'support',
  specPath: '/project/specs/support.eval.json',
  backend: 'together',
  spec: {
    type: 'compare',
    name: 'Support',
    description: 'Which reply helps more',
    tags: ['weekly'],
    dataset: '../data/rows.jsonl',
    judge: { model: 'judge', model_source: 'serverless', system_template: 'Judge.' },
    model_a: 'reply',
    model_b: {
      model: 'gpt',
      model_source: 'external',
      external_base_url: 'https://me:pass@models.example/v1',
      external_api_token: 'sk-literal',
      system_template: 's',
      input_template: 'i',
    },
  },
  dataset: {
    info: {
      path: '/project/data/rows.jsonl',
      format: 'jsonl',
      bytes: 10,
      rows: 7,
      columns: ['reply'],
      sha256: 'f00',
      problems: [],
      problemCount: 0,
    },
  },
  templates: { 'judge.system_template': { sha256: 'b0b', file: 'judge.jinja' } },
  runsRoot: '/project/.gavel/runs',
  notes: [],
};

describe('the manifest as it is read', () => {
  const manifest = newManifest(PLAN, RUN);
  const faults: readonly (readonly [string, object])[] = [
    ['no object', { spec: 'x' }],
    ['an unknown type', { spec: { ...manifest.spec, type: 'rank' } }],
    ['no judge', { spec: { ...manifest.spec, judge: null } }],
    ['no labels', { spec: { ...manifest.spec, type: 'classify', labels: undefined } }],
    [
      'a template in a file',
      { spec: { ...manifest.spec, judge: { model: 'm', system_template: { file: 'x' } } } },
    ],
  ];
  for (const [name, change] of faults) {
    it(`regression: refuses a spec edited by hand: ${name}`, () => {
      const read = runManifestSchema.safeParse({ ...manifest, ...change });
      assert.deepEqual(
        read.error?.issues.map(({ path, message }) => [path, message]),
        [[['spec'], 'is no spec with its templates inlined']],
      );
    });
  }

  it('regression: keeps the count of a label that is called __proto__', () => {
    const labels: unknown = JSON.parse('{"__proto__":1,"good":2}');
    const statistics = { type: 'classify', n: 3, evaluated: 3, passed: 1, failed: 2 };
    const rest = { invalid: 0, judge_errors: 0, generation_errors: 0, pass_rate: null, labels };
    const read = runManifestSchema.parse({ ...manifest, statistics: { ...statistics, ...rest } });
    assert.equal(JSON.stringify(read.statistics?.labels), '{"__proto__":1,"good":2}');
  });
});

describe('newManifest', () => {
  it('tells what is run on what, with paths from the folder of the run', () => {
    const manifest = newManifest(PLAN, RUN);
    assert.deepEqual(runManifestSchema.parse(manifest), manifest);
    const { spec, ...rest } = manifest;
    assert.deepEqual(rest, {
      gavel_run: 1,
      id: 'abc',
      slug: 'support',
      name: 'Support',
      description: 'Which reply helps more',
      tags: ['weekly'],
      type: 'compare',
      backend: 'together',
      status: 'queued',
      demo: false,
      origin: 'https://api.together.ai',
      spec_path: '../../../specs/support.eval.json',
      dataset: {
        path: '../../../data/rows.jsonl',
        sha256: 'f00',
        format: 'jsonl',
        rows: 7,
        columns: ['reply'],
      },
      templates: PLAN.templates,
      models: {
        judge: { model: 'judge', model_source: 'serverless', origin: 'https://api.together.ai' },
        model_b: { model: 'gpt', model_source: 'external', origin: 'https://models.example' },
      },
      created_at: RUN.createdAt,
      progress: { done: 0, total: 7 },
      tool_version: '1.2.3',
    });
    assert.equal(spec.type, 'compare');
  });

  it('holds references to keys, never keys', () => {
    const text = JSON.stringify(newManifest(PLAN, RUN));
    assert.ok(!text.includes('sk-literal'));
    assert.ok(!text.includes('pass@'));
    const { spec } = PLAN;
    const judge = { ...spec.judge, external_api_token: '${secret:JUDGE_KEY}' };
    const kept = newManifest({ ...PLAN, spec: { ...spec, judge } }, RUN);
    assert.equal(kept.spec.judge.external_api_token, '${secret:JUDGE_KEY}');
  });

  it('counts the selected rows; a file on the service is named by its id', () => {
    const selected = newManifest({ ...PLAN, selectedRows: [2, 4] }, RUN);
    assert.deepEqual(selected.progress, { done: 0, total: 2 });
    assert.deepEqual(selected.selected_rows, [2, 4]);
    const remote = newManifest({ ...PLAN, dataset: { fileId: 'file-1' } }, RUN);
    assert.deepEqual(remote.dataset, {});
    assert.deepEqual(remote.file_ids, { dataset: 'file-1' });
    assert.deepEqual(remote.progress, { done: 0, total: null });
  });

  it('a local run asks its own judge; an editor model has no origin', () => {
    const { spec } = PLAN;
    const judged = (judge: object) =>
      newManifest(
        { ...PLAN, backend: 'local', spec: { ...spec, judge: { ...spec.judge, ...judge } } },
        RUN,
      );
    const own = { model_source: 'external', external_base_url: 'http://127.0.0.1:8000/v1' };
    assert.equal(judged(own).origin, 'http://127.0.0.1:8000');
    assert.equal(judged({}).origin, 'https://api.together.ai');
    assert.equal(
      judged({ model: 'vscode:copilot/gpt', model_source: 'external' }).origin,
      undefined,
    );
  });
});
