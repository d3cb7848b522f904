import assert from 'node:assert/strict';
import { scopes } from './highlight.js';
import { jsonGrammar, yamlGrammar } from './outerGrammars.js';

/** What is code of a template, piece by piece; the rest of the file is left out. */
async function code(file: string, language: 'json' | 'yaml'): Promise<string[]> {
  const grammars = { json: jsonGrammar, yaml: yamlGrammar };
  const found = await scopes(file, `source.${language}`, [grammars[language]]);
  return found
    .filter((piece) => !/( |\.)(json|yaml)$|^\S+$|template-expression|definition/.test(piece))
    .map((piece) => piece.replace(/ \S*?([a-z]+)$/, ' $1'));
}

const json: readonly [name: string, file: string, pieces: string[]][] = [
  [
    'only the template fields',
    '{"name": "{{ a }}", "system_template": "{{ b }}", "input_template" : "{{ c }}", "model": "{{ d }}"}',
    ['b other', 'c other'],
  ],
  [
    'a quote of the expression is escaped',
    String.raw`{"system_template": "{{ d[\"k\"] | join(', \\n') }}", "model": "m"}`,
    [
      'd other',
      '[ bracket',
      'k double',
      '] bracket',
      '| filter',
      'join filter',
      '( bracket',
      ', single',
      'n single',
      ') bracket',
    ],
  ],
  [
    'a line break in a statement, a dict, a comment, raw text',
    String.raw`{"system_template": "{% if\n a %}{{ {1: 2} }}{# b #}{% raw %}{{ c }}{% endraw %}"}`,
    [
      'if conditional',
      'a other',
      '1 integer',
      ': separator',
      '2 integer',
      'b block',
      'raw raw',
      '{{ c }} raw',
      'endraw raw',
    ],
  ],
  [
    'a tag that is not closed ends with the text',
    '{"system_template": "{{ a", "model": "{{ b }}"}',
    ['a other'],
  ],
];

const yaml: readonly [name: string, file: string, pieces: string[]][] = [
  [
    'only the template fields, to their ends',
    'name: "{{ a }}"\njudge:\n  model: {{ b }}\n  input_template: x {{ c }} # {{ d }}\n  system_template: x {{ e }}\nlabels: {{ f }}\n',
    ['c other', 'e other'],
  ],
  [
    'a block of text, whatever its lines look like',
    'judge:\n  system_template: |\n    model: {{ a }}\n\n    # {{ b }}\n      - {{ c\n        | upper }}\n  model: {{ d }}\n',
    ['a other', 'b other', 'c other', '| filter', 'upper filter'],
  ],
  [
    'a folded block with indicators',
    'judge:\n  system_template: >2- # {{ no }}\n     {{ a }}\n  model: m\n',
    ['a other'],
  ],
  [
    'double quotes',
    'judge:\n  system_template: "{{ d[\\"k\\"] }}"\n  model: "{{ m }}"\n',
    ['d other', '[ bracket', 'k double', '] bracket'],
  ],
  [
    'single quotes',
    "judge:\n  system_template: 'it''s {{ d[''k''] }}'\n  model: m\n",
    ['d other', '[ bracket', 'k single', '] bracket'],
  ],
];

describe('the grammar of templates in JSON specs', () => {
  for (const [name, file, pieces] of json) {
    it(name, async () => assert.deepEqual(await code(file, 'json'), pieces));
  }

  it('leaves the rest of the file to JSON', async () => {
    const file = '{"system_template": "{{ a", "model": "m"}';
    const found = await scopes(file, 'source.json', [jsonGrammar]);
    assert.deepEqual(
      found.filter((piece) => piece.includes('invalid')),
      [],
    );
    assert.ok(found.includes('"model" key.json'));
  });
});

describe('the grammar of templates in YAML specs', () => {
  for (const [name, file, pieces] of yaml) {
    it(name, async () => assert.deepEqual(await code(file, 'yaml'), pieces));
  }

  it('leaves the field after a block to YAML', async () => {
    const file = 'judge:\n  system_template: |-\n    {% if a %}\n  model: m\nlabels: b\n';
    const found = await scopes(file, 'source.yaml', [yamlGrammar]);
    assert.deepEqual(
      found.filter((piece) => piece.endsWith('key.yaml')),
      ['judge', 'system_template', 'model', 'labels'].map((key) => `${key} key.yaml`),
    );
  });
});
