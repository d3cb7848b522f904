import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseTemplate } from '../../../../../src/core/template/syntax/parseTemplate.js';
import { visitTemplate } from '../../../../../src/core/template/syntax/walkTemplate.js';
import { treeText } from './treeText.js';

/** The line that Jinja2 reports, our code, and where the fault is shown. */
const FAULTS: readonly (readonly [string, number, string, string])[] = [
  ['\n{{ a\n\n', 2, 'unclosed', '{{'],
  ['{% if a %}\n\ntext\n', 1, 'unclosed', '{% if a %}'],
  ['{% if a %}\n{{ b }}\n{% else %}\n\n', 3, 'unclosed', '{% if a %}'],
  ['{% set x %}\n', 1, 'unclosed', '{% set x %}'],
  ['\n{# open', 2, 'unclosed', '{#'],
  ['{% raw -%}\n\n  x', 3, 'unclosed', '{% raw -%}'],
  ["{{ 'a\nb }}", 1, 'syntax', "'"],
  ['{{\n\na b\n}}', 3, 'syntax', 'b'],
  ['a\r\nb\r{{ ) }}', 3, 'syntax', ')'],
  ['{{ [1,\n(2}] }}', 2, 'syntax', '}'],
  ['{{ 5 $ 6 }}', 1, 'syntax', '$'],
  ['\n{{ a·\n² }}', 3, 'syntax', '²'],
  [String.raw`{{ 'a\x4' }}`, 1, 'syntax', String.raw`'a\x4'`],
  [String.raw`{{ '\U00110000' }}`, 1, 'syntax', String.raw`'\U00110000'`],
  [String.raw`{{ '\N{NO SUCH THING}' }}`, 1, 'syntax', String.raw`'\N{NO SUCH THING}'`],
  ['{{ a\u200db }}', 1, 'syntax', '\u200d'],
  ['{{ 12_ }}', 1, 'syntax', '_'],
  ['{{ 012 }}', 1, 'syntax', '12'],
  ['{{ a\n is b\n is c }}', 3, 'syntax', 'is'],
  ["{{ a.\n\n'b' }}", 3, 'syntax', "'b'"],
  ['{{ a|b.\n1 }}', 2, 'syntax', '1'],
  ['{{ x is\n\n}}', 3, 'syntax', '}}'],
  ['{{ a if b else }}', 1, 'syntax', '}}'],
  ['{{ a[1:2:3:4] }}', 1, 'syntax', ':'],
  ['{{ f(\n*a,\nb) }}', 1, 'syntax', 'b'],
  ['{{ f(\na=1, 2) }}', 1, 'syntax', '2'],
  ['{{ f(**a, *b) }}', 1, 'syntax', '*'],
  ['{{ f(a b) }}', 1, 'syntax', 'b'],
  ['{{ {1:2,\n3} }}', 2, 'syntax', '}'],
  ['{{ a\n-}}\n\n{{ b c }}', 4, 'syntax', 'c'],
  ['\n\n{% foo %}', 3, 'unknown-tag', 'foo'],
  ['{% endif %}', 1, 'unknown-tag', 'endif'],
  ['{% if a %}\n{% endfor %}\n{% endif %}', 2, 'unknown-tag', 'endfor'],
  ['{% for x in y %}\n{% else %}\n{% else %}\n{% endfor %}', 3, 'unknown-tag', 'else'],
  ['{% for x, in y %}{% endfor %}', 1, 'syntax', 'y'],
  ['{% for true in y %}{% endfor %}', 1, 'syntax', 'true'],
  ['{% set\n1\n= 2 %}', 2, 'syntax', '1'],
  ['{% set a,\n1 = 2 %}', 1, 'syntax', 'a,\n1'],
  ["{% import 'a' as\ntrue %}", 2, 'syntax', 'true'],
  ["{% from 'a' import\n_b %}", 2, 'syntax', '_b'],
  ['{% macro m(a=1,\nb) %}{% endmacro %}', 2, 'syntax', ')'],
  ['{% call\nx\n%}{% endcall %}', 1, 'syntax', 'x'],
  ['{% block a required %}\n{{ b }}\n{% endblock %}', 3, 'syntax', '%}'],
  ['{% block a-b %}{% endblock %}', 1, 'syntax', '-'],
  ['{% block b %}{% endblock c %}', 1, 'syntax', 'c'],
  ['{% if a = 1 %}{% endif %}', 1, 'syntax', '='],
  ['{% %}', 1, 'syntax', '%}'],
  ['\n{{{{x}}}}', 2, 'double-braces', '{{{{'],
  ['{{{x}}}', 1, 'double-braces', '{{{'],
  ['{{ {{x}} }}', 1, 'double-braces', '{{ {{'],
  ['{{ f(a=1, b=2, a=3) }}', 1, 'repeated-argument', 'a'],
  ['{% macro m(a, a) %}{% endmacro %}', 1, 'repeated-argument', 'a'],
];

/** What people write who come from elsewhere, and how to mend it. */
const MENDS: readonly (readonly [string, string])[] = [
  ['{{{{x}}}}', 'Two braces print a value: write {{ … }} instead of {{{{.'],
  ['{% if a %}', '{% if %} is not closed: write {% endif %}.'],
  ['{{ a', '{{ is not closed: write }}.'],
  ['{{ a }', 'One } does not end a tag: write }}.'],
  ['{{ a && b }}', 'Write "and" instead of "&&".'],
  ['{{ a || b }}', 'Write "or" instead of "||".'],
  ['{{ !a }}', 'Write "not" instead of "!".'],
  ['{% if a = 1 %}{% endif %}', 'Write == to compare; = stands in {% set %} and {% with %} only.'],
  ['{% if a %}{% else if b %}{% endif %}', 'Write {% elif … %} instead of {% else if … %}.'],
  ['{% if a %}{% elseif b %}{% endif %}', 'Jinja2 has no tag "elseif". Write {% elif %}.'],
  ['{% fro a in b %}', 'Jinja2 has no tag "fro". Write {% for %}.'],
];

