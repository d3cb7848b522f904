import assert from 'node:assert/strict';
import { parseTemplate } from '../../../../../src/core/template/syntax/parseTemplate.js';
import { visitTemplate } from '../../../../../src/core/template/syntax/walkTemplate.js';
import { treeText } from './treeText.js';

/** How Jinja2's parser reads each, read off its own tree. */
const TREES: readonly (readonly [string, string])[] = [
  ['{% if a %}1{% elif b, c %}2{% else %}3{% endif %}', 'if[a: "1"; tuple(b, c): "2"; else: "3"]'],
  [
    '{% for a, (b, c) in d.e if a recursive: %}1{% else %}2{% endfor %}',
    'for[(a, (b, c)) in d.e if a recursive: "1"; else: "2"]',
  ],
  ['{% for x in a, recursive %}{% endfor %}', 'for[x in tuple(a, recursive): ; else: ]'],
  [
    '{% set a, b = 1, 2 %}{% set ns.x = a if b %}',
    'set[(a, b) = tuple(1, 2)] set[ns.x = (b ? a : )]',
  ],
  ['{% set a | upper | join(b) %}1{% endset %}', 'set[a |upper()|join(b): "1"]'],
  ['{% with a=1, b=a %}{% with %}1{% endwith %}{% endwith %}', 'with[a = 1, b = a: with[: "1"]]'],
  ['{% macro m(a, b=1, c=a) %}1{% endmacro %}', 'macro[m(a, b=1, c=a): "1"]'],
  ['{% call(a, b=2) m(1)(2) %}1{% endcall %}', 'call[(a, b=2) m(1)(2): "1"]'],
  ['{% call m() %}{% endcall %}', 'call[() m(): ]'],
  ['{% filter a|b(1) %}1{% endfilter %}', 'filter[|a()|b(1): "1"]'],
  ['{% block a scoped required %} {% endblock a %}', 'block[a scoped required: " "]'],
  ['{% autoescape a %}1{% endautoescape %}', 'autoescape[a: "1"]'],
  ['a{% print b, c %}d{% print %}', '"a" b c "d" '],
  ['{% extends "a" %}', 'extends["a"]'],
  ['{% include [a, "b"] ignore missing with context %}', 'include[list(a, "b") ignore]'],
  ['{% import "a" as b without context %}', 'import["a" b]'],
  ['{% from "a" import b as c, d with context %}', 'from["a" c d]'],
  ['{{ {1: {2: 3}} }}{{ {"a": {"b": 1}}}}', 'dict(1: dict(2: 3)) dict("a": dict("b": 1))'],
  ['{% raw %}{{ a }}{% if %}{% endraw %}', '"{{ a }}{% if %}"'],
  ['{% raw -%}\n a \n{%- endraw -%} b', '"a" "b"'],
  ['a {# b {{ c }} #} d{#-#}{##}', '"a " " d"'],
  ['{{- 1 -}}', '1'],
];

/** White space around tags and newlines, as Jinja2's default environment keeps or drops them. */
const TEXTS: readonly (readonly [string, readonly string[]])[] = [
  ['a \n {{ 1 }} \n b', ['a \n ', ' \n b']],
  ['a \n {{- 1 -}} \n b', ['a', 'b']],
  ['a \n {%+ print 1 +%} \n b', ['a \n ', ' \n b']],
  ['a \n {%- print 1 -%} \n b', ['a', 'b']],
  ['a {#- b -#} c', ['a', 'c']],
  ['a {#+ b +#} c', ['a ', ' c']],
  ['{{ 1 }}\n', []],
  ['{{ 1 }}\n\n', ['\n']],
  ['{{ 1 }}\r\n\r\n', ['\n']],
  ['{{ 1 }}\r', []],
  ['a\r\nb\rc\nd', ['a\nb\nc\nd']],
  ['a\u00a0\u2003\x1c\x85{{- 1 -}}\u3000\x1fb', ['a', 'b']],
  ['a\ufeff{{- 1 }}', ['a\ufeff']],
  ['a{ { } }%}#}b', ['a{ { } }%}#}b']],
  ['{#', []],
  ['{% raw %}\n', []],
];

