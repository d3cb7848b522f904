import assert from 'node:assert/strict';
import { expectedDuration } from '../../../../src/core/preflight/expectedDuration.js';
import type { BackendName, ResolvedSpec } from '../../../../src/core/spec/evalSpec.js';

const spec = (concurrency?: number): ResolvedSpec => ({
  type: 'classify',
  dataset: 'rows.jsonl',
  judge: { model: 'j', model_source: 'serverless', system_template: '' },
  labels: ['a', 'b'],
  pass_labels: ['a'],
  model_to_evaluate: 'answer',
  ...(concurrency !== undefined && { run: { concurrency } }),
});

describe('how long a run takes that nothing is known of', () => {
  type Given = [BackendName, number | undefined, rows: number, stages: number, requests: number];
  const cases: [string, Given, number][] = [
    ['local, one request a row', ['local', 10, 100, 1, 100], 30],
    ['local, both orders of a comparison', ['local', 10, 100, 1, 200], 60],
    ['local, a response and three judgements', ['local', 10, 100, 2, 400], 120],
    ['local, fewer rows than requests at a time', ['local', 64, 1, 2, 2], 6],
    ['local, nothing told', ['local', undefined, 80, 1, 80], 30],
    ['the service, 25 rows at a time', ['together', undefined, 100, 2, 200], 24],
    ['no rows', ['local', 10, 0, 1, 0], 0],
  ];
  for (const [what, [backend, concurrency, rows, stages, requests], seconds] of cases) {
    it(what, () => {
      const plan = { spec: spec(concurrency), backend };
      assert.deepEqual(expectedDuration(plan, { rows, stages, requests }, []), { seconds });
    });
  }
});