describe('faults of a template', () => {
  it('stand where Jinja2 reports them', () => {
    for (const [source, ...expected] of FAULTS) {
      const fault = parseTemplate(source).faults[0];
      const shown = fault && source.slice(fault.start, fault.end);
      assert.deepEqual([fault?.line, fault?.code, shown], expected, JSON.stringify(source));
    }
  });

  it('say how to mend them', () => {
    for (const [source, expected] of MENDS) {
      assert.equal(parseTemplate(source).faults[0]?.message, expected, source);
    }
  });

  it('leave the rest of the template to be read', () => {
    for (const [source, lines, tree] of [
      ['{{ a + }}\n{{ b }}\n{% foo %}{{ c', [1, 3, 3], '<missing> "\\n" b "\\n" c'],
      ['{% for x in %}{{ x }}{% endfor %}y', [1], 'for[x in <missing>: x; else: ] "y"'],
      [
        '{% for x in y %}{% if a %}1{% endfor %}2',
        [1],
        'for[x in y: if[a: "1"; else: ]; else: ] "2"',
      ],
      ['{% if a %}{% set b = %}{{ b }}', [1, 1], 'if[a: set[b = <missing>] b; else: ]'],
      ['{% macro m(a %}{{ a }}{% endmacro %}', [1], 'macro[m(): a]'],
      ['{{ "a }}{{ b }}', [1], '<missing> b'],
      ['{{ a {{ b }}', [1], 'a b'],
      ['{# a {{ b }}', [1], '" a " b'],
      ['{% raw %}{{ b }}', [1], 'b'],
    ] as const) {
      const { faults, body } = parseTemplate(source);
      assert.deepEqual([faults.map(({ line }) => line), treeText(body)], [lines, tree], source);
    }
  });

  it('are none where Jinja2 finds none', () => {
    for (const source of ['{#', '{% raw %}', '{{ f(class=1, class=2) }}', '{{ a[] }}', '']) {
      assert.deepEqual(parseTemplate(source).faults, [], source);
    }
  });

  it('are met at the depth at which Python meets them', () => {
    const nested: Record<string, [most: number, write: (count: number) => string]> = {
      brackets: [69, (count) => `{{ ${'('.repeat(count)}1${')'.repeat(count)} }}`],
      lists: [74, (count) => `{{ ${'['.repeat(count)}1${']'.repeat(count)} }}`],
      sums: [197, (count) => `{{ a${'+a'.repeat(count)} }}`],
      filters: [197, (count) => `{{ a${'|upper'.repeat(count)} }}`],
      loops: [20, (count) => '{% for a in b %}'.repeat(count) + '{% endfor %}'.repeat(count)],
      conditions: [98, (count) => '{% if a %}'.repeat(count) + '{% endif %}'.repeat(count)],
    };
    for (const [name, [most, write]] of Object.entries(nested)) {
      assert.deepEqual(parseTemplate(write(most)).faults, [], name);
      assert.equal(parseTemplate(write(most + 1)).faults.length, 1, name);
      assert.equal(parseTemplate(write(10_000)).faults.length > 0, true, name);
    }
    assert.deepEqual(parseTemplate(`{{ a${'~a'.repeat(5000)} }}`).faults, []);
  });

  it('cost no more than the template is long', () => {
    const pieces = ['{', '{{ ', '{# ', '{% raw %}', "{{ ' }}", '(', '{% if a %}', '{% foo %}'];
    const more = [
      ' ',
      '{%   ',
      '{{ 1.1e',
      '{{ a }}',
      '1_',
      "'a' ",
      '+a',
      '{% elif a %}',
      '\\',
      '{##',
    ];
    for (const piece of [...pieces, ...more]) {
      const count = Math.ceil(60_000 / piece.length);
      for (const opener of ['', '{{ ', '{% if a %}', '{% raw %}']) {
        const { faults } = parseTemplate(opener + piece.repeat(count));
        assert.ok(faults.length <= 101, piece);
      }
    }
  });

  it('are found in anything without a throw, and lie inside it', () => {
    const piece = fc.constantFrom(
      ...'{{ }} {% %} {# #} -%} {%- if elif else endif for in endfor set = endset macro ( ) endmacro'.split(
        ' ',
      ),
      ...[
        'a',
        ' ',
        '\n',
        '\r\n',
        "'",
        '"',
        '\\',
        '|',
        '.',
        ',',
        '[',
        ']',
        '{',
        '}',
        '1',
        '😀',
        'é',
      ],
    );
    const template = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(template, (source) => {
        const { faults, tags, body } = parseTemplate(source);
        const lineCount = source.split(/\r\n|\r|\n/).length;
        for (const { start, end } of [...faults, ...tags]) {
          assert.ok(0 <= start && start <= end && end <= source.length);
        }
        for (const { line } of faults) {
          assert.ok(line >= 1 && line <= lineCount);
        }
        assert.deepEqual(
          [...tags].sort((a, b) => a.start - b.start),
          tags,
        );
        visitTemplate(body, ({ start, end }) => {
          assert.ok(0 <= start && start <= end && end <= source.length);
        });
      }),
      { numRuns: 500 },
    );
  });
});
