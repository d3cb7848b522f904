import assert from 'node:assert/strict';
import { answer, type Answer } from './answers.js';

describe('templates: macros', () => {
  const cases: [string, string, Answer][] = [
    [
      'defaults see earlier parameters',
      '{% macro m(x, y=x ~ "!") %}{{ x }}{{ y }}{% endmacro %}{{ m(1) }}{{ m(1, 2) }}',
      '11!12',
    ],
    [
      'defaults do not see later ones',
      '{% macro m(x=y, y=2) %}[{{ x }}]{{ y }}{% endmacro %}{{ m() }}',
      '[]2',
    ],
    [
      'an undefined argument is no missing one',
      '{% macro m(x=5) %}[{{ x }}]{% endmacro %}{{ m(nothing) }}{{ m() }}',
      '[][5]',
    ],
    [
      'varargs and kwargs',
      '{% macro m(x) %}{{ x }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 2, 3, k=4) }}',
      "1(2, 3){'k': 4}",
    ],
    [
      'spread arguments',
      '{% macro m(x, y, z) %}{{ x }}{{ y }}{{ z }}{% endmacro %}{{ m(*c) }}{{ m(1, **{"z": 3, "y": 2}) }}',
      '123123',
    ],
    [
      'caller with arguments',
      '{% macro m() %}{% for i in c %}{{ caller(i, i * 2) }}{% endfor %}{% endmacro %}{% call(x, y) m() %}{{ x }}-{{ y }} {% endcall %}',
      '1-2 2-4 3-6 ',
    ],
    [
      'caller with a default',
      '{% macro m() %}{{ caller() }}{% endmacro %}{% call(x=a) m() %}{{ x }}{% endcall %}',
      '1',
    ],
    [
      'caller asked for',
      '{% macro m() %}{{ caller() if caller else "none" }}{% endmacro %}{{ m() }}{% call m() %}!{% endcall %}',
      'none!',
    ],
    [
      'nested call blocks',
      '{% macro o() %}<{{ caller() }}>{% endmacro %}{% call o() %}{% call o() %}x{% endcall %}{% endcall %}',
      '<<x>>',
    ],
    [
      'caller passed on',
      '{% macro i() %}({{ caller() }}){% endmacro %}{% macro o() %}{% call i() %}{{ caller() }}{% endcall %}{% endmacro %}{% call o() %}x{% endcall %}',
      { kind: 'runtime', line: 1 },
    ],
    [
      'recursion',
      '{% macro f(n) %}{{ n }}{% if n > 0 %}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(3) }}',
      '3210',
    ],
    [
      'parts of a macro',
      '{% macro m(x, y=1) %}{{ varargs }}{{ caller }}{% endmacro %}{{ m.name }} {{ m.arguments }} {{ m.catch_kwargs }} {{ m.catch_varargs }} {{ m.caller }} {{ m.explicit_caller }} {{ m }}',
      "m ('x', 'y') False True True False <Macro 'm'>",
    ],
    [
      'a macro gives text',
      '{% macro m() %}5{% endmacro %}{{ m() ~ 1 }}{{ m()|int + 1 }}{{ m() == "5" }}',
      '516True',
    ],
    [
      'a later definition wins',
      '{% macro m() %}1{% endmacro %}{% macro m() %}2{% endmacro %}{{ m() }}',
      '2',
    ],
    [
      'a macro inside a macro',
      '{% macro o() %}{% macro i(x) %}[{{ x }}]{% endmacro %}{{ i(1) }}{% endmacro %}{{ o() }}[{{ i }}]',
      '[1][]',
    ],
    [
      'filters inside arguments',
      '{% macro m(x) %}{{ x }}{% endmacro %}{{ m(b|upper)|lower|title }}',
      'Text',
    ],
    [
      'a filter block around a macro',
      '{% macro m() %}ab{% endmacro %}{% filter upper %}{{ m() }}{% endfilter %}',
      'AB',
    ],
  ];
  for (const [name, template, expected] of cases) {
    it(name, () => assert.deepEqual(answer(template), expected));
  }
});

describe('templates: autoescape', () => {
  const cases: [string, string, Answer][] = [
    [
      'escapes what is printed',
      '{% autoescape true %}{{ "<" }}<{{ "<"|safe }}{% endautoescape %}{{ "<" }}',
      '&lt;<<<',
    ],
    ['not where it is false', '{% autoescape false %}{{ "<" ~ b }}{% endautoescape %}', '<text'],
    [
      'a condition that the row decides',
      '{% autoescape yes %}{{ "<" ~ b }}{{ ["<"] }}{% endautoescape %}',
      "&lt;text['<']",
    ],
    [
      'a macro made outside is escaped when called inside',
      '{% macro m() %}<{{ "<" }}{% endmacro %}{% autoescape true %}{{ m() }}{% endautoescape %}',
      '<<',
    ],
    [
      'a macro made inside gives text outside',
      '{% autoescape true %}{% macro m() %}<{{ "<" }}{% endmacro %}{% endautoescape %}{{ m is defined }}',
      'False',
    ],
    [
      'a set block inside is safe',
      '{% autoescape true %}{% set x %}<{{ "<" }}{% endset %}{{ x }}{% endautoescape %}',
      '<&lt;',
    ],
    [
      'joined texts',
      '{% autoescape true %}{{ "<" ~ "<"|safe }}{{ b ~ "<" ~ b|safe }}{% endautoescape %}',
      '&lt;&lt;text&lt;text',
    ],
    [
      'a filter block inside',
      '{% autoescape true %}{% filter upper %}<a{{ "<" }}{% endfilter %}{% endautoescape %}',
      '<A&LT;',
    ],
    [
      'a block inside is made outside',
      '{% autoescape true %}{% block x %}{{ "<" }}{% endblock %}{% endautoescape %}',
      '<',
    ],
  ];
  for (const [name, template, expected] of cases) {
    it(name, () => assert.deepEqual(answer(template), expected));
  }
});
