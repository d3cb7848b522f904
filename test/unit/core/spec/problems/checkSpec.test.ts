import assert from 'node:assert/strict';
import type { DatasetInfo } from '../../../../../src/core/dataset/dataset.js';
import { checkSpec } from '../../../../../src/core/spec/problems/checkSpec.js';
import { parseSpec } from '../../../../../src/core/spec/parseSpec.js';
import { jsonText, unmarked, yamlText } from '../markedText.js';
import { datasetInfo, memoryPorts } from '../memoryPorts.js';

interface Case {
  readonly name: string;
  readonly marked: string;
  readonly path?: string;
  readonly files?: Readonly<Record<string, string>>;
  /** null: the dataset is not there. */
  readonly dataset?: Partial<DatasetInfo> | null;
  readonly problems: readonly (readonly ['error' | 'warning' | 'information', string, string])[];
}

const CASES: readonly Case[] = [
  { name: 'a good spec', marked: yamlText('classify'), problems: [] },
  {
    name: 'dataset that is not there',
    marked: yamlText('classify', { dataset: 'dataset: ⟦data.jsonl⟧' }),
    dataset: null,
    problems: [
      [
        'error',
        'missing-file',
        'The dataset data.jsonl is not there; write its path relative to the spec.',
      ],
    ],
  },
  {
    name: 'dataset without rows',
    marked: yamlText('classify', { dataset: 'dataset: ⟦data.jsonl⟧' }),
    dataset: { rows: 0 },
    problems: [['error', 'dataset-empty', 'The dataset data.jsonl has no rows; add at least one.']],
  },
  {
    name: 'regression: template beside an empty dataset, whose columns are not known yet',
    marked: yamlText('classify', { dataset: 'dataset: ⟦data.jsonl⟧' }),
    dataset: { rows: 0, columns: [] },
    problems: [['error', 'dataset-empty', 'The dataset data.jsonl has no rows; add at least one.']],
  },
  {
    name: 'dataset with a broken line',
    marked: yamlText('classify', { dataset: 'dataset: ⟦⟦data.jsonl⟧⟧' }),
    dataset: {
      problems: [
        {
          severity: 'warning',
          code: 'unequal-fields',
          line: 2,
          message: '1 row lacks "x" (line 2).',
        },
        { severity: 'error', code: 'broken-line', line: 3, message: 'Line 3 is no JSON object.' },
      ],
    },
    problems: [
      ['error', 'dataset-broken-line', 'data.jsonl: Line 3 is no JSON object.'],
      ['warning', 'dataset-unequal-fields', 'data.jsonl: 1 row lacks "x" (line 2).'],
    ],
  },
  {
    name: 'response column that the dataset lacks',
    marked: yamlText('classify', { model_to_evaluate: 'model_to_evaluate: ⟦anwser⟧' }),
    problems: [
      [
        'error',
        'unknown-column',
        'The dataset has no column `anwser`. Did you mean `answer`? It has `question`, `answer`.',
      ],
    ],
  },
  {
    name: 'template with a column that the dataset lacks, at the word',
    marked: yamlText('classify').replace('{{ question }}', '{{ question }} {{ ⟦questoin⟧ }}'),
    problems: [
      [
        'warning',
        'unknown-column',
        '`questoin` is no column of the dataset. Did you mean `question`?',
      ],
    ],
  },
  {
    name: 'template file that is not there',
    marked: jsonText('classify', {
      judge:
        '"judge": { "model": "m", "model_source": "serverless", "system_template": { "file": ⟦"judge.jinja"⟧ } }',
    }),
    path: '/w/a.eval.json',
    problems: [
      [
        'error',
        'missing-file',
        'The template file judge.jinja is not there; write its path relative to the spec.',
      ],
    ],
  },
  {
    name: 'template file with a column that the dataset lacks',
    marked: yamlText('classify', {
      judge:
        'judge: { model: m, model_source: serverless, system_template: { file: ⟦judge.jinja⟧ } }',
    }),
    files: { '/w/judge.jinja': '{{ question }} {{ topic }}' },
    problems: [
      [
        'warning',
        'unknown-column',
        'Template judge.jinja, line 1: `topic` is no column of the dataset.',
      ],
    ],
  },
];

describe('checkSpec', () => {
  for (const { name, marked, path = '/w/a.eval.yaml', files = {}, dataset, problems } of CASES) {
    it(name, async () => {
      const { text, ranges } = unmarked(marked);
      const datasets = dataset === null ? {} : { '/w/data.jsonl': datasetInfo(dataset) };
      const found = await checkSpec(parseSpec(text, path), path, memoryPorts(files, datasets));
      assert.deepEqual(
        found.map(({ severity, code, message, range }) => ({ severity, code, message, range })),
        problems.map(([severity, code, message], index) => ({
          severity,
          code,
          message,
          range: ranges[index],
        })),
      );
    });
  }

  it('names file and line of a template that is no Jinja', async () => {
    const judge =
      'judge: { model: m, model_source: serverless, system_template: { file: ⟦judge.jinja⟧ } }';
    const { text, ranges } = unmarked(yamlText('classify', { judge }));
    const ports = memoryPorts(
      { '/w/judge.jinja': 'One\n{% if question %}\n{{ question' },
      { '/w/data.jsonl': datasetInfo() },
    );
    const path = '/w/a.eval.yaml';
    const found = await checkSpec(parseSpec(text, path), path, ports);
    assert.deepEqual(
      found.map(({ code, range }) => [code, range]),
      [
        ['unclosed', ranges[0]],
        ['unclosed', ranges[0]],
      ],
    );
    for (const { message } of found) assert.match(message, /^Template judge\.jinja, line 3: /);
  });

  it('looks at no file of a spec that has errors of its own', async () => {
    const parsed = parseSpec('type: score\n', '/w/a.eval.yaml');
    assert.deepEqual(await checkSpec(parsed, '/w/a.eval.yaml', memoryPorts({})), []);
  });

  it('leaves a file on the service to the service', async () => {
    const text = yamlText('classify', { dataset: 'dataset: file-12ab' });
    const path = '/w/a.eval.yaml';
    assert.deepEqual(await checkSpec(parseSpec(text, path), path, memoryPorts({})), []);
  });
});
