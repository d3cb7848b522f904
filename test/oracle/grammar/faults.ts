import { chance, pick, several, type Draw } from './draw.js';
import { PIECES } from './literals.js';

/** Tags, strings, words, numbers, blanks and single characters of a template: what a shrink or a mutation handles as one. */
export function piecesOf(template: string): string[] {
  return (
    template.match(
      /\{[{%#][-+]?|[-+]?[%#]\}|-?\}\}|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|[\p{L}_][\p{L}\d_]*|\d+(?:\.\d+)?|\r\n|[ \t]+|[^]/gu,
    ) ?? []
  );
}

const INTRUDERS = [
  '{{',
  '}}',
  '{%',
  '%}',
  '#}',
  '{#',
  '(',
  ')',
  '[',
  ']',
  '{',
  '}',
  '|',
  '.',
  ',',
  ':',
  '=',
  '==',
  '!',
  '~',
  '*',
  '**',
  "'",
  '"',
  '%',
  '@',
  '$',
  '?',
  '&',
  '\\',
  'if',
  'else',
  'in',
  'is',
  'not',
  'and',
  'for',
  ' ',
  '\n',
  'nosuch',
  '|nosuch',
  ' is nosuch',
  '-',
  '<',
  '1',
  '1.',
  ':=',
  '{% endif %}',
  '{% else %}',
  '{% endfor %}',
  '{% elif x %}',
  '{{ x',
  '{% if x %}',
  '{% raw %}',
  '{% endraw %}',
  'not in',
  'recursive',
  'loop',
  '{% break %}',
  '|upper',
  '()',
  'é',
  '\r\n',
];

/** Breaks a template in one or two places. */
export function mutated(draw: Draw, template: string): string {
  const pieces = piecesOf(template);
  for (let turn = chance(draw, 75) ? 1 : 2; turn > 0; turn -= 1) {
    const inTags = pieces.flatMap((piece, at) => (/^(?:[ \t]+|\n)$/u.test(piece) ? [] : [at]));
    if (inTags.length === 0) return pick(draw, INTRUDERS);
    const at = pick(draw, inTags);
    const way = draw(100);
    if (way < 35) pieces.splice(at, 1);
    else if (way < 45) pieces.splice(at, 0, pieces[at]!);
    else if (way < 70) pieces.splice(at, 0, pick(draw, INTRUDERS));
    else if (way < 85) pieces[at] = pick(draw, INTRUDERS);
    else if (way < 93) pieces.splice(at, 0, pick(draw, pieces));
    else pieces.length = at;
  }
  return pieces.join('');
}

const FAULTS =
  String.raw`{{ 'a'.index('b') }}|{% end x %}|{% call(x) $undef(1) %}{% endcall %}|{{ 0x }}|{% endraw %}|{% set x == 1 %}|{{ }}|{{ loop.index }}|{% if x }}y{% endif %}|{{ x¦ }}|{{ 'x'¦truncate('a') }}|{% if x %}{% elif %}{% endif %}|{{ {'a': 1 }}|{{{{x}}}}|{{ "open }}|{{ loop.index.x }}|{{ x¦upcase }}|{% if x %}{% endif x %}|{% set x = $undef.a.b %}|{{ 'x' is odd }}|{% for x in 3 %}{{ x }}{% endfor %}|{% else if x %}|{{ 5¦join(',') }}|{% macro m() %}{{ caller() }}{% endmacro %}⏎{{ m() }}|{{ !x }}|{% from x import %}|{% for i in [1, 2] %}⏎{% if i == 2 %}⏎{{ i / 0 }}⏎{% endif %}⏎{% endfor %}|{{ x is not }}|{% if x %}a{% endfor %}|{{ [1, 'a']¦sort }}|{% set true = 1 %}|{{ else }}|{{ 'a'¦indent('x', wrong=1) }}|{{ x }⏎}⏎{{ y|{% block a %}{% endblock b %}|{% for x in [1] %}⏎{{ x }}⏎|{% if x is defined %}{{ x¦nosuch }}{% endif %}ok|{% autoescape %}x{% endautoescape %}|{% endfor %}⏎x|{{ [1, 'a']¦sum }}|{{ x|{{ a⏎.b⏎.c.d }}|{% if $undef.a.b %}⏎x{% endif %}|{{ 5¦first }}|{% include 'other.txt' ignore missing %}|{% include 'other.txt' %}|{% set none = 1 %}|{% endif %}|{{ caller() }}|{{ x }|{{ (1, 2)(3) }}|{{ f(a=1, a=2) }}|{{ range(1, 2, 0) }}|{# open comment⏎more|{{ 5¦length }}|{% block a %}{% endblock %}⏎{% block a %}{% endblock %}|{% set x = [⏎  1,⏎  2⏎ %}|{{ 1.2.3 }}|{{ f(a=1, 2) }}|{{ x := 1 }}|{{ '%s %s' % 'x' }}|{{ super() }}|{% break %}|{{ {1: 2, 'a': 3}¦tojson }}|{{ namespace(1) }}|{{ [x for x in y] }}|{% set x = %}|{{ {{ x }} }}|{% if x %}open|{{ == x }}|{# c⏎⏎#}{{ $undef() }}|{% for x [1] %}{% endfor %}|{{ 4 is divisibleby }}|{% extends 'base' %}|{% import 'x' as y %}|{% from 'x' import y %}|{% from 'x' import y as z with context %}|{% include x %}|{% include ['a', 'b'] %}|{% extends %}|{% import 'x' %}|{% macro %}{% endmacro %}|{% macro m %}{% endmacro %}|{% macro m(a=1, b) %}{% endmacro %}{{ m() }}|{% macro m(a, a) %}{% endmacro %}|{% macro m(1) %}{% endmacro %}|{% macro m(a,) %}{{ a }}{% endmacro %}{{ m(1) }}|{% macro m() %}x{% endfor %}|{% macro m(a) %}⏎{{ a.b.c }}⏎{% endmacro %}⏎⏎{{ m(1) }}|{% macro m() %}{% endmacro %}{{ m(1) }}|{% macro m() %}{% endmacro %}⏎{{ m(z=1) }}|{% call x %}{% endcall %}|{% call m(1) %}x|{% filter %}x{% endfilter %}|{% filter nosuch %}x{% endfilter %}|{% filter upper %}x|{% filter upper|nosuch %}x{% endfilter %}|{% with %}{% endwith %}|{% with a %}{% endwith %}|{% with a = 1, %}{% endwith %}|{% with a = 1 b = 2 %}{% endwith %}|{% with a = $undef.x.y %}⏎{{ a }}{% endwith %}|{% set a, b = 1 %}|{% set a, b = [1] %}|{% set a, b = [1, 2, 3] %}|{% set a.b = 1 %}|{% set a.b.c = 1 %}|{% set a[0] = 1 %}|{% set 'a' = 1 %}|{% set x %}|{% set x %}a{% endset x %}|{% set x|nosuch %}a{% endset %}|{% set x = 1 if %}|{% set loop = 1 %}{{ loop }}|{% set self = 1 %}{{ self }}|{% for %}{% endfor %}|{% for x %}{% endfor %}|{% for x in %}{% endfor %}|{% for 1 in [1] %}{% endfor %}|{% for x.y in [1] %}{% endfor %}|{% for loop in [1] %}{{ loop }}{% endfor %}|{% for x in [1] if %}{% endfor %}|{% for x in [1] else %}{% endfor %}|{% for a, b in [1] %}⏎{{ a }}{% endfor %}|{% for a, b in [[1]] %}{% endfor %}|{% for a, b in [[1, 2, 3]] %}{% endfor %}|{% for x in $undef.y %}{% endfor %}|{% for x in none %}{% endfor %}|{% for x in [1] %}⏎{{ loop(x) }}{% endfor %}|{% for x in [1] recursive %}{{ loop(1) }}{% endfor %}|{% for x in [0] %}{{ 1 // x }}{% else %}{% endfor %}|{% for x in [1] if x.y.z %}⏎{% endfor %}|{% if %}{% endif %}|{% if 1 < 'a' %}{% endif %}|{% if true %}⏎{% elif x %}⏎{% else %}⏎{% else %}{% endif %}|{% else %}|{% elif x %}|{% endset %}|{% endblock %}|{% endmacro %}|{% block %}{% endblock %}|{% block 1 %}{% endblock %}|{% block a.b %}{% endblock %}|{% block a-b %}{% endblock %}|{% block a required %}{% endblock %}|{% block a required %}x{% endblock %}|{% block a scoped required %} {% endblock %}|{% block q %}⏎{{ 1 / 0 }}{% endblock %}|{% block q %}{{ super() }}{% endblock %}|{{ self.nope() }}|{{ self.nope }}|{% raw %}open|{% raw x %}{% endraw %}|{% comment %}|{% print x %}|{% print %}|{% print 1, 2 %}|{% do x %}|{% continue %}|{% trans %}x{% endtrans %}|{% debug %}|{% 'if' %}|{% 1 %}|{% %}|{% if x|{% if x %|{{ x %}|{% x }}|{{ x | | y }}|{{ x. }}|{{ x.1a }}|{{ x.'a' }}|{{ x[ }}|{{ x[] }}|{{ x[1 }}|{{ x(] }}|{{ (x }}|{{ x) }}|{{ [1, 2 }}|{{ [1 2] }}|{{ {1, 2} }}|{{ {'a'} }}|{{ {'a': } }}|{{ {a b} }}|{{ f(*) }}|{{ f(**) }}|{{ f(*[1], *[2]) }}|{{ f(**{}, *[]) }}|{{ f(a b) }}|{{ f(,) }}|{{ f(1,) }}|{{ f(1,,2) }}|{{ f(1=2) }}|{{ x is }}|{{ x is 1 }}|{{ x is nosuch }}|{{ x is not nosuch }}|{{ x is odd is even }}|{{ x is odd even }}|{{ 1 is eq }}|{{ x|1 }}|{{ x|upper( }}|{{ x|upper() }}|{{ x|upper.y }}|{{ x|up.per }}|{{ x not y }}|{{ not }}|{{ x and }}|{{ or x }}|{{ x in }}|{{ x not in }}|{{ x if }}|{{ x if y else }}|{{ if x }}|{{ x else y }}|{{ 1 + }}|{{ * 2 }}|{{ 1 ** }}|{{ ~ }}|{{ x = 1 }}|{{ x == }}|{{ a < > b }}|{{ a <> b }}|{{ a === b }}|{{ a && b }}|{{ a || b }}|{{ a ? b : c }}|{{ a; b }}|{{ a @ b }}|{{ $x }}|{{ x\n }}|{{ 'a" }}|{{ 'it's' }}|{{ "a⏎b" "c }}|{{ 'a\' }}|{{ '\N{NOPE}' }}|{{ '\x4' }}|{{ '\u00' }}|{{ 1a }}|{{ a 1 }}|{{ 1 2 }}|{{ 'a' b }}|{{ a, }}|{{ a, b }}|{{ ,a }}|{{ () }}|{{ (,) }}|{{ a b }}|{{ a:b }}|{{ a[1:2:3:4] }}|{{ a[:] }}|{{ x[1:] is defined }}|{{ none.x.y }}|{{ none() }}|{{ 1() }}|{{ 'a'() }}|{{ [].x() }}|{{ {}.x() }}|{{ 'a'.nope() }}|{{ 1 + 'a' }}|{{ 'a' + 1 }}|{{ [] + 1 }}|{{ {} + {} }}|{{ none + 1 }}|{{ -'a' }}|{{ 1 < 'a' }}|{{ 1 in 2 }}|{{ 1 / 0 }}|{{ 1 % 0 }}|{{ '%d' % 'a' }}|{{ 'a' * 'b' }}|{{ [1][1.5] }}|{{ 'abc'[:'a'] }}|{{ {[]: 1} }}|{{ 'a'¦int(base=99) }}|{{ 'a'¦round }}|{{ none¦round }}|{{ none¦abs }}|{{ none¦length }}|{{ 5¦list }}|{{ 5¦sort }}|{{ 5¦dictsort }}|{{ 5¦items }}|{{ 5¦batch(1) }}|{{ 5¦batch(1)¦list }}|{{ [1]¦batch }}|{{ [1]¦slice(0)¦list }}|{{ [1]¦map }}|{{ [1]¦map¦list }}|{{ [1]¦map('nosuch')¦list }}|{{ [1]¦select('nosuch')¦list }}|{{ [1]¦selectattr¦list }}|{{ [{}]¦map(attribute='x.y')¦list }}|{{ [1]¦groupby }}|{{ [1]¦join(attribute='x') }}|{{ 'a'¦replace('a') }}|{{ 'a'¦replace }}|{{ 'a'¦truncate(1) }}|{{ 'a'¦attr }}|{{ 'a'¦format(1) }}|{{ '%s'¦format }}|{{ 'a'¦wordwrap(0) }}|{{ 'a'¦center('x') }}|{{ 1¦xmlattr }}|{{ {'a b': 1}¦xmlattr }}|{{ 'a'¦dictsort }}|{{ 'a'¦sum }}|{{ 'a'¦filesizeformat }}|{{ 'a'¦tojson(x=1) }}|{{ x¦tojson }}|{{ range('a') }}|{{ range(1.5) }}|{{ range() }}|{{ dict(1) }}|{{ dict([1]) }}|{{ cycler() }}|{{ namespace(1, 2) }}|{{ joiner(1, 2) }}|{{ 'a'.split('') }}|{{ 'a'.join(1) }}|{{ 'a'.join([1]) }}|{{ 'a'.upper(1) }}|{{ 'a'.replace('a') }}|{{ 'a'.center() }}|{{ '{}'.format() }}|{{ '{a}'.format() }}|{{ '{'.format() }}|{{ '{:d}'.format('a') }}|{{ '{:q}'.format(1) }}|{{ '{0.x}'.format(1) }}|{{ [].pop() }}|{{ [].remove(1) }}|{{ [1].index(2) }}|{{ {}.pop('a') }}|{{ {}.popitem() }}|{{ {}.update(1) }}|{{ 1 is divisibleby 0 }}|{{ 1 is in 2 }}|{{ 1 is lt 'a' }}|{{ 'a' is divisibleby 2 }}|{{ 1 is sameas }}|{{ 1 is odd(1) }}|{{ x is mapping() }}`
    .split(/\|(?=\{)/u)
    .map((fault) => fault.replaceAll('⏎', '\n').replaceAll('¦', '|'));

/** A tag that Jinja2 refuses, or a near miss. */
export function fault(draw: Draw): string {
  return pick(draw, FAULTS).replaceAll('$undef', () => PIECES['undef']!(draw));
}

const PREFIXES = [
  'Plain line.',
  '# heading',
  '- bullet',
  '  indented',
  '',
  '{# remark #}',
  '{# two\nlines #}',
  '{% raw %}{{\n}}{% endraw %}',
  "{{ 'x' }}",
  '{{ "two\nlines" }}',
  '{{ [1,\n  2]|length }}',
  '{% set a1 = 1 %}',
  '{%- if true %}\nin\n{%- endif %}',
  '{% for q in [1] -%}\n\n{% endfor %}',
  '{% macro early(a) %}\n{{ a }}\n{% endmacro %}',
  '{%- set b2 -%}\ntext\n{%- endset %}',
  '{{ early is defined }}',
  '{#- trimmed -#}\n',
  "{{ '\\n' }}",
  '{% if\n true\n%}{% endif %}',
  '{{ {\n} }}',
  '{% filter upper %}\nx{% endfilter %}',
];

/** Some lines that render, so that what follows stands on a later line. */
export function leadingLines(draw: Draw, most: number, newline: string): string {
  return several(draw, [0, most], () => pick(draw, PREFIXES) + newline).join('');
}

/** Puts a fault inside blocks that span lines. */
export function nested(draw: Draw, inner: string, newline: string): string {
  const n = newline;
  const shells: readonly ((text: string) => string)[] = [
    (text) => text,
    (text) => `{% if true %}${n}${text}${n}{% endif %}`,
    (text) => `{% if false %}${n}a${n}{% else %}${n}${text}${n}{% endif %}`,
    (text) => `{% if nope %}${n}{% elif true %}${n}${text}{% endif %}`,
    (text) => `{% for q in [1, 2] %}${n}- ${text}${n}{% endfor %}`,
    (text) => `{% for q in [] %}${n}{% else %}${n}${text}${n}{% endfor %}`,
    (text) => `{% macro mm(a) %}${n}${text}${n}{% endmacro %}${n}{{ mm(1) }}`,
    (text) =>
      `{% macro mm() %}${n}{{ caller() }}${n}{% endmacro %}${n}{% call mm() %}${n}${text}${n}{% endcall %}`,
    (text) => `{% set sb %}${n}${text}${n}{% endset %}${n}{{ sb }}`,
    (text) => `{% with w = 1 %}${n}${text}${n}{% endwith %}`,
    (text) => `{% block bb %}${n}${text}${n}{% endblock %}`,
    (text) => `{% filter upper %}${n}${text}${n}{% endfilter %}`,
    (text) => `{% autoescape true %}${n}${text}${n}{% endautoescape %}`,
    (text) => `a {{ 1 }}${n}{{ 2 }} ${text}${n}{{ 3 }}`,
    (text) => `{{ 'x' ~${n}'y' }}${text}`,
    (text) => `{%- for q in [1] recursive -%}${n}${text}${n}{%- endfor -%}`,
  ];
  const shell = pick(draw, shells);
  return chance(draw, 35) ? pick(draw, shells)(shell(inner)) : shell(inner);
}

/** An expression that fails at run time with its parts on several lines. */
export function brokenExpression(draw: Draw, newline: string): string {
  const n = newline;
  const bad = pick(draw, [
    'nope.x',
    '1 / 0',
    "'a'.index('b')",
    'nope()',
    "'a' + 1",
    '[].pop()',
    "{}['a'].b",
    'none.x.y',
    "'x'|round",
    '5|first',
    '1 < "a"',
    "'%d' % 'a'",
  ]);
  return pick(draw, [
    `{{ [${n}1,${n}${bad}${n}] }}`,
    `{{ (1${n}+ 2${n}+ (${bad})) }}`,
    `{{${n}${bad}${n}}}`,
    `{{ 'a'${n}|upper${n}|replace(${n}${bad}, '') }}`,
    `{{ {'a': 1,${n}'b': ${bad}} }}`,
    `{% if 1 and${n}${bad} %}${n}x{% endif %}`,
    `{% if false %}${n}{% elif${n} ${bad} %}x{% endif %}`,
    `{% for a in [1,${n}${bad}] %}${n}{{ a }}${n}{% endfor %}`,
    `{% for a in [1,${n}2] if${n}(${bad}) %}${n}{{ a }}${n}{% endfor %}`,
    `{% set a = [${n}1,${n}${bad}] %}`,
    `{% set a =${n}${bad} %}${n}{{ a }}`,
    `{% with a = 1,${n}b = (${bad}) %}${n}{{ b }}{% endwith %}`,
    `{{ 1 }}${n}text {{ 2 }} {{ ${bad} }}${n}{{ 3 }}`,
    `{{ 1 if${n}true else 2 }}${n}{{ 1 if${n}(${bad}) else 3 }}`,
    `{% macro mm(a,${n}b=(${bad})) %}${n}{{ a }}{% endmacro %}${n}{{ mm(1) }}`,
    `{% macro mm(a) %}${n}{{ a }}${n}{% endmacro %}${n}{{ mm(${n}${bad}) }}`,
    `{% filter replace('a',${n}${bad}) %}${n}x${n}{% endfilter %}`,
    `{% filter indent(${bad}) %}${n}x{% endfilter %}`,
    `{% call mm(${n}${bad}) %}x{% endcall %}`,
    `{% set s | replace(${n}'a', ${bad}) %}${n}x${n}{% endset %}`,
    `{% set ns = namespace() %}${n}{% set ns.a = ${n}${bad} %}`,
    `{% autoescape ${n}true %}{{ ${bad} }}{% endautoescape %}`,
    `{{ [1, 2]|map('upper'${n})|join(${n}', ')${n}~ (${bad}) }}`,
    `{{ 'a'${n}.upper()${n}.index('q') }}`,
    `{{ 'a'.index(${n}'q',${n}0) }}`,
    `{% print 1,${n}${bad} %}`,
    `{{ [3, 'a']${n}|sort${n}|first }}`,
    `{{ 1${n}if (${bad})${n}else 2 }}`,
    `{{ x is${n}defined and (${bad}) }}`,
    `{% for a in [1] %}${n}{{ loop.cycle(${n}${bad}) }}${n}{% endfor %}`,
  ]);
}
