import { t } from '../../../../l10n/t.js';
import { docsOf } from './builtinDoc.js';

/** Names that every template knows without any data. */
export const GLOBAL_DOCS = docsOf([
  [
    'cycler(*items)',
    () => t('An object whose `next()` goes round the items; `current`, `reset()`.'),
    "{% set c = cycler('odd', 'even') %}{{ c.next() }} {{ c.next() }} {{ c.next() }}",
    'odd even odd',
  ],
  [
    'dict(**items)',
    () => t('A dict with these names as keys.'),
    '{{ dict(a=1, b=2) }}',
    "{'a': 1, 'b': 2}",
  ],
  [
    "joiner(sep=', ')",
    () => t('A function that gives nothing the first time it is called, then `sep`.'),
    "{% set comma = joiner() %}{% for x in 'ab' %}{{ comma() }}{{ x }}{% endfor %}",
    'a, b',
  ],
  [
    'lipsum(n=5, html=true, min=20, max=100)',
    () =>
      t('Paragraphs of filler text. The preview has no randomness: it is always the same text.'),
    '{{ lipsum(n=2, html=false).splitlines()|length }}',
    '3',
  ],
  [
    'namespace(**items)',
    () => t('An object whose parts `set` can change, inside loops too.'),
    '{% set ns = namespace(n=0) %}{% for x in [1, 2] %}{% set ns.n = ns.n + x %}{% endfor %}{{ ns.n }}',
    '3',
  ],
  [
    'range(start=0, stop, step=1)',
    () => t('Whole numbers from `start` up to, but not including, `stop`.'),
    '{{ range(1, 4)|list }}',
    '[1, 2, 3]',
  ],
]);

/** Parts of `loop` inside a `for`. */
export const LOOP_DOCS = docsOf([
  [
    'index',
    () => t('Which round it is, from 1.'),
    "{% for x in 'ab' %}{{ loop.index }}{% endfor %}",
    '12',
  ],
  [
    'index0',
    () => t('Which round it is, from 0.'),
    "{% for x in 'ab' %}{{ loop.index0 }}{% endfor %}",
    '01',
  ],
  [
    'revindex',
    () => t('How many rounds are left, this one included.'),
    "{% for x in 'ab' %}{{ loop.revindex }}{% endfor %}",
    '21',
  ],
  [
    'revindex0',
    () => t('How many rounds are left after this one.'),
    "{% for x in 'ab' %}{{ loop.revindex0 }}{% endfor %}",
    '10',
  ],
  [
    'first',
    () => t('Is it the first round?'),
    "{% for x in 'ab' %}{{ '>' if loop.first }}{{ x }}{% endfor %}",
    '>ab',
  ],
  [
    'last',
    () => t('Is it the last round?'),
    "{% for x in 'ab' %}{{ x }}{{ ', ' if not loop.last }}{% endfor %}",
    'a, b',
  ],
  [
    'length',
    () => t('How many rounds there are.'),
    "{% for x in 'ab' %}{{ loop.length }}{% endfor %}",
    '22',
  ],
  [
    'cycle(*items)',
    () => t('One of the items in each round, in turn.'),
    "{% for x in 'abc' %}{{ loop.cycle('-', '+') }}{% endfor %}",
    '-+-',
  ],
  [
    'changed(*values)',
    () => t('Are the values others than in the round before?'),
    '{% for x in [1, 1, 2] %}{{ x if loop.changed(x) }}{% endfor %}',
    '12',
  ],
  [
    'previtem',
    () => t('The item of the round before; undefined in the first.'),
    "{% for x in 'ab' %}{{ loop.previtem }}{{ x }} {% endfor %}",
    'a ab ',
  ],
  [
    'nextitem',
    () => t('The item of the next round; undefined in the last.'),
    "{% for x in 'ab' %}{{ x }}{{ loop.nextitem }} {% endfor %}",
    'ab b ',
  ],
  [
    'depth',
    () => t('How deep a recursive loop is, from 1.'),
    '{% for x in [[1]] recursive %}{{ loop.depth }}{% if x is iterable %}{{ loop(x) }}{% endif %}{% endfor %}',
    '12',
  ],
  [
    'depth0',
    () => t('How deep a recursive loop is, from 0.'),
    '{% for x in [[1]] recursive %}{{ loop.depth0 }}{% if x is iterable %}{{ loop(x) }}{% endif %}{% endfor %}',
    '01',
  ],
]);