/** Every node's kind and line, as Jinja2 numbers them: an operator's line can be the next token's. */
const LINES: readonly (readonly [string, string])[] = [
  ['a\n{{ b\n+ c\n+ d\n}}', 'output@1 text@1 binary@4 binary@2 name@2 name@3 name@4'],
  ['{{ a\n< b\n}}\n', 'output@3 compare@3 name@1 name@2'],
  [
    '{{ a\n.b\n[c]\n(d)\n|e\n}}',
    'output@5 filter@5 call@4 item@3 attribute@2 name@1 name@3 name@4',
  ],
  ['{{ a\nis not\nb }}', 'output@2 unary@2 test@2 name@1'],
  ['{{ (a,\nb) }}', 'output@1 tuple@1 name@1 name@2'],
  ['{{ a\n,\nb }}', 'output@2 tuple@2 name@1 name@3'],
  ['{%\nif a %}{% elif\n\nb %}{% endif %}', 'if@2 name@2 name@4'],
  [
    '{% set a =\n1 %}\n{% for\nb in c %}{% endfor %}',
    'set@1 constant@2 output@2 text@2 for@3 name@4',
  ],
  ['a\r\nb\r{{ c }}', 'output@1 text@1 name@3'],
  ['a{% raw %}\n{% endraw %}\n{{- b }}', 'output@1 text@1 text@1 name@3'],
];

describe('parseTemplate', () => {
  it('reads every statement', () => {
    for (const [source, expected] of TREES) {
      const { body, faults } = parseTemplate(source);
      assert.deepEqual([treeText(body), faults], [expected, []], source);
    }
  });

  it('keeps and drops white space as Jinja2 does', () => {
    for (const [source, expected] of TEXTS) {
      const texts: string[] = [];
      visitTemplate(parseTemplate(source).body, (node) => {
        if (node.kind === 'text') texts.push(node.text);
      });
      assert.deepEqual(texts, expected, JSON.stringify(source));
    }
  });

  it('gives nodes the lines that Jinja2 gives them', () => {
    for (const [source, expected] of LINES) {
      const lines: string[] = [];
      visitTemplate(parseTemplate(source).body, ({ kind, line }) => lines.push(`${kind}@${line}`));
      assert.equal(lines.join(' '), expected, JSON.stringify(source));
    }
  });

  it('gives a later branch the line of its condition', () => {
    const [statement] = parseTemplate('{% if a %}\n{% elif\nb %}{% endif %}').body;
    assert.ok(statement?.kind === 'if');
    assert.deepEqual(
      statement.branches.map(({ line }) => line),
      [1, 3],
    );
  });

  it('notes every tag with its word and what belongs to a block', () => {
    const source = 'a {{ b }}{#c#}{%- if d -%}\r\n{% else %}{% raw %}x{% endraw %}{% endif %}';
    const { tags, body } = parseTemplate(source);
    const statement = body.find(({ kind }) => kind === 'if');
    assert.ok(statement?.kind === 'if');
    assert.deepEqual(
      tags.map(({ kind, start, end, word }) => [kind, source.slice(start, end), word?.name]),
      [
        ['expression', '{{ b }}', undefined],
        ['comment', '{#c#}', undefined],
        ['statement', '{%- if d -%}', 'if'],
        ['statement', '{% else %}', 'else'],
        ['statement', '{% raw %}', 'raw'],
        ['statement', '{% endraw %}', 'endraw'],
        ['statement', '{% endif %}', 'endif'],
      ],
    );
    assert.deepEqual(statement.tags, [tags[2], tags[3], tags[6]]);
    assert.equal(source.slice(statement.start, statement.end), source.slice(14));
  });

  it('gives every statement the span that reads as itself', () => {
    for (const [source] of TREES) {
      for (const statement of parseTemplate(source).body) {
        const alone = parseTemplate(source.slice(statement.start, statement.end)).body;
        if (statement.kind !== 'output') {
          assert.equal(treeText(alone), treeText([statement]), source);
        }
      }
    }
  });

  it('parses an unchanged source once', () => {
    assert.equal(parseTemplate('{{ once }}'), parseTemplate('{{ once }}'));
  });
});
