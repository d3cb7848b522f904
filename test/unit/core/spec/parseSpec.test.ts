import assert from 'node:assert/strict';
import { parseSpec } from '../../../../src/core/spec/parseSpec.js';
import { jsonJudge, jsonText, yamlJudge, yamlText } from './markedText.js';
import { describeCases, type SpecCase } from './specCases.js';

const CASES: readonly SpecCase[] = [
  {
    name: 'unknown field with a near name',
    type: 'classify',
    yaml: { extra: '⟦pass_label⟧: 3' },
    json: { extra: '⟦"pass_label"⟧: 3' },
    problems: [
      [
        'error',
        'unknown-field',
        '`pass_label` is no field of an eval spec. Did you mean `pass_labels`?',
      ],
    ],
  },
  {
    name: 'unknown field with no near name',
    type: 'classify',
    yaml: yamlJudge('⟦wibble⟧: 3'),
    json: jsonJudge('⟦"wibble"⟧: 3'),
    problems: [['error', 'unknown-field', '`wibble` is no field of `judge`.']],
  },
  {
    name: 'field of another evaluation type',
    type: 'score',
    yaml: { pass_labels: '⟦pass_labels⟧: [good]' },
    json: { pass_labels: '⟦"pass_labels"⟧: ["good"]' },
    problems: [
      [
        'error',
        'other-type-field',
        '`pass_labels` belongs to type classify; this spec’s type is score.',
      ],
    ],
  },
  {
    name: 'missing field of the spec stands at the type',
    type: 'classify',
    yaml: { type: '⟦type⟧: classify', dataset: null },
    json: { type: '⟦"type"⟧: "classify"', dataset: null },
    problems: [
      [
        'error',
        'missing-field',
        '`dataset` is missing; a classify spec needs it, e.g. "data.jsonl".',
      ],
    ],
  },
  {
    name: 'missing field of an object stands at its key',
    type: 'classify',
    yaml: { judge: '⟦judge⟧: { model: m, system_template: t }' },
    json: { judge: '⟦"judge"⟧: { "model": "m", "system_template": "t" }' },
    problems: [
      ['error', 'missing-field', '`model_source` is missing; `judge` needs it, e.g. "serverless".'],
    ],
  },
  {
    name: 'unknown type',
    type: 'classify',
    yaml: { type: 'type: ⟦clasify⟧' },
    json: { type: '"type": ⟦"clasify"⟧' },
    problems: [
      [
        'error',
        'wrong-value',
        '`type` must be one of `classify`, `score` or `compare`. Did you mean `classify`?',
      ],
    ],
  },
  {
    name: 'number where text belongs',
    type: 'classify',
    yaml: { labels: 'labels: [good, bad, ⟦3⟧]' },
    json: { labels: '"labels": ["good", "bad", ⟦3⟧]' },
    problems: [
      [
        'error',
        'wrong-type',
        'Item 3 of `labels` must be text, not the number 3. Put it in quotes.',
      ],
    ],
  },
  {
    name: 'true where a label belongs',
    type: 'classify',
    yaml: { labels: 'labels: [⟦true⟧, good]' },
    json: { labels: '"labels": [⟦true⟧, "good"]' },
    problems: [
      ['error', 'wrong-type', 'Item 1 of `labels` must be text, not true. Put it in quotes.'],
    ],
  },
  {
    name: 'number in quotes',
    type: 'score',
    yaml: { pass_threshold: 'pass_threshold: ⟦"7"⟧' },
    json: { pass_threshold: '"pass_threshold": ⟦"7"⟧' },
    problems: [
      ['error', 'wrong-type', '`pass_threshold` must be a number, not text. Remove the quotes.'],
    ],
  },
  {
    name: 'part of a number where a whole one belongs',
    type: 'classify',
    yaml: yamlJudge('max_tokens: ⟦1.5⟧'),
    json: jsonJudge('"max_tokens": ⟦1.5⟧'),
    problems: [
      ['error', 'wrong-type', '`judge.max_tokens` must be a whole number, not the number 1.5.'],
    ],
  },
  {
    name: 'temperature above its range',
    type: 'classify',
    yaml: yamlJudge('temperature: ⟦3⟧'),
    json: jsonJudge('"temperature": ⟦3⟧'),
    problems: [['error', 'out-of-range', '`judge.temperature` must be 2 or less.']],
  },
  {
    name: 'one label only',
    type: 'classify',
    yaml: { labels: 'labels: ⟦[good]⟧' },
    json: { labels: '"labels": ⟦["good"]⟧' },
    problems: [['error', 'out-of-range', '`labels` needs at least 2 items.']],
  },
  {
    name: 'neither a column nor a model',
    type: 'compare',
    yaml: { model_b: 'model_b: ⟦4⟧' },
    json: { model_b: '"model_b": ⟦4⟧' },
    problems: [
      [
        'error',
        'wrong-type',
        '`model_b` must be the name of a column or a model object, not the number 4.',
      ],
    ],
  },
  {
    name: 'fault within one model object of a union',
    type: 'compare',
    yaml: {
      model_b:
        'model_b: { model: gpt, model_source: ⟦serverles⟧, system_template: s, input_template: i }',
    },
    json: {
      model_b:
        '"model_b": { "model": "gpt", "model_source": ⟦"serverles"⟧, "system_template": "s", "input_template": "i" }',
    },
    problems: [
      [
        'error',
        'wrong-value',
        '`model_b.model_source` must be one of `serverless`, `dedicated` or `external`. Did you mean `serverless`?',
      ],
    ],
  },
  {
    name: 'template that is a number',
    type: 'classify',
    yaml: { judge: 'judge: { model: m, model_source: serverless, system_template: ⟦4⟧ }' },
    json: {
      judge: '"judge": { "model": "m", "model_source": "serverless", "system_template": ⟦4⟧ }',
    },
    problems: [
      [
        'error',
        'wrong-type',
        '`judge.system_template` must be text, or an object `{ "file": "…" }`, not the number 4.',
      ],
    ],
  },
  {
    name: 'input template in a judge',
    type: 'classify',
    yaml: yamlJudge('⟦input_template⟧: i'),
    json: jsonJudge('⟦"input_template"⟧: "i"'),
    problems: [
      [
        'error',
        'unknown-field',
        '`input_template` belongs to a model that is evaluated; a judge has only `system_template`.',
      ],
    ],
  },
  {
    name: 'same column on both sides',
    type: 'compare',
    yaml: { model_b: 'model_b: ⟦first⟧' },
    json: { model_b: '"model_b": ⟦"first"⟧' },
    problems: [
      [
        'warning',
        'same-response',
        'A and B are the same column, `first`; there is nothing to compare.',
      ],
    ],
  },
  {
    name: 'field that stands twice',
    type: 'classify',
    yaml: { extra: '⟦type⟧: classify' },
    json: { extra: '⟦"type"⟧: "classify"' },
    problems: [['error', 'duplicate-key', '`type` stands twice in this object; keep one of them.']],
  },
  {
    name: 'several faults at once, in the order of the text',
    type: 'classify',
    yaml: { dataset: 'dataset: ⟦3⟧', pass_labels: 'pass_labels: [⟦ugly⟧]', name: 'name: ⟦""⟧' },
    json: {
      dataset: '"dataset": ⟦3⟧',
      pass_labels: '"pass_labels": [⟦"ugly"⟧]',
      name: '"name": ⟦""⟧',
    },
    problems: [
      ['error', 'wrong-type', '`dataset` must be text, not the number 3. Put it in quotes.'],
      ['error', 'unknown-label', '`ugly` is not in `labels`.'],
      ['error', 'out-of-range', '`name` must not be empty.'],
    ],
  },
];

