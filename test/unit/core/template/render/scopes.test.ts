import assert from 'node:assert/strict';
import { answer, type Answer } from './answers.js';

describe('templates: scoping', () => {
  const cases: [string, string, Answer][] = [
    ['set in an if is seen after it', '{% if yes %}{% set x = 1 %}{% endif %}{{ x }}', '1'],
    [
      'a branch that does not run leaves the column',
      '{% if not yes %}{% set b = 1 %}{% endif %}{{ b }}',
      'text',
    ],
    [
      'a name set in one branch of three',
      '{% if a == 2 %}{% set x = 1 %}{% elif a == 1 %}{% else %}{% set x = 3 %}{% endif %}[{{ x }}]',
      '[]',
    ],
    [
      'set in a loop stays in its turn',
      '{% set x = 0 %}{% for i in c %}{{ x }}{% set x = i %}{{ x }}{% endfor %}{{ x }}',
      '0102030',
    ],
    [
      'set of an outer name reads it first',
      '{% set x = 5 %}{% for i in c %}{% set x = x + i %}{{ x }},{% endfor %}{{ x }}',
      '6,7,8,5',
    ],
    ['the loop variable is gone after the loop', '{% for i in c %}{% endfor %}[{{ i }}]', '[]'],
    [
      'the loop variable hides a column only inside',
      '{% for a in c %}{{ a }}{% endfor %}{{ a }}',
      '1231',
    ],
    [
      'a name set in the body is not known in else',
      '{% for i in [] %}{% set x = 1 %}{% else %}[{{ x }}]{% endfor %}',
      '[]',
    ],
    [
      'with sees the outer value of what it binds',
      '{% with a = 5, x = a %}{{ a }}{{ x }}{% endwith %}{{ a }}',
      '511',
    ],
    ['set inside with stays there', '{% with %}{% set a = 2 %}{{ a }}{% endwith %}{{ a }}', '21'],
    [
      'a set block has a scope of its own',
      '{% set x %}{% set y = 1 %}{{ y }}{% endset %}{{ x }}[{{ y }}]',
      '1[]',
    ],
    [
      'a set block with filters',
      '{% set x | upper | replace("E", "3") %}text{% endset %}{{ x }}',
      'T3XT',
    ],
    [
      'a filter block has a scope of its own',
      '{% filter upper %}{% set y = b %}{{ y }}{% endfilter %}[{{ y }}]',
      'TEXT[]',
    ],
    [
      'a macro sees what is set after it',
      '{% macro m() %}{{ x }}{% endmacro %}{% set x = 1 %}{{ m() }}',
      '1',
    ],
    [
      'a macro sees the loop it stands in',
      '{% for i in c %}{% macro m() %}{{ i }}{% endmacro %}{{ m() }}{% endfor %}',
      '123',
    ],
    [
      'a call block sees names around it',
      '{% macro m() %}{{ caller() }}{% endmacro %}{% set x = 7 %}{% call m() %}{{ x }}{% endcall %}',
      '7',
    ],
    [
      'a macro is not known before it is defined',
      '{{ m is defined }}{% macro m() %}{% endmacro %}{{ m is defined }}',
      'FalseTrue',
    ],
    [
      'a namespace keeps what a loop sets',
      '{% set ns = namespace(n=0) %}{% for i in c %}{% set ns.n = ns.n + i %}{% endfor %}{{ ns.n }}',
      '6',
    ],
    ['unpacking into names', '{% set x, (y, z) = [1, [2, 3]] %}{{ x }}{{ y }}{{ z }}', '123'],
    ['a name read before it is set is the column', '{{ a }}{% set a = 2 %}{{ a }}', '12'],
    [
      'autoescape has a scope of its own',
      '{% autoescape true %}{% set x = 1 %}{% endautoescape %}[{{ x }}]',
      '[]',
    ],
  ];
  for (const [name, template, expected] of cases) {
    it(name, () => assert.deepEqual(answer(template), expected));
  }
});

describe('templates: blocks', () => {
  const cases: [string, string, Answer][] = [
    ['a block stands where it is', 'a{% block x %}b{% endblock %}c', 'abc'],
    ['a block sees what is exported', '{% set x = 1 %}{% block y %}[{{ x }}]{% endblock %}', '[1]'],
    [
      'but not the loop around it',
      '{% for i in c %}{% block x %}[{{ i }}]{% endblock %}{% endfor %}',
      '[][][]',
    ],
    [
      'unless it is scoped',
      '{% for i in c %}{% block x scoped %}[{{ i }}{{ loop.last }}]{% endblock %}{% endfor %}',
      '[1False][2False][3True]',
    ],
    ['a block again', '{% block x %}b{% endblock %}{{ self.x() }}{{ self.x()|upper }}', 'bbB'],
    [
      'a block sees only what is set before it',
      '{% block x %}[{{ v }}]{% endblock %}{% set v = 1 %}{{ self.x() }}',
      '[][1]',
    ],
    [
      'set in a block stays there',
      '{% block x %}{% set v = 1 %}{{ v }}{% endblock %}[{{ v }}]',
      '1[]',
    ],
    [
      'set in an if is exported, in a with not',
      '{% if yes %}{% set v = 1 %}{% endif %}{% with %}{% set w = 1 %}{% endwith %}{% block x %}[{{ v }}{{ w }}]{% endblock %}',
      '[1]',
    ],
    [
      'a block inside a block',
      '{% block x %}{% set v = 1 %}{% block y %}[{{ v }}]{% endblock %}{% endblock %}',
      '[]',
    ],
    ['a block that is not there', '{{ self.nope is defined }}{{ self.nope }}', 'False'],
    ['super without a parent', '{% block x %}[{{ super }}]{% endblock %}', '[]'],
    [
      'a macro is exported',
      '{% macro m() %}1{% endmacro %}{% block x %}{{ m() }}{% endblock %}',
      '1',
    ],
    ['self', '{{ self }}', '<TemplateReference None>'],
  ];
  for (const [name, template, expected] of cases) {
    it(name, () => assert.deepEqual(answer(template), expected));
  }
});
