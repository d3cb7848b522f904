import assert from 'node:assert/strict';
import { templateProblems } from '../../../../../src/core/template/language/templateProblems.js';
import { fixed } from './fixedText.js';

interface Case {
  readonly name: string;
  readonly template: string;
  readonly columns?: readonly string[];
  /** severity, code, line, the text pointed at, message, the template as mended */
  readonly problems: readonly (readonly [string, string, number, string, string, string?])[];
}

const COLUMNS = ['question', 'reference', 'Best Answer', 'Examples: True'];

const CASES: readonly Case[] = [
  { name: 'a good template', template: '{{ question }}', problems: [] },
  {
    name: 'names where no columns are known',
    template: '{{ nowhere }}',
    columns: [],
    problems: [],
  },
  {
    name: 'a misspelt column, mended wherever it stands',
    template: 'One\n{{ questoin }}{% if questoin %}{% endif %}',
    problems: [
      [
        'warning',
        'unknown-column',
        2,
        'questoin',
        '`questoin` is no column of the dataset. Did you mean `question`?',
        'One\n{{ question }}{% if question %}{% endif %}',
      ],
    ],
  },
  {
    name: 'a misspelt name of the template’s own',
    template: '{% for turn in question %}{{ trun }}{% endfor %}',
    problems: [
      [
        'warning',
        'unknown-column',
        1,
        'trun',
        '`trun` is no column of the dataset. Did you mean `turn`?',
        '{% for turn in question %}{{ turn }}{% endfor %}',
      ],
    ],
  },
  {
    name: 'a name of the template’s own, outside of where it is known',
    template: '{% for turn in question %}{{ turn }}{% endfor %}{{ turn }}',
    problems: [
      [
        'warning',
        'unknown-column',
        1,
        'turn',
        '`turn` is no column of the dataset, and what the template itself calls `turn` is not known at this place.',
      ],
    ],
  },
  {
    name: 'a name like nothing else',
    template: '{{ topic }}',
    problems: [['warning', 'unknown-column', 1, 'topic', '`topic` is no column of the dataset.']],
  },
  {
    name: 'names of the template’s own, Jinja2’s functions and asking on purpose',
    template: [
      '{% set a = 1 %}{{ a }}{{ range(3) }}{% macro m(p) %}{{ p }}{{ varargs }}{% endmacro %}',
      '{{ x is defined }}{{ y | default("") }}{{ (z | d("")) ~ z }}',
      '{% for i, j in question %}{{ i }}{{ j }}{{ loop.index }}{% endfor %}',
    ].join('\n'),
    problems: [],
  },
  {
    name: 'a condition on a name that no row has',
    template: '{% if context %}{{ context }}{% endif %}',
    problems: [
      [
        'information',
        'unknown-column',
        1,
        'context',
        '`context` is no column of the dataset, so what is asked here is the same for every row.',
      ],
    ],
  },
  {
    name: 'an alternative by `or` to a name that no row has',
    template: '{{ context or question }}',
    problems: [
      [
        'information',
        'unknown-column',
        1,
        'context',
        '`context` is no column of the dataset, so what is asked here is the same for every row.',
      ],
    ],
  },
  {
    name: 'a name that stands for a column with a space',
    template: '{{ best_answer }}',
    problems: [
      [
        'warning',
        'unknown-column',
        1,
        'best_answer',
        '`best_answer` is no column of the dataset. Its column `Best Answer` can’t be named in a template: rename it to `best_answer` in the dataset.',
      ],
    ],
  },
  ...(
    [
      ['Best Answer', 'Best_Answer'],
      ['Examples: True', 'Examples_True'],
    ] as const
  ).map(([column, name]): Case => ({
    name: `a column that is no name: ${column}`,
    template: `{{ ${column} }}`,
    problems: [
      [
        'error',
        'unnameable-column',
        1,
        column,
        `The column \`${column}\` can’t be named in a template; rename it in the dataset, e.g. to \`${name}\`.`,
      ],
    ],
  })),
  {
    name: 'a filter and a test that Jinja2 lacks',
    template: '{{ question | uper }}\n{{ question is defind }}',
    problems: [
      [
        'error',
        'unknown-filter',
        1,
        'uper',
        'Jinja has no filter "uper". Did you mean `upper`?',
        '{{ question | upper }}\n{{ question is defind }}',
      ],
      [
        'error',
        'unknown-test',
        2,
        'defind',
        'Jinja has no test "defind". Did you mean `defined`?',
        '{{ question | uper }}\n{{ question is defined }}',
      ],
    ],
  },
  {
    name: 'a tag that Jinja2 lacks',
    template: '{% fro x in question %}',
    problems: [
      [
        'error',
        'unknown-tag',
        1,
        'fro',
        'Jinja2 has no tag "fro". Write {% for %}.',
        '{% for x in question %}',
      ],
    ],
  },
  {
    name: 'four braces',
    template: 'Judge {{{{question}}}}.',
    problems: [
      [
        'error',
        'double-braces',
        1,
        '{{{{',
        'Two braces print a value: write {{ … }} instead of {{{{.',
        'Judge {{ question }}.',
      ],
    ],
  },
];

describe('templateProblems', () => {
  for (const { name, template, columns = COLUMNS, problems } of CASES) {
    it(name, () => {
      assert.deepEqual(
        templateProblems(template, { columns }).map(
          ({ severity, code, line, span, message, fix }) => [
            severity,
            code,
            line,
            template.slice(span.start, span.end),
            message,
            ...(fix ? [fixed(template, fix)] : []),
          ],
        ),
        problems,
      );
    });
  }
});
