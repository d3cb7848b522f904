import assert from 'node:assert/strict';
import { createFactsCollector } from '../../../../../src/core/dataset/datasetFacts.js';
import type { JsonObject } from '../../../../../src/core/json.js';
import { createRowCheck } from '../../../../../src/core/template/language/rowCheck.js';
import type { TemplateProblem } from '../../../../../src/core/template/language/templateProblem.js';
import { fixed } from './fixedText.js';

function checked(
  template: string,
  rows: readonly JsonObject[],
  of?: number | null,
): readonly TemplateProblem[] {
  const check = createRowCheck([{ id: 'rubric', source: template }]);
  const collector = createFactsCollector();
  rows.forEach((values, index) => {
    const row = { row: index + 1, values };
    check.add(row);
    collector.add(row);
  });
  const facts = collector.facts();
  return check.problems({ facts, ...(of !== undefined && { of }) }).get('rubric') ?? [];
}

interface Case {
  readonly name: string;
  readonly template: string;
  readonly rows: readonly JsonObject[];
  /** severity, code, `line:row count/total`, the text pointed at, message, the template as mended */
  readonly problems: readonly (readonly [string, string, string, string, string, string?])[];
}

const CASES: readonly Case[] = [
  {
    name: 'rows that have it all',
    template: '{{ q }}{% for t in turns %}{{ t.text }}{% endfor %}',
    rows: [
      { q: 'a', turns: [{ text: 'b' }] },
      { q: 'c', turns: [] },
    ],
    problems: [],
  },
  {
    name: 'a column that some rows lack',
    template: 'Q:\n{{ q }}',
    rows: [{ q: 'a', r: 1 }, { r: 1 }, { r: 1 }],
    problems: [
      [
        'warning',
        'missing-column',
        '2:2 2/3',
        'q',
        '`q` is missing in 2 of 3 rows (first: row 2); there it is undefined.',
      ],
    ],
  },
  {
    name: 'a column that some rows lack, asked for on purpose',
    template: '{{ q is defined }}{{ q | default("") }}{% if q %}{{ q }}{% endif %}{{ q or "-" }}',
    rows: [{ q: 'a' }, { r: 1 }],
    problems: [],
  },
  {
    name: 'a name that no row has is told by the text alone',
    template: 'Q {{ nowhere }}',
    rows: [{ q: 'a' }],
    problems: [],
  },
  {
    name: 'a part that some items lack, counted by rows',
    template: '{% for t in turns %}{{ t.text }},{% endfor %}',
    rows: [
      { turns: [{ text: 'a' }, { text: 'b' }] },
      { turns: [{}, { tex: 1 }, {}] },
      { turns: [{ text: 'a' }, {}] },
    ],
    problems: [
      [
        'warning',
        'undefined-part',
        '1:2 2/3',
        't.text',
        '`t.text` is undefined in 2 of 3 rows (first: row 2). Did you mean `tex`?',
        '{% for t in turns %}{{ t.tex }},{% endfor %}',
      ],
    ],
  },
  {
    name: 'a part of what is no dict',
    template: '{{ q.text }}!',
    rows: [{ q: 'a' }, { q: 'b' }],
    problems: [
      [
        'warning',
        'undefined-part',
        '1:1 2/2',
        'q.text',
        '`q.text` is undefined in all 2 rows: `q` is text.',
      ],
    ],
  },
  {
    name: 'a length as JavaScript has it',
    template: '{{ q.length }}!',
    rows: [{ q: 'a' }],
    problems: [
      [
        'warning',
        'undefined-part',
        '1:1 1/1',
        'q.length',
        '`q.length` is undefined in the only row: `q` is text. Write `q | length`.',
        '{{ q | length }}!',
      ],
    ],
  },
  {
    name: 'the items before the first and behind the last',
    template: '{% for t in turns %}{{ loop.previtem }}{{ loop.nextitem }}!{% endfor %}',
    rows: [{ turns: [1, 2] }],
    problems: [],
  },
  {
    name: 'a misspelt key in quotes',
    template: '{{ info["scores"] }}!',
    rows: [{ info: { score: 1 } }],
    problems: [
      [
        'warning',
        'undefined-part',
        '1:1 1/1',
        'info["scores"]',
        '`info["scores"]` is undefined in the only row. Did you mean `score`?',
        '{{ info["score"] }}!',
      ],
    ],
  },
  {
    name: 'a failing row: the error says what is missing, once',
    template: 'A\n{{ q.text.size }}',
    rows: [{ q: { text: { size: 1 } } }, { q: {} }, { q: {} }],
    problems: [
      [
        'error',
        'template-error',
        '2:2 2/3',
        'q.text',
        'Rendering fails on 2 of 3 rows (first: row 2): "q.text" is undefined, so it has no "size".',
      ],
    ],
  },
  {
    name: 'an error whose line has one tag, and one whose line has more',
    template: '{{ 1 // n }}\n{{ m }} {{ 1 // m }}',
    rows: [
      { n: 1, m: 1 },
      { n: 0, m: 1 },
      { n: 1, m: 0 },
    ],
    problems: [
      [
        'error',
        'template-error',
        '1:2 1/3',
        '{{ 1 // n }}',
        'Rendering fails on 1 of 3 rows (row 2): Division by zero.',
      ],
      [
        'error',
        'template-error',
        '2:3 1/3',
        '{{ m }} {{ 1 // m }}',
        'Rendering fails on 1 of 3 rows (row 3): Division by zero.',
      ],
    ],
  },
  {
    name: 'rows on which nothing is rendered',
    template: '\n{% if q %}\n{{ q }}\n{% endif %}',
    rows: [{ q: 'a' }, { q: '' }],
    problems: [
      [
        'warning',
        'renders-empty',
        '2:2 1/2',
        '{% if q %}',
        'The template renders nothing but blanks on 1 of 2 rows (row 2).',
      ],
    ],
  },
  {
    name: 'a template that is empty on purpose',
    template: ' ',
    rows: [{ q: 'a' }],
    problems: [],
  },
  {
    name: 'null where it is printed, and where it is not',
    template: '{{ q }} {{ info.n }} {{ q or "" }} {% if q is none %}{% endif %}',
    rows: [
      { q: null, info: { n: 1 } },
      { q: 'None', info: { n: null } },
      { q: null, info: {} },
    ],
    problems: [
      [
        'warning',
        'prints-none',
        '1:1 2/3',
        'q',
        '`q` is null in 2 of 3 rows (first: row 1); there the text is the word None.',
      ],
      [
        'warning',
        'undefined-part',
        '1:3 1/3',
        'info.n',
        '`info.n` is undefined in 1 of 3 rows (row 3).',
      ],
      [
        'warning',
        'prints-none',
        '1:2 1/3',
        'info.n',
        '`info.n` is null in 1 of 3 rows (row 2); there the text is the word None.',
      ],
    ],
  },
  {
    name: 'what is set to something missing is told where it is set',
    template: '{% set x = q %}{{ x }}!',
    rows: [{ q: 'a' }, { r: 1 }],
    problems: [
      [
        'warning',
        'missing-column',
        '1:2 1/2',
        'q',
        '`q` is missing in 1 of 2 rows (row 2); there it is undefined.',
      ],
    ],
  },
  {
    name: 'a macro’s parameter that is not given',
    template: '{% macro m(a) %}[{{ a }}]{% endmacro %}{{ m() }}',
    rows: [{ q: 'a' }],
    problems: [
      [
        'warning',
        'undefined-name',
        '1:1 1/1',
        'a',
        '`a` is undefined in the only row: no argument is given for it there.',
      ],
    ],
  },
  {
    name: 'a template that can’t be parsed shows nothing by its rows',
    template: '{{ q',
    rows: [{ q: 'a' }],
    problems: [],
  },
];

