import assert from 'node:assert/strict';
import { isJudgedRow, keptDatasetRow } from '../../../../src/core/judging/judgedDatasetRow.js';
import type { ResultRow } from '../../../../src/core/runs/resultRow.js';
import type { ResolvedSpec } from '../../../../src/core/spec/evalSpec.js';

const spec: ResolvedSpec = {
  type: 'classify',
  dataset: 'rows.jsonl',
  labels: ['yes', 'no'],
  pass_labels: ['yes'],
  model_to_evaluate: 'answer',
  judge: { model: 'm', model_source: 'serverless', system_template: '{{ answer }}' },
};
const verdict: ResultRow = { evaluation_successful: true, label: 'yes', feedback: 'fine' };
const found = (result: ResultRow, line?: string) => ({
  stored: { result, ...(line !== undefined && { line }) },
  row: 3,
  line: 1,
});

describe('the dataset’s row of a result', () => {
  it('is without the columns that the run added', () => {
    const kept = keptDatasetRow(found({ answer: 'a', n: 1, ...verdict }), spec);
    assert.deepEqual(kept, { row: 3, values: { answer: 'a', n: 1 } });
  });

  it('has its numbers as they stand in the file', () => {
    const line = '{"answer":"a","n":1.0,"label":"yes","evaluation_successful":true}';
    const kept = keptDatasetRow(found({ answer: 'a', n: 1, ...verdict }, line), spec);
    assert.equal(kept.source, '{"answer":"a","n":1.0}');
  });

  const kept = { row: 3, values: { answer: 'a', n: 1 } };
  const cases: readonly [string, Record<string, string | number>, boolean][] = [
    ['the same values', { answer: 'a', n: 1 }, true],
    ['another order', { n: 1, answer: 'a' }, true],
    ['a column that the result’s own name hid', { answer: 'a', n: 1, label: 'gold' }, true],
    ['another value', { answer: 'b', n: 1 }, false],
    ['a column more', { answer: 'a', n: 1, extra: 'x' }, false],
    ['a column less', { answer: 'a' }, false],
  ];
  for (const [name, values, isSame] of cases) {
    it(`${name}: ${isSame ? 'is' : 'is not'} the row that was judged`, () => {
      assert.equal(isJudgedRow({ row: 3, values }, kept, spec), isSame);
    });
  }
});
