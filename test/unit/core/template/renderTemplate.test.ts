import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { JsonObject } from '../../../../src/core/json.js';
import {
  renderTemplate,
  templateColumns,
  templateFaults,
} from '../../../../src/core/template/renderTemplate.js';
import type { TemplateRow } from '../../../../src/core/template/renderTemplate.js';

const ROW: TemplateRow = {
  values: {
    question: 'Why?',
    meta: { lang: 'en', tags: ['a', "b'c"] },
    n: 3,
    ok: true,
    none: null,
  },
};

/** A row as a dataset reads it. */
function rowOf(source: string): TemplateRow {
  // The text is an object.
  return { values: JSON.parse(source) as JsonObject, source };
}

function output(template: string, row: TemplateRow = ROW): string {
  const rendered = renderTemplate(template, row);
  assert.ok(rendered.ok, JSON.stringify(rendered));
  return rendered.output;
}

describe('renderTemplate', () => {
  const cases: [string, string, string][] = [
    ['a column', 'Q: {{ question }}', 'Q: Why?'],
    ['nothing is escaped', '{{ "<&>" }}', '<&>'],
    ['one newline at the end is dropped', 'a\n\n', 'a\n'],
    ['line ends become \\n', 'a\r\nb\rc', 'a\nb\nc'],
    ['blocks keep their white space', ' {% if ok %} x {% endif %} ', '  x  '],
    ['a minus trims', 'a {%- if ok -%} x {%- endif -%} b', 'axb'],
    ['constants as Python prints them', '{{ ok }} {{ none }} {{ false }}', 'True None False'],
    ['dict and list as Python prints them', '{{ meta }}', `{'lang': 'en', 'tags': ['a', "b'c"]}`],
    ['division gives a float', '{{ 4 / 2 }} {{ 7 // 2 }} {{ -7 % 3 }}', '2.0 3 2'],
    ['undefined renders as nothing', '[{{ missing }}{{ meta.missing }}]', '[]'],
    ['undefined has a default', '{{ missing|default("-") }}', '-'],
    ['loop', '{% for t in meta.tags %}{{ loop.index }}{{ t }},{% endfor %}', "1a,2b'c,"],
    ['loop with a filter', '{% for i in range(6) if i is even %}{{ i }}{% endfor %}', '024'],
    ['loop without items', '{% for i in missing %}x{% else %}none{% endfor %}', 'none'],
    [
      'set in a loop stays there',
      '{% set x = 1 %}{% for i in [2] %}{% set x = i %}{% endfor %}{{ x }}',
      '1',
    ],
    [
      'namespace',
      '{% set n = namespace(t=0) %}{% for i in [1, 2] %}{% set n.t = n.t + i %}{% endfor %}{{ n.t }}',
      '3',
    ],
    [
      'macro and caller',
      '{% macro m(a, b=2) %}{{ a }}{{ b }}{{ caller() }}{% endmacro %}{% call m(1) %}!{% endcall %}',
      '12!',
    ],
    ['dict methods', '{% for k, v in meta.items() %}{{ k }};{% endfor %}', 'lang;tags;'],
    ['raw', '{% raw %}{{ x }}{% endraw %}', '{{ x }}'],
  ];
  for (const [name, template, expected] of cases) {
    it(name, () => assert.equal(output(template), expected));
  }

  it('numbers keep the text of the source', () => {
    const source = '{"a":1.0,"b":12345678901234567890,"c":{"10":1,"2":[1.50,-0.0,1e16]}}';
    const row = rowOf(source);
    assert.equal(
      output('{{ a }} {{ b }} {{ c }}', row),
      "1.0 12345678901234567890 {'10': 1, '2': [1.5, -0.0, 1e+16]}",
    );
  });

  it('names of JavaScript are columns like any other', () => {
    const source = '{"__proto__":"p","constructor":"c","toString":{"__proto__":1}}';
    assert.equal(
      output('{{ __proto__ }}{{ constructor }}{{ toString }}', rowOf(source)),
      "pc{'__proto__': 1}",
    );
  });

  it('property: a text comes out as it went in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const row = { values: { text } };
        assert.equal(output('{{ text }}', row), text);
        assert.equal(output('{{ text }}', { ...row, source: JSON.stringify(row.values) }), text);
      }),
    );
  });

  it('property: never throws', () => {
    const part = fc.constantFrom(
      ...['{{', '}}', '{%', '%}', '{#', '#}', ' if ', ' for ', ' in ', ' x ', '(', ')', '[', ']'],
      ...[
        '{',
        '}',
        '.',
        '|',
        ',',
        "'",
        '"',
        '\n',
        'endif',
        'endfor',
        ' set ',
        '=',
        '1',
        '-',
        '~',
        ' is ',
      ],
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
        const rendered = renderTemplate(parts.join(''), ROW);
        if (!rendered.ok) assert.match(rendered.error.message, /^\S.*[.!?]$/s);
        templateColumns(parts.join(''));
      }),
      { numRuns: 500 },
    );
  });
});

