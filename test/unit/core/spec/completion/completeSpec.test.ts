import assert from 'node:assert/strict';
import { completeSpec } from '../../../../../src/core/spec/completion/completeSpec.js';

/** What is offered at ¦: label → the line or text after the insertion of it. */
function offered(marked: string, path: string) {
  const offset = marked.indexOf('¦');
  const text = marked.replace('¦', '');
  const items = completeSpec({
    text,
    offset,
    path,
    columns: ['question', 'answer', 'Best Answer'],
    datasetFiles: ['data/rows.csv'],
  });
  const applied: Record<string, string> = {};
  for (const item of items) {
    applied[item.label] = text.slice(0, item.start) + item.insertText + text.slice(item.end);
  }
  return { items, labels: items.map(({ label }) => label), applied };
}

const YAML = 'a.eval.yaml';
const JSON_PATH = 'a.eval.json';
const LABELS = 'type: classify\nlabels: [good, bad, ugly]\n';
const JSON_LABELS = '{"labels": ["good", "bad", "ugly"], ';

const VALUES: readonly (readonly [string, string, string, Readonly<Record<string, string>>])[] = [
  [
    'types in YAML',
    YAML,
    'type: cl¦',
    { classify: 'type: classify', score: 'type: score', compare: 'type: compare' },
  ],
  [
    'types in JSON',
    JSON_PATH,
    '{"type": "¦"}',
    {
      classify: '{"type": "classify"}',
      score: '{"type": "score"}',
      compare: '{"type": "compare"}',
    },
  ],
  [
    'model sources without quotes yet',
    JSON_PATH,
    '{"judge": {"model_source": ¦}}',
    {
      serverless: '{"judge": {"model_source": "serverless"}}',
      dedicated: '{"judge": {"model_source": "dedicated"}}',
      external: '{"judge": {"model_source": "external"}}',
    },
  ],
  [
    'labels that don’t pass yet, in a flow list',
    YAML,
    `${LABELS}pass_labels: [good, ¦]`,
    { bad: `${LABELS}pass_labels: [good, bad]`, ugly: `${LABELS}pass_labels: [good, ugly]` },
  ],
  [
    'labels in a block list',
    YAML,
    `${LABELS}pass_labels:\n  - good\n  - b¦`,
    {
      bad: `${LABELS}pass_labels:\n  - good\n  - bad`,
      ugly: `${LABELS}pass_labels:\n  - good\n  - ugly`,
    },
  ],
  [
    'labels in a list at the indent of its field',
    YAML,
    `${LABELS}pass_labels:\n- good\n- bad\n- ¦`,
    { ugly: `${LABELS}pass_labels:\n- good\n- bad\n- ugly` },
  ],
  [
    'labels in JSON',
    JSON_PATH,
    `${JSON_LABELS}"pass_labels": ["good", ¦]}`,
    {
      bad: `${JSON_LABELS}"pass_labels": ["good", "bad"]}`,
      ugly: `${JSON_LABELS}"pass_labels": ["good", "ugly"]}`,
    },
  ],
  [
    'columns that hold responses',
    YAML,
    'model_to_evaluate: ¦',
    {
      question: 'model_to_evaluate: question',
      answer: 'model_to_evaluate: answer',
      'Best Answer': 'model_to_evaluate: Best Answer',
    },
  ],
  [
    'dataset files',
    YAML,
    'dataset: x¦ # mine',
    { 'data/rows.csv': 'dataset: data/rows.csv # mine' },
  ],
  [
    'columns within an expression of a template in a block',
    YAML,
    'judge:\n  system_template: |\n    Note: a\n      {{ q¦ }}\n',
    {
      question: 'judge:\n  system_template: |\n    Note: a\n      {{ question }}\n',
      answer: 'judge:\n  system_template: |\n    Note: a\n      {{ answer }}\n',
    },
  ],
  [
    'columns within an expression of a template in JSON',
    JSON_PATH,
    '{"judge": {"system_template": "It: {{ ¦"}}',
    {
      question: '{"judge": {"system_template": "It: {{ question"}}',
      answer: '{"judge": {"system_template": "It: {{ answer"}}',
    },
  ],
  ['nothing in the text of a template', YAML, 'judge:\n  system_template: |\n    Note¦\n', {}],
  ['nothing in a comment', YAML, 'type: score # ¦', {}],
  [
    'true and false',
    YAML,
    'type: compare\ndisable_position_bias_correction: ¦',
    {
      true: 'type: compare\ndisable_position_bias_correction: true',
      false: 'type: compare\ndisable_position_bias_correction: false',
    },
  ],
  [
    'gates’ bounds in a flow object',
    YAML,
    'gates: { pass_rate: { ¦ } }',
    { min: 'gates: { pass_rate: { min: $1 } }', max: 'gates: { pass_rate: { max: $1 } }' },
  ],
];

describe('completeSpec', () => {
  for (const [name, path, marked, expected] of VALUES) {
    it(`offers ${name}`, () => assert.deepEqual(offered(marked, path).applied, expected));
  }

  it('offers the fields of the type that are not there yet, required ones first', () => {
    const { items } = offered('type: score\ndataset: d.csv\nmi¦\nname: n\n', YAML);
    const sorted = items.toSorted((a, b) => (a.sortText < b.sortText ? -1 : 1));
    assert.deepEqual(
      sorted.map(({ label }) => label),
      [
        'judge',
        'max_score',
        'min_score',
        'model_to_evaluate',
        'pass_threshold',
        'backend',
        'description',
        'gates',
        'run',
        'tags',
      ],
    );
    assert.ok(items.every(({ documentation }) => documentation));
  });

  it('inserts a field with room for its value', () => {
    const yaml = offered('type: classify\njudge:\n  ¦\n', YAML).applied;
    assert.equal(yaml['system_template'], 'type: classify\njudge:\n  system_template: |\n  $1\n');
    assert.equal(yaml['max_tokens'], 'type: classify\njudge:\n  max_tokens: ${1:32768}\n');
    const json = offered('{"type": "classify", ¦}', JSON_PATH).applied;
    assert.equal(json['labels'], '{"type": "classify", "labels": [$1]}');
    assert.equal(json['judge'], '{"type": "classify", "judge": {$1}}');
  });

  it('adds the comma before the next field and keeps a value that is there', () => {
    const before = offered('{ ¦\n"type": "score" }', JSON_PATH).applied;
    assert.equal(before['dataset'], '{ "dataset": "$1",\n"type": "score" }');
    const renamed = offered('{ "datse¦t": "d.csv" }', JSON_PATH).applied;
    assert.equal(renamed['dataset'], '{ "dataset": "d.csv" }');
  });

  it('offers the fields of every type while none is chosen', () => {
    const { labels } = offered('¦', YAML);
    assert.ok(['type', 'labels', 'min_score', 'model_a'].every((name) => labels.includes(name)));
  });

  it('escapes what a snippet would read as a place', () => {
    const { applied } = offered('judge:\n  external_api_token: ¦', YAML);
    assert.equal(
      applied['${env:OPENAI_API_KEY}'],
      'judge:\n  external_api_token: "\\${env:OPENAI_API_KEY\\}"',
    );
  });
});
