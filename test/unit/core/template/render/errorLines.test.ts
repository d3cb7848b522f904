import assert from 'node:assert/strict';
import { answer, type Answer } from './answers.js';

describe('templates: error lines', () => {
  const cases: [string, string, Answer][] = [
    ['the statement', '\n{{ u.x }}', { kind: 'runtime', line: 2 }],
    ['the line where an expression begins', 'a\n{{\n  u\n  .x }}', { kind: 'runtime', line: 4 }],
    [
      'the condition of an elif',
      '{% if not yes %}\n{% elif u.x %}\n{% endif %}',
      { kind: 'runtime', line: 2 },
    ],
    ['the header of a loop', '\n{% for i in\n  a %}\n{% endfor %}', { kind: 'runtime', line: 2 }],
    [
      'a later turn of a lazy loop',
      '{% for i in ["1", 2]|map("upper")|map("nope") %}\n{{ i }}\n{% endfor %}',
      { kind: 'runtime', line: 1 },
    ],
    [
      'the filter of a loop',
      '{% for i in c\n if i.x.y %}\n{{ i }}{% endfor %}',
      { kind: 'runtime', line: 2 },
    ],
    [
      'unpacking in a loop',
      '\n{% for x, y in c %}\n{{ x }}{% endfor %}',
      { kind: 'runtime', line: 2 },
    ],
    [
      'a generator spent later',
      '{% set g = c|map("nope") %}\n\n{{ g|list }}',
      { kind: 'runtime', line: 3 },
    ],
    ['set', '\n{% set x =\n u.x %}', { kind: 'runtime', line: 2 }],
    [
      'with has no line of its own',
      '{{ a }}\n\n{% with x = u.x %}\n{% endwith %}',
      { kind: 'runtime', line: 1 },
    ],
    [
      'inside a macro its own line',
      '{% macro m() %}\n{{ u.x }}\n{% endmacro %}\n{{ m() }}',
      { kind: 'runtime', line: 2 },
    ],
    [
      'a default of a macro',
      '\n{% macro m(x=u.y) %}\n{{ x }}\n{% endmacro %}\n{{ m() }}',
      { kind: 'runtime', line: 2 },
    ],
    [
      'arguments of a macro',
      '{% macro m() %}\n{% endmacro %}\n{{ m(1,\n 2) }}',
      { kind: 'runtime', line: 3 },
    ],
    [
      'a call block',
      '{% macro m() %}{{ caller() }}{% endmacro %}\n{% call m() %}\n{{ u.x }}{% endcall %}',
      { kind: 'runtime', line: 3 },
    ],
    [
      'a call block around an unknown macro',
      '\n\n{% call u() %}\n{% endcall %}',
      { kind: 'runtime', line: 3 },
    ],
    [
      'a filter block',
      '\n{% filter center("x") %}\n\n{% endfilter %}',
      { kind: 'runtime', line: 2 },
    ],
    [
      'a filter of a set block',
      '\n{% set x | center("x") %}\n\n{% endset %}',
      { kind: 'runtime', line: 2 },
    ],
    [
      'a filter block that gives no text',
      '\n{% filter length %}abc{% endfilter %}',
      { kind: 'runtime', line: null },
    ],
    [
      'inside a macro such text fails where it is joined',
      '{% macro m() %}\n{% filter length %}abc{% endfilter %}\n\n{{ a }}{% endmacro %}{{ m() }}',
      { kind: 'runtime', line: 4 },
    ],
    ['a block', '{% block x %}\n{{ u.x }}\n{% endblock %}', { kind: 'runtime', line: 2 }],
    [
      'a block called again',
      '\n{% block x %}{{ v.k }}\n{% endblock %}{% set v = none %}',
      { kind: 'runtime', line: 2 },
    ],
    ['include', '\n{% include "x" %}', { kind: 'runtime', line: 2 }],
    ['import', '\n{% import "x" as x %}', { kind: 'runtime', line: 2 }],
    ['from', '\n{% from "x" import y %}', { kind: 'runtime', line: 2 }],
    ['extends', '\n{% extends "x" %}', { kind: 'runtime', line: 2 }],
    ['a required block', '\n{% block x required %}{% endblock %}', { kind: 'runtime', line: 2 }],
    ['a part of what is no namespace', '{{ a }}\n{% set d.x = 1 %}', { kind: 'runtime', line: 1 }],
    [
      'an unknown filter inside an if',
      '{% if yes %}\n{{ a|nope }}{% endif %}',
      { kind: 'runtime', line: 2 },
    ],
    [
      'an unknown test inside an inline if',
      '\n{{ (a is nope) if yes }}',
      { kind: 'runtime', line: 2 },
    ],
    [
      'constants note no line',
      '{{ 1 }}\n{{ "x" }}\n{% with x = u.x %}{% endwith %}',
      { kind: 'runtime', line: 1 },
    ],
    [
      'in a volatile stretch text notes its line',
      '{% autoescape yes %}\n\ntext{% with x = u.x %}{% endwith %}{% endautoescape %}',
      { kind: 'runtime', line: 1 },
    ],
    [
      'endless recursion',
      '\n{% macro m() %}\n{{ m() }}{% endmacro %}\n{{ m() }}',
      { kind: 'runtime', line: 3 },
    ],
    [
      'parts of loop',
      '{% for i in c %}\n{{ loop.nothing.x }}{% endfor %}',
      { kind: 'runtime', line: 2 },
    ],
    [
      'a recursive loop',
      '{% for i in tree recursive %}\n{{ loop(i.n) }}{% endfor %}',
      { kind: 'runtime', line: 1 },
    ],
    [
      'loop() of a loop that is not recursive',
      '{% for i in c %}\n{{ loop(c) }}{% endfor %}',
      { kind: 'runtime', line: 2 },
    ],
  ];
  for (const [name, template, expected] of cases) {
    it(name, () => assert.deepEqual(answer(template), expected));
  }
});

describe('templates: compile faults', () => {
  const cases: [string, string, Answer][] = [
    ['an unknown filter', '\n{{ a|nope }}', { kind: 'syntax', line: 2 }],
    [
      'an unknown test inside a loop inside an if',
      '{% if no %}\n{% for i in c if i is nope %}{% endfor %}{% endif %}',
      { kind: 'syntax', line: 2 },
    ],
    [
      'an unknown filter of a loop inside an if',
      '{% if no %}{% for i in c %}\n{{ i|nope }}{% endfor %}{% endif %}',
      { kind: 'syntax', line: 2 },
    ],
    [
      'a block twice',
      '{% block x %}{% endblock %}\n{% block x %}{% endblock %}',
      { kind: 'syntax', line: 2 },
    ],
    [
      'extends inside a loop',
      '{% for i in c %}\n{% extends "x" %}{% endfor %}',
      { kind: 'syntax', line: 2 },
    ],
    [
      'loop as a target',
      '{% for i in c %}\n{% set loop = 1 %}{% endfor %}',
      { kind: 'syntax', line: 2 },
    ],
    [
      'caller without a default',
      '\n{% macro m(caller) %}{{ caller() }}{% endmacro %}',
      { kind: 'syntax', line: 2 },
    ],
    ['an outer filter first', '{{ a|nope|nix }}\n{{ b|no }}', { kind: 'syntax', line: 1 }],
  ];
  for (const [name, template, expected] of cases) {
    it(name, () => assert.deepEqual(answer(template), expected));
  }
});