/** Statement tags, without their `{%` and `%}`. */
export const STATEMENT_DOCS = docsOf([
  [
    'autoescape true',
    () => t('Inside, what is printed is made safe for HTML.'),
    "{% autoescape true %}{{ '<' }}{% endautoescape %}",
    '&lt;',
  ],
  [
    'block name',
    () => t('A part with a name; here it is rendered where it stands.'),
    '{% block intro %}Hi{% endblock %}',
    'Hi',
  ],
  [
    'call macro()',
    () => t('Calls a macro with a body, which it renders by `caller()`.'),
    '{% macro box() %}[{{ caller() }}]{% endmacro %}{% call box() %}x{% endcall %}',
    '[x]',
  ],
  [
    'elif condition',
    () => t('Another condition of an `if`, looked at where the ones before are false.'),
    '{% if 0 %}a{% elif 1 %}b{% endif %}',
    'b',
  ],
  [
    'else',
    () => t('What is rendered where no condition is true, or where a loop has no items.'),
    '{% for x in [] %}{{ x }}{% else %}none{% endfor %}',
    'none',
  ],
  [
    'filter name',
    () => t('Puts its body through a filter.'),
    '{% filter upper %}hi{% endfilter %}',
    'HI',
  ],
  [
    'for item in items',
    () =>
      t(
        'Renders its body for each item; `if` leaves items out, `recursive` lets `loop()` go deeper.',
      ),
    '{% for x in [1, 2, 3] if x != 2 %}{{ x }}{% endfor %}',
    '13',
  ],
  [
    'if condition',
    () => t('Renders its body where the condition is true.'),
    '{% if 1 < 2 %}yes{% endif %}',
    'yes',
  ],
  [
    "macro name(parameter, other='default')",
    () => t('A part to be called like a function.'),
    "{% macro greet(name='you') %}Hi {{ name }}{% endmacro %}{{ greet() }}",
    'Hi you',
  ],
  ['print value', () => t('Prints a value, as `{{ … }}` does.'), '{% print 1 + 1 %}', '2'],
  [
    'raw',
    () => t('Its body is text: tags in it are not looked at.'),
    '{% raw %}{{ x }}{% endraw %}',
    '{{ x }}',
  ],
  [
    'set name = value',
    () =>
      t('Gives a value a name, up to the end of the block it stands in; with an end tag, a text.'),
    '{% set x = 3 %}{{ x * 2 }}',
    '6',
  ],
  [
    'with name = value',
    () => t('Names that are known in its body only.'),
    '{% with x = 3 %}{{ x }}{% endwith %}{{ x }}',
    '3',
  ],
  [
    "extends 'template'",
    () =>
      t(
        'Builds on another template. A template of an eval stands alone: it fails when it is rendered.',
      ),
    "{% if false %}{% extends 'base' %}{% endif %}fine",
    'fine',
  ],
  [
    "include 'template'",
    () =>
      t(
        'Renders another template. A template of an eval stands alone: it fails when it is rendered.',
      ),
    "{% if false %}{% include 'other' %}{% endif %}fine",
    'fine',
  ],
  [
    "import 'template' as name",
    () =>
      t(
        'Macros of another template. A template of an eval stands alone: it fails when it is rendered.',
      ),
    "{% if false %}{% import 'other' as o %}{% endif %}fine",
    'fine',
  ],
  [
    "from 'template' import name",
    () =>
      t(
        'Macros of another template. A template of an eval stands alone: it fails when it is rendered.',
      ),
    "{% if false %}{% from 'other' import m %}{% endif %}fine",
    'fine',
  ],
]);