describe('renderTemplate: errors', () => {
  const cases: [string, string, object][] = [
    [
      'attribute of undefined',
      'a\n{{ nope.b }}',
      { kind: 'runtime', line: 2, message: '"nope" is undefined, so it has no "b".' },
    ],
    [
      'attribute of a missing attribute',
      '{{ meta.x.y }}',
      { kind: 'runtime', line: 1, message: '"meta.x" is undefined, so it has no "y".' },
    ],
    [
      'unknown filter',
      'a\n{{ x|nope }}',
      {
        kind: 'syntax',
        line: 2,
        message: 'Jinja has no filter "nope".',
      },
    ],
    [
      'unknown filter inside an if, once it is reached',
      '{% if true %}\n{{ x|nope }}{% endif %}',
      { kind: 'runtime', line: 2, message: 'There is no filter "nope".' },
    ],
    ['division by zero', '{{ 1 / 0 }}', { kind: 'runtime', line: 1, message: 'Division by zero.' }],
    [
      'inside a macro: its line',
      '{% macro m() %}\n{{ x.y }}{% endmacro %}\n{{ m() }}',
      { kind: 'runtime', line: 2, message: '"x" is undefined, so it has no "y".' },
    ],
  ];
  for (const [name, template, error] of cases) {
    it(name, () => assert.deepEqual(renderTemplate(template, ROW), { ok: false, error }));
  }

  const faults: [string, string, number][] = [
    ['unknown tag', '\n\n{% foo %}', 3],
    ['not closed', 'a\nb {% if x %}', 2],
    ['two names in a row', '{{ a b }}', 1],
  ];
  for (const [name, template, line] of faults) {
    it(`${name}: what the parser says`, () => {
      const [fault] = templateFaults(template);
      const error = { kind: 'syntax', line, message: fault?.message };
      assert.deepEqual(renderTemplate(template, ROW), { ok: false, error });
    });
  }
});

describe('renderTemplate: bounds', () => {
  const endless = [
    '{% for i in range(10**9) %}a{% endfor %}',
    '{% for i in range(5000) %}{% for j in range(5000) %}{% endfor %}{% endfor %}',
    '{% for i in range(1000) %}{% set x = range(1000000)|list %}{% endfor %}',
    "{{ 'a' * 10**9 }}",
    '{{ 9 ** 99999999 }}',
    "{% set n = namespace(s='aa') %}{% for i in range(99) %}{% set n.s = n.s ~ n.s %}{% endfor %}",
    '{% set l = [1] %}{% for i in range(99) %}{{ l.extend(l) }}{% endfor %}',
    "{{ 'a'|center(10**9) }}",
    "{{ '%999999999d' % 1 }}",
    "{% for i in range(999999) %}{{ 'abcdefghijklmnopqrstuvwxyz' }}{% endfor %}",
  ];
  for (const template of endless) {
    it(template, () => {
      const rendered = renderTemplate(template, ROW);
      assert.equal(
        !rendered.ok && rendered.error.kind,
        'timeout',
        JSON.stringify(rendered).slice(0, 300),
      );
    });
  }

  it('a macro that calls itself for ever is an error', () => {
    const rendered = renderTemplate('{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}', ROW);
    assert.equal(!rendered.ok && rendered.error.kind, 'runtime');
  });

  it('a list that holds itself prints as in Python', () => {
    assert.equal(output('{% set l = [] %}{{ l.append(l) }}{{ l }}'), 'None[[...]]');
  });

  it('a field of 1 MB renders', () => {
    const field = 'x'.repeat(1_000_000);
    assert.equal(output('{{ field }}', { values: { field } }), field);
  });
});

