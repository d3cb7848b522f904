import assert from 'node:assert/strict';
import { highlighter, scopes } from './highlight.js';
import { jsonGrammar, markdownGrammar } from './outerGrammars.js';

const open = (tag: string): string => `${tag} punctuation.definition.template-expression.begin`;
const close = (tag: string): string => `${tag} punctuation.definition.template-expression.end`;
/** What stands between `{{` and `}}`. */
const inside = (...pieces: string[]): string[] => [open('{{'), ...pieces, close('}}')];
const tag = (...pieces: string[]): string[] => [open('{%'), ...pieces, close('%}')];
const quote = (mark: string, part: 'begin' | 'end'): string =>
  `${mark} punctuation.definition.string.${part}`;
const text = (value: string): string[] => [
  quote("'", 'begin'),
  `${value} string.quoted.single`,
  quote("'", 'end'),
];

const highlighted: readonly [name: string, template: string, pieces: string[]][] = [
  ['a name in text', 'Hi {{ name }}!', ['Hi', ...inside('name variable.other'), '!']],
  [
    'whitespace control',
    '{{- x +}}{%- print x -%}',
    [
      open('{{'),
      '- keyword.operator.whitespace-control',
      'x variable.other',
      '+ keyword.operator.whitespace-control',
      close('}}'),
      open('{%'),
      '- keyword.operator.whitespace-control',
      'print keyword.control',
      'x variable.other',
      '- keyword.operator.whitespace-control',
      close('%}'),
    ],
  ],
  [
    'attributes, items and methods',
    "{{ a.b['c'].d() }}",
    inside(
      'a variable.other',
      '. punctuation.accessor',
      'b variable.other.property',
      '[ punctuation.bracket',
      ...text('c'),
      '] punctuation.bracket',
      '. punctuation.accessor',
      'd entity.name.function.method',
      '( punctuation.bracket',
      ') punctuation.bracket',
    ),
  ],
  [
    'filters with named arguments',
    "{{ x | default('', boolean=true) | upper }}",
    inside(
      'x variable.other',
      '| keyword.operator.filter',
      'default support.function.filter',
      '( punctuation.bracket',
      quote("'", 'begin'),
      quote("'", 'end'),
      ', punctuation.separator',
      'boolean variable.parameter',
      '= keyword.operator.assignment',
      'true constant.language',
      ') punctuation.bracket',
      '| keyword.operator.filter',
      'upper support.function.filter',
    ),
  ],
  [
    'tests and word operators',
    '{{ x is not none and y in z or not q is divisibleby 3 }}',
    inside(
      'x variable.other',
      'is keyword.operator.wordlike',
      'not keyword.operator.wordlike',
      'none support.function.test',
      'and keyword.operator.wordlike',
      'y variable.other',
      'in keyword.operator.wordlike',
      'z variable.other',
      'or keyword.operator.wordlike',
      'not keyword.operator.wordlike',
      'q variable.other',
      'is keyword.operator.wordlike',
      'divisibleby support.function.test',
      '3 constant.numeric.integer',
    ),
  ],
  [
    'numbers and operators',
    '{{ 1_000 + 2.5e-3 // 0xFF ** 1e3 ~ a <= b }}',
    inside(
      '1_000 constant.numeric.integer',
      '+ keyword.operator.arithmetic',
      '2.5e-3 constant.numeric.float',
      '// keyword.operator.arithmetic',
      '0xFF constant.numeric.integer',
      '** keyword.operator.arithmetic',
      '1e3 constant.numeric.float',
      '~ keyword.operator.arithmetic',
      'a variable.other',
      '<= keyword.operator.comparison',
      'b variable.other',
    ),
  ],
  [
    'a string with escapes and what looks like a tag’s end',
    String.raw`{{ 'a\n\u00e9\'}}' }}`,
    inside(
      quote("'", 'begin'),
      'a string.quoted.single',
      String.raw`\n constant.character.escape`,
      String.raw`\u00e9 constant.character.escape`,
      String.raw`\' constant.character.escape`,
      '}} string.quoted.single',
      quote("'", 'end'),
    ),
  ],
  [
    'a dict that ends where the tag does',
    '{{ {1: {2: 3}}}}',
    inside(
      '{ punctuation.definition.dict.begin',
      '1 constant.numeric.integer',
      ': punctuation.separator',
      '{ punctuation.definition.dict.begin',
      '2 constant.numeric.integer',
      ': punctuation.separator',
      '3 constant.numeric.integer',
      '} punctuation.definition.dict.end',
      '} punctuation.definition.dict.end',
    ),
  ],
  [
    'a condition inside of an expression',
    '{{ a if b else range(3) }}',
    inside(
      'a variable.other',
      'if keyword.control.conditional',
      'b variable.other',
      'else keyword.control.conditional',
      'range support.function.builtin',
      '( punctuation.bracket',
      '3 constant.numeric.integer',
      ') punctuation.bracket',
    ),
  ],
  [
    'if, elif, else',
    '{% if a %}{% elif b %}{% else %}{% endif %}',
    [
      ...tag('if keyword.control.conditional', 'a variable.other'),
      ...tag('elif keyword.control.conditional', 'b variable.other'),
      ...tag('else keyword.control.conditional'),
      ...tag('endif keyword.control.conditional'),
    ],
  ],
  [
    'a loop over lines',
    '{% for k, v in d.items()\n   if loop.index recursive %}{% endfor %}',
    [
      open('{%'),
      'for keyword.control.loop',
      'k variable.other',
      ', punctuation.separator',
      'v variable.other',
      'in keyword.operator.wordlike',
      'd variable.other',
      '. punctuation.accessor',
      'items entity.name.function.method',
      '( punctuation.bracket',
      ') punctuation.bracket',
      'if keyword.control.conditional',
      'loop variable.language',
      '. punctuation.accessor',
      'index variable.other.property',
      'recursive keyword.control',
      close('%}'),
      ...tag('endfor keyword.control.loop'),
    ],
  ],
  [
    'a macro and its call',
    '{% macro box(title, n=2) %}{% endmacro %}{{ box(1) }}',
    [
      ...tag(
        'macro storage.type.macro',
        'box entity.name.function.macro',
        '( punctuation.bracket',
        'title variable.other',
        ', punctuation.separator',
        'n variable.parameter',
        '= keyword.operator.assignment',
        '2 constant.numeric.integer',
        ') punctuation.bracket',
      ),
      ...tag('endmacro storage.type.macro'),
      ...inside(
        'box entity.name.function',
        '( punctuation.bracket',
        '1 constant.numeric.integer',
        ') punctuation.bracket',
      ),
    ],
  ],
  [
    'set, with, filter, block, import',
    "{% set x = 1 %}{% filter upper %}{% block a %}{% include 'b' ignore missing %}",
    [
      ...tag(
        'set keyword.control',
        'x variable.other',
        '= keyword.operator.assignment',
        '1 constant.numeric.integer',
      ),
      ...tag('filter keyword.control', 'upper support.function.filter'),
      ...tag('block keyword.control', 'a entity.name.type.block'),
      ...tag('include keyword.control.import', ...text('b'), 'ignore missing keyword.control'),
    ],
  ],
  [
    'a column that is called like a word of a tag',
    '{{ scoped }} {% if required == 1 %}',
    [
      ...inside('scoped variable.other'),
      ...tag(
        'if keyword.control.conditional',
        'required variable.other',
        '== keyword.operator.comparison',
        '1 constant.numeric.integer',
      ),
    ],
  ],
  [
    'raw text',
    '{% raw -%}{{ x }}{%- endraw %}{{ y }}',
    [
      open('{%'),
      'raw keyword.control.raw',
      '- keyword.operator.whitespace-control',
      close('%}'),
      '{{ x }} meta.raw',
      open('{%'),
      '- keyword.operator.whitespace-control',
      'endraw keyword.control.raw',
      close('%}'),
      ...inside('y variable.other'),
    ],
  ],
  [
    'a comment over lines',
    '{#- a\n {{ b }} -#} c',
    [
      '{#- punctuation.definition.comment.begin',
      'a comment.block',
      '{{ b }} comment.block',
      '-#} punctuation.definition.comment.end',
      'c',
    ],
  ],
];

