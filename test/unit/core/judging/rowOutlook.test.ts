import assert from 'node:assert/strict';
import { rowOutlook } from '../../../../src/core/judging/rowOutlook.js';
import type { ContextLength, RowFlag } from '../../../../src/core/judging/rowOutlook.js';
import type { JsonObject } from '../../../../src/core/json.js';
import type { ResolvedSpec } from '../../../../src/core/spec/evalSpec.js';
import { classify, compare, model, score } from './specs.js';

const withRubric = (system_template: string): ResolvedSpec => ({
  ...classify,
  judge: { ...classify.judge, system_template },
});

const cases: {
  name: string;
  spec: ResolvedSpec;
  values: JsonObject;
  flag: RowFlag;
  contextLength?: ContextLength;
}[] = [
  { name: 'all is there', spec: classify, values: { question: 'q', answer: 'a' }, flag: 'ok' },
  { name: 'no response', spec: classify, values: { question: 'q' }, flag: 'fails' },
  {
    name: 'a template that fails on this row',
    spec: withRubric('{{ 1 / question }}'),
    values: { question: 0, answer: 'a' },
    flag: 'fails',
  },
  {
    name: 'a blank response',
    spec: compare,
    values: { question: 'q', old: ' ', new: 'b' },
    flag: 'empty',
  },
  {
    name: 'a rubric that comes out blank',
    spec: withRubric('{{ question }}'),
    values: { question: '', answer: 'a' },
    flag: 'empty',
  },
  {
    name: 'a prompt that comes out blank',
    spec: { ...score, model_to_evaluate: { ...model, input_template: '{{ question }}' } },
    values: { question: ' ' },
    flag: 'empty',
  },
  {
    name: 'a rubric that is blank itself',
    spec: withRubric(' '),
    values: { answer: 'a' },
    flag: 'ok',
  },
  { name: 'a column that is not there', spec: classify, values: { answer: 'a' }, flag: 'warns' },
  {
    name: 'a prompt that is too long for its judge',
    spec: classify,
    values: { question: 'q'.repeat(4000), answer: 'a' },
    flag: 'warns',
    contextLength: () => 33_000,
  },
  {
    name: 'a prompt that just fits',
    spec: classify,
    values: { question: 'q', answer: 'a' },
    flag: 'ok',
    contextLength: () => 33_000,
  },
];

describe('rowOutlook', () => {
  for (const { name, spec, values, flag, contextLength } of cases) {
    it(`${flag}: ${name}`, () => {
      assert.equal(rowOutlook(spec, { row: 1, values }, contextLength).flag, flag);
    });
  }

  it('measures all that is rendered and judged', () => {
    const spec = withRubric('{{ question }}!');
    const length = (question: string) =>
      rowOutlook(spec, { row: 1, values: { question, answer: 'abc' } }).length;
    assert.deepEqual([length('q'), length('qqq')], [5, 7]);
  });
});