describe('createRowCheck', () => {
  for (const { name, template, rows, problems } of CASES) {
    it(name, () => {
      assert.deepEqual(
        checked(template, rows).map(
          ({ severity, code, line, row, count, total, span, message, fix }) => [
            severity,
            code,
            `${line}:${row} ${count}/${total}`,
            template.slice(span.start, span.end),
            message,
            ...(fix ? [fixed(template, fix)] : []),
          ],
        ),
        problems,
      );
    });
  }

  it('says of how many rows the first were looked at', () => {
    const rows = [{ q: 'a' }, { r: 1 }];
    const messages = (of: number | null) =>
      checked('{{ q }}!', rows, of).map(({ message }) => message);
    assert.deepEqual(messages(817), [
      '`q` is missing in 1 of the first 2 of 817 rows (row 2); there it is undefined.',
    ]);
    assert.deepEqual(messages(null), [
      '`q` is missing in 1 of the first 2 rows (row 2); there it is undefined.',
    ]);
  });

  it('gives up on a template that takes too long on three rows', () => {
    const template = '{% for a in range(10**9) %}{% endfor %}';
    const rows = Array.from({ length: 8 }, (_, n) => ({ n }));
    const [problem, ...others] = checked(template, rows);
    assert.deepEqual(others, []);
    assert.deepEqual([problem?.code, problem?.count, problem?.total], ['template-timeout', 3, 3]);
    assert.match(
      problem?.message ?? '',
      /^Rendering fails on all of the first 3 of 8 rows: The template takes too long/,
    );
  });

  it('checks several templates in one go', () => {
    const check = createRowCheck([
      { id: 'a', source: '{{ q }}' },
      { id: 'b', source: '{{ q }}!' },
    ]);
    const collector = createFactsCollector();
    const row = { row: 7, values: { q: '' } };
    check.add(row);
    collector.add(row);
    const found = check.problems({ facts: collector.facts() });
    assert.deepEqual(
      [...found].map(([id, problems]) => [id, problems.map(({ code, row: at }) => [code, at])]),
      [
        ['a', [['renders-empty', 7]]],
        ['b', []],
      ],
    );
  });
});
