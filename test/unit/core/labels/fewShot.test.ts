import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  fewShotExamples,
  fewShotLines,
  fewShotText,
  jinjaSafe,
} from '../../../../src/core/labels/fewShot.js';
import { labelsOfRun } from '../../../../src/core/labels/labelsOfRun.js';
import { renderTemplate } from '../../../../src/core/template/renderTemplate.js';
import { keyedRun, said, specOf } from './labelledRun.js';

describe('examples for a rubric', () => {
  const spec = specOf('classify');
  const { keyed } = keyedRun('classify', ['right', 'right', 'half', null, 'wrong']);
  const records = [
    said(keyed, 1, 'wrong'),
    said(keyed, 2, 'right', { note: 'as the judge' }),
    said(keyed, 3, 'right', { note: ' {{ price }} is meant ' }),
    said(keyed, 4, 'wrong', { note: 'no verdict to differ from' }),
    said(keyed, 5, 'half'),
  ];
  const examples = fewShotExamples(labelsOfRun(records, keyed, spec), { spec });

  it('are the rows that differ, those with a note first, without columns the judge never sees', () => {
    assert.deepEqual(examples, [
      {
        inputs: { question: 'question 3' },
        responses: ['answer 3'],
        verdict: 'right',
        judge: 'half',
        note: '{{ price }} is meant',
      },
      {
        inputs: { question: 'question 1' },
        responses: ['answer 1'],
        verdict: 'wrong',
        judge: 'right',
        note: null,
      },
      {
        inputs: { question: 'question 5' },
        responses: ['answer 5'],
        verdict: 'half',
        judge: 'wrong',
        note: null,
      },
    ]);
  });

  it('hold nothing that imported verdicts were read from, the judge’s own words', () => {
    const columns = { verdict: 'source', feedback: 'question' };
    const manifest = {
      spec: { ...spec, judge: { ...spec.judge, system_template: '' } },
      imported_from: { file: 'a.jsonl', sha256: 'ab', map: columns },
    };
    const all = fewShotExamples(labelsOfRun(records, keyed, spec), manifest);
    assert.deepEqual(
      all.map(({ inputs }) => inputs),
      [{}, {}, {}],
    );
  });

  it('are a line of JSON each', () => {
    assert.deepEqual(fewShotLines(examples).map((line): unknown => JSON.parse(line))[0], {
      input: { question: 'question 3' },
      response: 'answer 3',
      label: 'right',
      note: '{{ price }} is meant',
    });
  });

  it('are text that a rubric prints as it stands', () => {
    const text = fewShotText(examples.slice(0, 1));
    assert.match(text, /^\{% raw %\}Example 1\n/);
    const printed = renderTemplate(text, { values: {} });
    assert.ok(printed.ok);
    assert.equal(
      printed.output,
      'Example 1\nquestion: question 3\nResponse: answer 3\nVerdict: right\nWhy: {{ price }} is meant',
    );
  });

  it('name both responses of a compared row by the letters of the spec', () => {
    const run = keyedRun('compare', ['A A']);
    const compare = specOf('compare');
    const labels = labelsOfRun([said(run.keyed, 1, 'B')], run.keyed, compare);
    assert.equal(
      fewShotText(fewShotExamples(labels, { spec: compare })),
      'Example 1\nquestion: question 1\nResponse A: answer 1\nResponse B: other 1\nVerdict: B',
    );
  });

  it('any text passes through a template unchanged', () => {
    const pieces = fc.constantFrom(
      ...['{{', '}}', '{%', '%}', '{#', '#}', '{% endraw %}', '{%- endraw -%}', '{% raw %}'],
      ...['{', '"', 'endraw', ' ', 'x', '\n', '\\'],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = `a${parts.join('')}b`;
        const printed = renderTemplate(jinjaSafe(text), { values: {} });
        assert.ok(printed.ok, jinjaSafe(text));
        assert.equal(printed.output, text);
      }),
      { numRuns: 1000 },
    );
  });
});
