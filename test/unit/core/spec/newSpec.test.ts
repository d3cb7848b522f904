import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { JsonObject } from '../../../../src/core/json.js';
import { columnRoles } from '../../../../src/core/spec/columnRoles.js';
import type { EvalSpec } from '../../../../src/core/spec/evalSpec.js';
import { newSpecText, type NewSpecOptions } from '../../../../src/core/spec/newSpec.js';
import { parseSpec } from '../../../../src/core/spec/parseSpec.js';
import { responseColumns, templateFields } from '../../../../src/core/spec/specTemplates.js';
import { templateColumns } from '../../../../src/core/template/renderTemplate.js';

const TYPES = ['classify', 'score', 'compare'] as const;
const FORMATS = ['json', 'jsonc', 'yaml'] as const;

function written(options: Partial<NewSpecOptions>): { text: string; spec: EvalSpec } {
  const format = options.format ?? 'yaml';
  const text = newSpecText({
    type: 'classify',
    datasetPath: 'data/rows.jsonl',
    columns: [],
    sampleRows: [],
    ...options,
    format,
  });
  const { spec, problems } = parseSpec(text, `a.eval.${format}`);
  assert.deepEqual(problems, []);
  assert.ok(spec);
  return { text, spec };
}

function columnsUsed(spec: EvalSpec): string[] {
  const texts = templateFields(spec).map(({ source }) =>
    typeof source === 'string' ? source : '',
  );
  return [...new Set(texts.flatMap((text) => templateColumns(text)))];
}

describe('newSpecText', () => {
  it('writes valid specs of every type and format from any columns, naming only these', () => {
    const column = fc.oneof(
      fc.constantFrom('question', 'answer', 'Best Answer', 'id', 'in', 'response: b', '# x', '"'),
      fc.string({ unit: 'binary', maxLength: 12 }),
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(column, { maxLength: 8 }),
        fc.constantFrom(...TYPES),
        fc.constantFrom(...FORMATS),
        (columns, type, format) => {
          const { spec } = written({ columns, type, format });
          assert.ok(columnsUsed(spec).every((name) => columns.includes(name)));
          assert.ok(responseColumns(spec).every((used) => columns.includes(used.column)));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('takes the judge that was chosen; the others stay', () => {
    const judge = { model: 'me/up', source: 'dedicated' } as const;
    for (const format of FORMATS) {
      const { spec } = written({ columns: ['question'], format, judge });
      assert.ok(spec.type === 'classify' && typeof spec.model_to_evaluate === 'object');
      assert.deepEqual(
        [spec.judge.model, spec.judge.model_source, spec.model_to_evaluate.model_source],
        ['me/up', 'dedicated', 'serverless'],
      );
    }
  });

  it('is the same spec in JSON and in YAML', () => {
    const columns = ['question', 'response'];
    const options = { columns, type: 'score', backend: 'demo' } as const;
    const json = written({ ...options, format: 'json' }).spec;
    assert.deepEqual(written({ ...options, format: 'yaml' }).spec, json);
    assert.deepEqual(written({ ...options, format: 'jsonc' }).spec, json);
    assert.equal(json.backend, 'demo');
    assert.equal(json.judge.model, 'openai/gpt-oss-120b');
    assert.equal(json.judge.model_source, 'serverless');
  });

  it('compares the two response columns', () => {
    const { spec } = written({
      type: 'compare',
      columns: ['prompt', 'response_a', 'response_b', 'preference'],
    });
    assert.ok(spec.type === 'compare');
    assert.deepEqual([spec.model_a, spec.model_b], ['response_a', 'response_b']);
    assert.deepEqual(columnsUsed(spec), ['prompt']);
  });

  it('generates responses where the dataset has none, from the first of a list of turns', () => {
    const values: JsonObject = { id: 1, turns: ['Hello?', 'And now?'] };
    const { spec } = written({ columns: ['id', 'turns'], sampleRows: [{ values }] });
    assert.ok(spec.type === 'classify' && typeof spec.model_to_evaluate === 'object');
    assert.equal(spec.model_to_evaluate.input_template, '{{ turns[0] }}');
    assert.deepEqual(columnsUsed(spec), ['turns']);
  });

  it('explains columns that no template can name, in every format', () => {
    for (const format of FORMATS) {
      const { text, spec } = written({ columns: ['Question', 'Best Answer'], format });
      assert.match(text, /No Jinja names, so not usable in templates until renamed: Best Answer\./);
      assert.deepEqual(columnsUsed(spec), ['Question']);
    }
  });
});

describe('columnRoles', () => {
  const cases = [
    {
      name: 'answers, without the verdicts on them',
      columns: ['question', 'reference', 'answer_6b', 'answer_6b_correct', 'answer_175b'],
      rows: [],
      roles: {
        question: 'question',
        reference: 'reference',
        responses: ['answer_6b', 'answer_175b'],
        unnameable: [],
      },
    },
    {
      name: 'a reference that some rows lack is left out',
      columns: ['prompt', 'reference', 'output'],
      rows: [{ prompt: 'a', output: 'b' }],
      roles: { question: 'prompt', responses: ['output'], unnameable: [] },
    },
    {
      name: 'a response column with a space is usable as a column',
      columns: ['input', 'Model Response'],
      rows: [],
      roles: { question: 'input', responses: ['Model Response'], unnameable: ['Model Response'] },
    },
    {
      name: 'an answer that is no text is none',
      columns: ['instruction', 'answer'],
      rows: [{ instruction: 'x', answer: 3 }],
      roles: { question: 'instruction', responses: [], unnameable: [] },
    },
  ];
  for (const { name, columns, rows, roles } of cases) {
    it(name, () => assert.deepEqual(columnRoles(columns, rows), roles));
  }
});
