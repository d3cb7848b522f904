import assert from 'node:assert/strict';
import { isSameSeries, runChanges } from '../../../../src/core/baseline/runChanges.js';
import type { RunManifest } from '../../../../src/core/runs/manifest.js';
import type { ResolvedSpec } from '../../../../src/core/spec/evalSpec.js';
import { sampleRun } from '../../../webview/harness/sampleRun.js';

const { manifest } = sampleRun({ type: 'classify', rows: 3 });
const base: RunManifest = { ...manifest, dataset: { ...manifest.dataset, sha256: 'one' } };
// The sample is of type classify.
const spec = base.spec as Extract<ResolvedSpec, { type: 'classify' }>;
const withSpec = (change: Partial<typeof spec>): RunManifest => ({
  ...base,
  spec: { ...spec, ...change },
});

describe('what changed between two runs', () => {
  it('regression: not the judge where the embedded service answers on another port', () => {
    const at = (port: number): RunManifest => ({
      ...base,
      demo: true,
      models: { judge: { ...base.models.judge, origin: `http://127.0.0.1:${port}` } },
    });
    assert.deepEqual(runChanges(at(1234), at(4321)), []);
    assert.deepEqual(runChanges({ ...at(1234), demo: false }, { ...at(4321), demo: false }), [
      'judge',
    ]);
  });

  const cases: readonly [string, RunManifest, string[], boolean][] = [
    ['nothing', { ...base, id: 'other', created_at: '2027-01-01' }, [], true],
    ['the data', { ...base, dataset: { sha256: 'two' } }, ['dataset'], false],
    ['which rows', { ...base, selected_rows: [1] }, ['rows'], false],
    ['a scripted judge', { ...base, demo: true }, ['script'], false],
    ['the rubric', withSpec({ judge: { ...spec.judge, system_template: 'x' } }), ['rubric'], true],
    [
      'the judge',
      {
        ...base,
        models: { judge: { model: 'other/judge', model_source: 'serverless' } },
      },
      ['judge'],
      true,
    ],
    ['its temperature', withSpec({ judge: { ...spec.judge, temperature: 0.7 } }), ['judge'], true],
    ['labels in another order', withSpec({ labels: spec.labels.toReversed() }), [], true],
    ['labels that pass', withSpec({ pass_labels: ['correct', 'incomplete'] }), ['rule'], true],
    ['what is judged', withSpec({ model_to_evaluate: 'answer_v2' }), ['model'], true],
    [
      'several, the gravest first',
      { ...withSpec({ model_to_evaluate: 'answer_v2' }), dataset: { sha256: 'two' } },
      ['dataset', 'model'],
      false,
    ],
  ];
  for (const [name, run, expected, isSeries] of cases) {
    it(`${name}: ${isSeries ? 'one series' : 'another series'}`, () => {
      const changes = runChanges(base, run);
      assert.deepEqual(changes, expected);
      assert.equal(isSameSeries(changes), isSeries);
    });
  }
});