describe('renderTemplate: nothing of the host is in reach', () => {
  const silent = [
    "{{ ''.constructor }}",
    '{{ meta.__proto__ }}',
    "{{ meta['constructor'] }}",
    '{{ cycler(1).constructor }}{{ joiner.constructor }}{{ range.constructor }}',
    '{{ global }}{{ globalThis }}{{ process }}{{ require }}{{ module }}{{ env }}{{ context }}',
    '{{ toString }}{{ valueOf }}{{ hasOwnProperty }}{{ __proto__ }}{{ constructor }}',
    "{{ meta|attr('constructor') }}{{ meta|attr('__proto__') }}",
    '{% for a in [1] %}{{ loop.constructor }}{{ loop.__proto__ }}{% endfor %}',
    '{% macro m() %}{% endmacro %}{{ m.constructor }}{{ m.call }}',
    '{% set n = namespace(__proto__=meta) %}{{ n.polluted }}{{ n.constructor }}',
    '{{ meta.items.constructor }}',
    '{{ self._TemplateReference__context }}',
    '{% for k in constructor %}x{% endfor %}',
  ];
  for (const template of silent) {
    it(`renders nothing: ${template}`, () => assert.equal(output(template), ''));
  }

  const refused = [
    "{{ meta.constructor.constructor('return process')() }}",
    "{{ range.constructor('return process')() }}",
    "{{ joiner().constructor.constructor('return process.env')() }}",
    "{{ cycler.constructor('return this')().process.exit(9) }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ require('fs') }}",
    '{{ process.env }}',
    '{{ toString() }}',
    '{{ meta["\\\\\\"); process.exit(9); //"]() }}',
    '{{ 1 is "a\\\\\\") + process.exit(9) //" }}',
    "{{ ['a']|map('constructor')|list }}",
    "{{ ['a']|select('constructor')|list }}",
    '{{ 1|constructor }}',
    '{{ 1 is toString }}',
    '{{ r/x/.constructor }}',
    "{% include '/etc/passwd' %}",
    "{% import '/etc/passwd' as p %}",
    "{% extends '/etc/passwd' %}",
    '{% asyncEach a in [1] %}{% endeach %}',
  ];
  for (const template of refused) {
    it(`refuses: ${template}`, () => assert.equal(renderTemplate(template, ROW).ok, false));
  }
});

describe('templateColumns', () => {
  const cases: [string, string, string[]][] = [
    ['attributes count as their column', '{{ a.b.c }}{{ d["e"] }}', ['a', 'd']],
    [
      'loop names are bound',
      '{% for x in items %}{{ x.n }}{{ y }}{{ loop.index }}{% endfor %}{{ x }}',
      ['items', 'y', 'x'],
    ],
    ['loop filters', '{% for k, v in o.items() if v > lim %}{{ k }}{% endfor %}', ['o', 'lim']],
    ['set binds what follows', '{{ z }}{% set z = q %}{% set w = z %}{{ w }}', ['z', 'q']],
    ['unless it may stay unset', '{% if a %}{% set z = q %}{% endif %}{{ z }}', ['a', 'q', 'z']],
    [
      'macro parameters are bound',
      '{% macro m(p, d=dd) %}{{ p }}{{ d }}{{ g }}{{ varargs }}{% endmacro %}{{ m(arg, k=kw) }}',
      ['dd', 'g', 'arg', 'kw'],
    ],
    [
      'filters and tests',
      '{{ w|default(v) }}{{ t is defined }}{{ u is divisibleby(dv) }}',
      ['w', 'v', 't', 'u', 'dv'],
    ],
    ['inline if', '{{ a if b else c }}', ['a', 'b', 'c']],
    ['globals and constants', '{{ range(n) }}{{ True }}{{ none }}{{ namespace() }}', ['n']],
    ['literals', "{{ {'k': v} }}{{ l[i] }}{{ [e] }}", ['v', 'l', 'i', 'e']],
    [
      'blocks',
      '{% call m() %}{{ a }}{% endcall %}{% filter upper %}{{ b }}{% endfilter %}{% set c %}{{ d }}{% endset %}{{ c }}',
      ['m', 'a', 'b', 'd'],
    ],
    ['each once', '{{ a }}{{ b }}{{ a }}', ['a', 'b']],
    ['names of JavaScript', '{{ constructor }}{{ __proto__ }}', ['constructor', '__proto__']],
    ['a broken template', '{{ a }}{% if', []],
  ];
  for (const [name, template, columns] of cases) {
    it(name, () => assert.deepEqual(templateColumns(template), columns));
  }
});

describe('templateFaults', () => {
  const cases: [string, string, object[]][] = [
    ['none', '{{ a|upper }}', []],
    ['where the template breaks off', '{% if a %}', [{ line: 1, code: 'unclosed' }]],
    [
      'unknown filters and tests, in the order of the template',
      '{{ a|nope }}\n{{ b is nix }}',
      [
        { line: 1, code: 'unknown-filter' },
        { line: 2, code: 'unknown-test' },
      ],
    ],
    [
      'a block defined twice',
      '{% block a %}{% endblock %}\n{% block a %}{% endblock %}',
      [{ line: 2, code: 'block-twice' }],
    ],
  ];
  for (const [name, template, faults] of cases) {
    it(name, () => {
      const found = templateFaults(template).map(({ line, code }) => ({ line, code }));
      assert.deepEqual(found, faults);
    });
  }
});
