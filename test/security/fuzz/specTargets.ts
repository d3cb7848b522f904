import assert from 'node:assert/strict';
import { parseSpec } from '../../../src/core/spec/parseSpec.js';
import { templateFields } from '../../../src/core/spec/specTemplates.js';
import type { FuzzTarget } from './fuzzTarget.js';

const JUDGE = {
  model: 'openai/gpt-oss-120b',
  model_source: 'serverless',
  system_template: 'Is {{ answer }} right?\n"Quoted" \\ and \u00e9.',
};
const SPECS = [
  {
    name: 'Answers',
    type: 'classify',
    dataset: 'answers.jsonl',
    judge: JUDGE,
    labels: ['right', 'wrong'],
    pass_labels: ['right'],
    model_to_evaluate: 'answer',
    gates: { pass_rate: { min: 0.8 } },
    run: { concurrency: 8, limit: 20, sample_seed: 1 },
  },
  {
    type: 'score',
    dataset: 'rows.csv',
    judge: {
      ...JUDGE,
      model_source: 'external',
      external_base_url: 'https://example.com/v1',
      external_api_token: '${secret:EXAMPLE}',
    },
    min_score: 0,
    max_score: 10,
    pass_threshold: 7.5,
    model_to_evaluate: {
      model: 'a/b',
      model_source: 'serverless',
      system_template: 'Be brief.',
      input_template: { file: 'input.jinja' },
      max_tokens: 64,
      temperature: 0.5,
    },
  },
].map((spec) => JSON.stringify(spec, null, 2));
const YAML = [
  `# Two answers\nname: Two answers\ntype: compare\ndataset: rows.jsonl\njudge: &judge\n  model: a/b\n  model_source: serverless\n  system_template: |-\n    Which is better?\n      {{ question }}\nmodel_a: first\nmodel_b: { model: c/d, model_source: serverless, system_template: "x\\ty", input_template: '{{ q }}' }\n`,
  `type: classify\ndataset: "rows.csv"\nlabels: [yes, 'no', "may be"]\npass_labels:\n  - yes\njudge:\n  model: m\n  model_source: external\n  external_base_url: https://h/v1\n  external_api_token: \${env:KEY}\n  system_template: >+\n    folded\n    text\n\nmodel_to_evaluate: answer\ntags: [a, b]\n`,
];
const YAML_WORDS = [
  ...['&a ', '*a', '<<: *judge\n', '!!js/function "x"', '!!python/object:os.system ', '!<tag:x> '],
  ...['%YAML 1.1\n', '--- ', '...\n', '? ', '- - - ', ': ', '|+9\n', '>-\n', '!!binary ', '!!set '],
  ...[
    '&x [*x, *x]',
    '{*x : *x}',
    '\t',
    '# ',
    '"\\x',
    '"\\U0010ffff',
    '!!omap ',
    '~',
    '.inf',
    '!!float ',
  ],
];

export const targets: readonly FuzzTarget[] = [
  { name: 'JSON spec', valid: SPECS, check: specCheck('a.eval.json') },
  {
    name: 'JSONC spec',
    valid: SPECS.map((text) => `// A comment\n${text.replace('{', '{ /* b */')}`),
    check: specCheck('a.eval.jsonc'),
  },
  { name: 'YAML spec', valid: YAML, words: YAML_WORDS, check: specCheck('a.eval.yaml') },
];

/** A spec, or problems that each say a sentence at a place that is in the text. */
function specCheck(path: string): FuzzTarget['check'] {
  return (bytes) => {
    const text = bytes.toString('utf8');
    const parsed = parseSpec(text, path);
    const errors = parsed.problems.filter(({ severity }) => severity === 'error');
    assert.equal(parsed.spec === undefined, errors.length > 0, 'neither a spec nor an error');
    const lines = text.split(/\r\n|\r|\n/).length;
    for (const { message, code, range } of parsed.problems) {
      assert.match(message, /\S[^]*[.!?]$/, `no sentence: ${message}`);
      assert.match(code, /^[a-z-]+$/);
      assert.ok(range.start.line >= 1 && range.end.line <= lines, 'a place beyond the text');
    }
    if (parsed.spec) templateFields(parsed.spec);
    assert.ok(Array.isArray(parsed.templates));
    for (const at of [['judge', 'system_template'], ['labels', 0], ['__proto__']]) {
      parsed.textAt(at);
      parsed.rangeOf(at);
      parsed.rangeInside(at, 'constructor');
    }
  };
}
