import assert from 'node:assert/strict';
import { templateScopes } from '../../../../../src/core/template/language/templateScopes.js';
import { parseTemplate } from '../../../../../src/core/template/syntax/parseTemplate.js';

/** Which column a name can be, found by rendering each with Jinja2 and a column of that name. */
const FREE: Record<string, readonly (readonly [string, string])[]> = {
  'in expressions': [
    ['{{ b.c[a] }}{{ a }}{{ f(x=d)|e(g) is h(i) }}', 'b a f d g i'],
    ['{{ range(n) }}{{ dict(a=b) }}{{ namespace() }}{{ loop }}', 'n b loop'],
    ['plain text', ''],
  ],
  'around set': [
    ['{{ x }}{% set x = 1 %}{{ x }}', 'x'],
    ['{% set x = x ~ 1 %}{{ x }}', 'x'],
    ['{% set x = y %}{{ x }}', 'y'],
    ['{% set a, b = c %}{{ a }}{{ b }}', 'c'],
    ['{% set x %}{{ y }}{% set z = 1 %}{% endset %}{{ x }}{{ z }}', 'y z'],
    ['{% set ns.x = 1 %}', 'ns'],
  ],
  'around if': [
    ['{% if a %}{% set x = 1 %}{% endif %}{{ x }}', 'a x'],
    ['{% if a %}{% set x = 1 %}{{ x }}{% endif %}', 'a'],
    ['{% if a %}{% set x = 1 %}{% else %}{% set x = 2 %}{% endif %}{{ x }}', 'a'],
    ['{% if a %}{% set x = 1 %}{% elif b %}{% else %}{% set x = 2 %}{% endif %}{{ x }}', 'a b x'],
    ['{% set x = 1 %}{% if a %}{% set x = 2 %}{% endif %}{{ x }}', 'a'],
    ['{% if a %}{% set x = 1 %}{% endif %}{% for i in y %}{{ x }}{% endfor %}', 'a y x'],
  ],
  'around for': [
    ['{% for x in x %}{{ x }}{{ loop.index }}{% else %}{{ loop }}{% endfor %}', 'x loop'],
    ['{% for a, (b, c) in d if a < e %}{{ b }}{{ c }}{% endfor %}{{ a }}', 'd e a'],
    ['{% for i in y %}{{ x }}{% set x = 1 %}{{ x }}{% endfor %}{{ x }}', 'y x'],
    ['{% for i in y %}{{ x }}{% endfor %}{% set x = 1 %}', 'y'],
    ['{% for x in y %}{% else %}{{ x }}{% set z = 3 %}{% endfor %}{{ z }}', 'y x z'],
  ],
  'around with, filter and autoescape': [
    ['{% with a = 1, b = a %}{{ b }}{% set c = 1 %}{% endwith %}{{ c }}', 'a c'],
    ['{% filter upper %}{% set y = 3 %}{% endfilter %}{{ y }}', 'y'],
    ['{% autoescape on %}{% set y = 3 %}{% endautoescape %}{{ y }}', 'on y'],
  ],
  'around macros': [
    ['{% macro m(a, b=a, c=d) %}{{ varargs }}{{ kwargs }}{{ caller() }}{% endmacro %}', 'd'],
    ['{% macro m(a, b=b) %}{{ b }}{% endmacro %}{{ b }}', 'b'],
    ['{% macro m() %}{{ x }}{% endmacro %}{% set x = 1 %}{{ m() }}', ''],
    ['{% macro m() %}{{ m() }}{{ y }}{% endmacro %}{{ varargs }}', 'y varargs'],
    ['{% for i in y %}{% macro m() %}{% endmacro %}{% endfor %}{{ m() }}', 'y m'],
    ['{% call(a) m(a) %}{{ a }}{{ b }}{% endcall %}', 'm a b'],
  ],
  'around blocks': [
    ['{% set x = 1 %}{% block b %}{{ x }}{{ super() }}{{ self.b() }}{% endblock %}', ''],
    ['{% block b %}{{ x }}{% endblock %}{% set x = 1 %}', 'x'],
    ['{% for x in y %}{% block b %}{{ x }}{% endblock %}{% endfor %}', 'y x'],
    ['{% for x in y %}{% block b scoped %}{{ x }}{% endblock %}{% endfor %}', 'y'],
    ['{% block b %}{% set z = 1 %}{% endblock %}{{ z }}{{ super }}', 'z super'],
  ],
  'around imports': [
    ['{% from "a" import b as c, d %}{% import e as f %}{{ c }}{{ d }}{{ f }}{{ b }}', 'e b'],
  ],
  'in a broken template': [
    ['{% for x in items %}{{ x }}{{ y', 'items y'],
    ['{% for x in %}{{ x }}{{ y }}', 'y'],
    ['{{ a + }}{{ b }}', 'b'],
  ],
};

describe('templateScopes: columns', () => {
  for (const [title, cases] of Object.entries(FREE)) {
    it(`tells columns from names of the template ${title}`, () => {
      for (const [source, expected] of cases) {
        const { columns } = templateScopes(parseTemplate(source));
        assert.equal(columns.map(({ name }) => name).join(' '), expected, source);
      }
    });
  }
});

describe('templateScopes', () => {
  it('joins definitions and references with their places', () => {
    const source =
      '{% set a = 1 %}{% for a in a %}{{ a }}{{ b }}{% endfor %}{% set a = a %}{{ b }}';
    const { variables, columns } = templateScopes(parseTemplate(source));
    const starts = (places: readonly { start: number }[]): number[] =>
      places.map(({ start }) => start);
    assert.deepEqual(
      variables
        .filter(({ kind }) => kind !== 'special')
        .map(({ name, kind, definitions, references }) => [
          name,
          kind,
          starts(definitions),
          starts(references),
        ]),
      [
        ['a', 'set', [7, 64], [27, 68]],
        ['a', 'loop-variable', [22], [34]],
      ],
    );
    assert.deepEqual(
      columns.map(({ name, references }) => [name, starts(references)]),
      [['b', [41, 75]]],
    );
  });
});
