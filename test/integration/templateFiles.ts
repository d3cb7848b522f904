/** Four rows; the answer is missing in the third, a turn's text in the fourth. */
const rows = [
  { question: 'How long?', answer: 'Two days.', turns: [{ role: 'user', text: 'Hi' }] },
  { question: 'How much?', answer: 'Ten.', turns: [] },
  { question: 'Where?', turns: [{ role: 'user', text: 'Yo' }] },
  { question: 'Why?', answer: 'So.', turns: [{ role: 'user' }] },
];

const spec = (judge: string): string => `type: classify
dataset: answers.jsonl
labels: [good, bad]
pass_labels: [good]
model_to_evaluate: question
judge:
  model: openai/gpt-oss-120b
  model_source: serverless
${judge}backend: demo
`;

/** Templates, the specs that use them and their data; by name, in one folder. */
export const templateFiles: Readonly<Record<string, string>> = {
  'answers.jsonl': rows.map((row) => `${JSON.stringify(row)}\n`).join(''),

  'rubric.jinja': `{% macro line(turn) -%}
{{ turn.role }}: {{ turn.text }}
{%- endmacro %}
{# What the judge
   is shown #}
{% set limit = 3 %}
{% for turn in turns %}
{% if loop.index <= limit %}
{{ line(turn) }}
{% endif %}
{% endfor %}
Answer: {{ answer }}
`,
  'rubric.eval.yaml': spec('  system_template:\n    file: rubric.jinja\n'),

  'faults.jinja': 'Name:\n{{ name | uper }}\n',

  'note.md.jinja': '# {% if name %}\n',

  'block.eval.yaml': spec(`  system_template: |
    {% set limit = 3 %}
    Is {{ qestion }} good?

    {{ answer }} {{ limit }}
`),
  'quoted.eval.yaml': spec(`  system_template: 'It''s {{ qestion | default('''') | uper }}'
`),
  'single.eval.yaml': spec("  system_template: 'Say {{ answer }}'\n"),
  'inline.eval.json': JSON.stringify(
    {
      type: 'classify',
      dataset: 'answers.jsonl',
      labels: ['good', 'bad'],
      pass_labels: ['good'],
      model_to_evaluate: 'question',
      judge: {
        model: 'openai/gpt-oss-120b',
        model_source: 'serverless',
        system_template: 'Is "{{ answer }}"\nan answer to "{{ qestion }}"?',
      },
      backend: 'demo',
    },
    null,
    2,
  ),

  'names.jsonl': '{"question": "Q", "Best Answer": 1.0}\n{"question": "R", "Best Answer": 2}\n',
  'names.eval.yaml': `type: classify
dataset: names.jsonl
labels: [good, bad]
pass_labels: [good]
model_to_evaluate: Best Answer
judge:
  model: openai/gpt-oss-120b
  model_source: serverless
  system_template: "{{ question }}"
backend: demo
`,
};