describe('the grammar of templates', () => {
  for (const [name, template, pieces] of highlighted) {
    it(name, async () => assert.deepEqual(await scopes(template), pieces));
  }

  it('tags are code in the eyes of the editor, wherever they stand', async () => {
    const highlight = await highlighter('text.jinja');
    const [, ...tagged] = highlight('a {{ b }}{% if c %}');
    assert.deepEqual(
      tagged.filter(([, all]) => !all.startsWith('meta.embedded.')),
      [],
    );
  });
});

describe('the grammar of templates for another language', () => {
  it('Markdown around the tags, in a heading and in bold text', async () => {
    const template = '# A {{ x }}\n**b {{ x }}**\n{# a\n b #}';
    assert.deepEqual(await scopes(template, 'text.jinja.md', [markdownGrammar]), [
      '#',
      'A heading.markdown',
      ...inside('x variable.other'),
      '** bold.markdown',
      'b bold.markdown',
      ...inside('x variable.other'),
      '** bold.markdown',
      '{# punctuation.definition.comment.begin',
      'a comment.block',
      'b comment.block',
      '#} punctuation.definition.comment.end',
    ]);
  });

  it('JSON around the tags: a tag is not a brace, and keeps its own quotes in a string', async () => {
    const template = '{"a": {{ x }}, {% if y %}"b": "c {{ d["e"] }} f"{% endif %}}';
    assert.deepEqual(await scopes(template, 'text.jinja.json', [jsonGrammar]), [
      '{ meta.object.json',
      '"a" key.json',
      ': meta.object.json',
      ...inside('x variable.other'),
      ', meta.object.json',
      ...tag('if keyword.control.conditional', 'y variable.other'),
      '"b" key.json',
      ': meta.object.json',
      '" string.quoted.double.json',
      'c string.quoted.double.json',
      ...inside(
        'd variable.other',
        '[ punctuation.bracket',
        quote('"', 'begin'),
        'e string.quoted.double',
        quote('"', 'end'),
        '] punctuation.bracket',
      ),
      'f string.quoted.double.json',
      '" string.quoted.double.json',
      ...tag('endif keyword.control.conditional'),
      '} meta.object.json',
    ]);
  });

  it('raw text stays raw in another language', async () => {
    const template = '{% raw %}{{ x }}{% endraw %}';
    const found = await scopes(template, 'text.jinja.md', [markdownGrammar]);
    assert.ok(found.includes('{{ x }} meta.raw'), found.join('\n'));
  });
});
