import assert from 'node:assert/strict';
import { runDifferences } from '../../../../src/core/compare/runDifferences.js';
import { memoryRun } from './comparedRuns.js';
import type { RunText } from './comparedRuns.js';

type Text = Omit<RunText, 'rows'>;

const generated = (system: string) => ({
  model_to_evaluate: {
    model: 'small',
    model_source: 'serverless',
    system_template: system,
    input_template: '{{ question }}',
  },
});

const CASES: readonly {
  readonly name: string;
  readonly a?: Text;
  readonly b?: Text;
  readonly says: readonly (readonly [label: string, a: string | null, b: string | null])[];
}[] = [
  { name: 'two runs of one spec', says: [] },
  {
    name: 'regression: two runs of the demo, which has another port each time',
    a: { manifest: { backend: 'demo', origin: 'http://127.0.0.1:36065' } },
    b: { manifest: { backend: 'demo', origin: 'http://127.0.0.1:41203' } },
    says: [],
  },
  {
    name: 'what is about the work is no difference',
    a: { spec: { name: 'one', run: { concurrency: 4 } } },
    b: { spec: { name: 'other', tags: ['x'], run: { concurrency: 9, cache: false } } },
    says: [],
  },
  {
    name: 'a rubric, by its length, and the judge’s model',
    b: { spec: { judge: { model: 'judge-2', system_template: 'Be strict.\nBe short.' } } },
    says: [
      ['judge', 'judge-1', 'judge-2'],
      ['judge model source', 'serverless', null],
      ['rubric', '1 line', '2 lines'],
    ],
  },
  {
    name: 'a column of responses beside a model, what is judged first',
    a: { manifest: { backend: 'local' } },
    b: { spec: generated('Be kind.'), manifest: { backend: 'demo' } },
    says: [
      ['response column', 'answer', null],
      ['prompt', null, '1 line'],
      ['model', null, 'small'],
      ['model source', null, 'serverless'],
      ['system prompt', null, '1 line'],
      ['backend', 'local', 'demo'],
    ],
  },
  {
    name: 'labels, and other content of the dataset',
    a: { manifest: { dataset: { sha256: 'aaaaaaaaaaaaaaaaaaaa' } } },
    b: {
      spec: { labels: ['yes', 'no'], pass_labels: ['yes'] },
      manifest: { dataset: { sha256: 'bbbbbbbbbbbbbbbbbbbb' } },
    },
    says: [
      ['labels', '["good","fair","bad"]', '["yes","no"]'],
      ['pass labels', '["good","fair"]', '["yes"]'],
      ['dataset', 'aaaaaaaaaaaa', 'bbbbbbbbbbbb'],
    ],
  },
];

describe('runDifferences', () => {
  for (const { name, a, b, says } of CASES) {
    it(name, () => {
      const [one, other] = [a, b].map((run) => memoryRun({ ...run, rows: [] }).manifest);
      assert.ok(one && other);
      assert.deepEqual(
        runDifferences(one, other).map((each) => [each.label, each.a, each.b]),
        says,
      );
      assert.deepEqual(
        runDifferences(other, one).map((each) => [each.label, each.b, each.a]),
        says,
      );
    });
  }

  it('says which differences are texts, and never what a key is', () => {
    const spec = (token: string) => ({
      judge: { model: 'judge-1', system_template: token, external_api_token: token },
    });
    const [one, other] = ['${secret:A}', '${secret:B}'].map(
      (token) => memoryRun({ spec: spec(token), rows: [] }).manifest,
    );
    assert.ok(one && other);
    assert.deepEqual(
      runDifferences(one, other).map(({ field, isTemplate }) => [field, isTemplate]),
      [['judge.system_template', true]],
    );
  });
});
