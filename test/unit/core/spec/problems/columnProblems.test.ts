import assert from 'node:assert/strict';
import { columnProblems } from '../../../../../src/core/spec/problems/columnProblems.js';
import type { EvalSpec } from '../../../../../src/core/spec/evalSpec.js';
import { templateFields } from '../../../../../src/core/spec/specTemplates.js';

const MODEL = { model: 'm', model_source: 'serverless' } as const;

function classify(rubric: string, response: unknown = 'answer', more: object = {}): EvalSpec {
  const judge = { ...MODEL, system_template: rubric };
  // The shape is the schema's: what each case changes is its affair.
  return {
    type: 'classify',
    dataset: 'data.jsonl',
    judge,
    labels: ['good', 'bad'],
    pass_labels: ['good'],
    model_to_evaluate: response,
    ...more,
  } as EvalSpec;
}

function compare(a: unknown, b: unknown, rubric = 'Judge {{ question }}.'): EvalSpec {
  const judge = { ...MODEL, system_template: rubric };
  return { type: 'compare', dataset: 'd', judge, model_a: a, model_b: b } as EvalSpec;
}

const generated = (system: string, input: string) => ({
  ...MODEL,
  system_template: system,
  input_template: input,
});

const leak = (column: string) =>
  `The rubric prints \`${column}\`, which is judged: there it stands outside the fence that keeps a response from giving the judge orders. Remove it; the judge is shown it anyway.`;
const leftOut = (words: string, it = 'it') =>
  `${words} used by no template. The service refuses columns that nothing uses, so Gavel leaves ${it} out of the upload.`;
const unnameable = (words: string, name: string, it = 'it, rename it') =>
  `${words} can’t be named in a template (a name has letters, digits and _, and no space). To use ${it} in the dataset, e.g. to \`${name}\`.`;
const swapped = (a: string, b: string) =>
  `Response A is \`${a}\` and response B is \`${b}\`: unless that is meant, swap them, or every win counts for the other side.`;

interface Case {
  readonly name: string;
  readonly spec: EvalSpec;
  readonly columns?: readonly string[];
  /** severity, code, place, message */
  readonly problems: readonly (readonly [string, string, string, string])[];
}

const CASES: readonly Case[] = [
  {
    name: 'every column used: nothing',
    spec: classify('{{ question }}'),
    columns: ['question', 'answer'],
    problems: [],
  },
  {
    name: 'the column of images needs no template',
    spec: classify('{{ question }}'),
    columns: ['question', 'answer', 'image_data_urls'],
    problems: [],
  },
  {
    name: 'a column that nothing uses',
    spec: classify('{{ question }}'),
    columns: ['question', 'answer', 'id'],
    problems: [['information', 'unused-column', 'dataset', leftOut('Column `id` is')]],
  },
  {
    name: 'columns that nothing uses are no matter to the local runner',
    spec: classify('{{ question }}', 'answer', { backend: 'local' }),
    columns: ['question', 'answer', 'id'],
    problems: [],
  },
  {
    name: 'a column whose name is misspelt in the template is not called unused',
    spec: classify('{{ questoin }}'),
    columns: ['question', 'answer'],
    problems: [],
  },
  {
    name: 'columns with spaces',
    spec: classify('{{ question }}'),
    columns: ['question', 'answer', 'Best Answer', 'Correct Answers', 'id', 'no'],
    problems: [
      [
        'information',
        'unnameable-column',
        'dataset',
        unnameable('Columns `Best Answer`, `Correct Answers`', 'Best_Answer', 'one, rename it'),
      ],
      ['information', 'unused-column', 'dataset', leftOut('Columns `id`, `no` are', 'them')],
    ],
  },
  {
    name: 'a response column with a space is used all the same',
    spec: classify('{{ question }}', 'Best Answer'),
    columns: ['question', 'Best Answer'],
    problems: [],
  },
  {
    name: 'columns of a dataset that is not known',
    spec: classify('{{ question }}'),
    problems: [],
  },
  {
    name: 'the judged response in the rubric',
    spec: classify('{{ question }}\n{{ answer }}'),
    columns: ['question', 'answer'],
    problems: [['warning', 'response-in-rubric', 'judge.system_template 18', leak('answer')]],
  },
  {
    name: 'a rubric that only asks whether or how much the response is',
    spec: classify('{% if answer %}{{ answer|length }} characters{% endif %}'),
    columns: ['answer'],
    problems: [],
  },
  {
    name: 'a name of the rubric’s own that is like the response’s',
    spec: classify('{% for answer in answers %}{{ answer }}{% endfor %}'),
    columns: ['answers', 'answer'],
    problems: [],
  },
  {
    name: 'a compared response in the rubric',
    spec: compare('response_a', 'response_b', '{{ response_a }}'),
    problems: [
      [
        'warning',
        'response-in-rubric',
        'judge.system_template 3',
        'The rubric prints `response_a`, which is judged: there it stands at one place in both orders and outside the fence that keeps a response from giving the judge orders. Remove it; the judge is shown it anyway.',
      ],
    ],
  },
  {
    name: 'the same text on every row',
    spec: classify('{{ question }}', generated('Help.', 'Tell a joke.')),
    problems: [
      [
        'warning',
        'constant-prompt',
        'model_to_evaluate.input_template',
        'Every row asks `model_to_evaluate` the same: none of its templates uses a column. Put one in, e.g. `{{ question }}`.',
      ],
    ],
  },
  {
    name: 'a system template with a column is enough',
    spec: classify('{{ question }}', generated('You are {{ persona }}.', 'Tell a joke.')),
    problems: [],
  },
  {
    name: 'a rubric without columns: the judge is shown the response',
    spec: classify('Is it polite?'),
    columns: ['answer'],
    problems: [],
  },
  ...(
    [
      ['response_b', 'response_a'],
      ['responseB', 'responseA'],
      ['answer 2', 'answer 1'],
      ['answer2', 'answer1'],
      ['model_2_answer', 'model_1_answer'],
    ] as const
  ).map(([a, b]): Case => ({
    name: `swapped: ${a} and ${b}`,
    spec: compare(a, b),
    problems: [['warning', 'swapped-responses', 'model_a', swapped(a, b)]],
  })),
  ...(
    [
      ['response_a', 'response_b'],
      ['answer_6b', 'answer_175b'],
      ['candidate', 'baseline'],
      ['b', 'answer_a'],
      ['b_x', 'a_y'],
    ] as const
  ).map(([a, b]): Case => ({
    name: `not swapped: ${a} and ${b}`,
    spec: compare(a, b),
    problems: [],
  })),
];

describe('columnProblems', () => {
  for (const { name, spec, columns, problems } of CASES) {
    it(name, () => {
      const templates = templateFields(spec).map(({ path, source }) => {
        assert.ok(typeof source === 'string');
        return { path, source };
      });
      assert.deepEqual(
        columnProblems(spec, templates, columns).map(
          ({ severity, code, path, message, inTemplate }) => [
            severity,
            code,
            [path.join('.'), ...(inTemplate ? [inTemplate.problem.span.start] : [])].join(' '),
            message,
          ],
        ),
        problems,
      );
    });
  }

  it('says nothing of unused columns where a template could not be read', () => {
    const spec = classify('{{ question }}', generated('Help.', '{{ question }}'));
    const [system] = templateFields(spec);
    assert.ok(system && typeof system.source === 'string');
    const read = [{ path: system.path, source: system.source }];
    assert.deepEqual(columnProblems(spec, read, ['question', 'id']), []);
  });
});