describeCases('faults of the schema', CASES);

describe('parseSpec', () => {
  it('reads the same spec from every format', () => {
    for (const type of ['classify', 'score', 'compare'] as const) {
      const yaml = parseSpec(yamlText(type), 'a.eval.yaml');
      const json = parseSpec(jsonText(type), 'a.eval.json');
      assert.deepEqual([yaml.problems, json.problems], [[], []]);
      assert.ok(yaml.spec && json.spec);
      const text = JSON.stringify(yaml.spec).replace('}}.\\n', '}}.');
      assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(json.spec)));
    }
  });

  it('gives an older model_name as model', () => {
    const judge = 'judge: { model_name: m, model_source: serverless, system_template: t }';
    const parsed = parseSpec(yamlText('classify', { judge }), 'a.eval.yaml');
    assert.deepEqual(parsed.spec?.judge, {
      model: 'm',
      model_source: 'serverless',
      system_template: 't',
    });
    assert.deepEqual(parsed.rangeOf(['judge', 'model']), parsed.rangeOf(['judge', 'model_name']));
  });

  it('never prints a literal key', () => {
    const secret = 'sk-verysecret';
    const yaml = yamlText('classify', {
      ...yamlJudge(
        `external_api_token: ${secret}`,
        `external_base_url: https://u:${secret}@h.example`,
      ),
    });
    const { problems } = parseSpec(yaml, 'a.eval.yaml');
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['literal-key', 'base-url'],
    );
    assert.ok(!JSON.stringify(problems).includes(secret));
  });

  it('skips a byte-order mark', () => {
    for (const [text, path] of [
      [yamlText('score'), 'a.eval.yaml'],
      [jsonText('score'), 'a.eval.json'],
    ] as const) {
      const parsed = parseSpec(`\uFEFF${text}`, path);
      assert.deepEqual(parsed.problems, []);
      assert.deepEqual(parsed.rangeOf(['type']), parseSpec(text, path).rangeOf(['type']));
    }
  });
});
