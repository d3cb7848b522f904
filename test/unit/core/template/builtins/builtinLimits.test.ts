import { strict as assert } from 'node:assert';
import { renderTemplate } from '../../../../../src/core/template/renderTemplate.js';

/** Going over a text once for each of its characters would take minutes. */
const SIZE = 200_000;

/** Long texts that a careless pattern would go over again and again. */
const AWKWARD: Readonly<Record<string, string>> = {
  'one word': 'a'.repeat(SIZE),
  'hyphens behind a letter': `a${'-'.repeat(SIZE)}`,
  'hyphenated letters': 'a-'.repeat(SIZE / 2),
  'no-break spaces': `${'\u00a0'.repeat(SIZE - 1)}x`,
  'brackets opened': '('.repeat(SIZE),
  'brackets balanced': `www.a.com/${'('.repeat(SIZE / 2)}${')'.repeat(SIZE / 2)}`,
  'full stops behind a letter': `a${'.'.repeat(SIZE)}`,
  'a host of short names': `http://${'a.'.repeat(SIZE / 2)}`,
  'a domain of short names': `a@${'b.'.repeat(SIZE / 2)}`,
  'signs of addresses': '@'.repeat(SIZE),
  'tags never closed': '<'.repeat(SIZE),
  'comments never closed': '<!--'.repeat(SIZE / 4),
  'comments made by comments': `${'<!-'.repeat(SIZE / 4)}<!---->${'->'.repeat(SIZE / 4)}`,
  'a long reference': `&#${'9'.repeat(SIZE)}`,
  'digits and a letter': `${'1'.repeat(SIZE)}x`,
  'digits of Arabic': '\u0663'.repeat(SIZE),
  'pairs of surrogates': '\u{1f600}'.repeat(SIZE / 2),
  'quotes of both kinds': `'"`.repeat(SIZE / 2),
};

const FILTERS = [
  'urlize',
  'striptags',
  'wordwrap',
  'wordwrap(7, true, none, false)',
  'title',
  'int',
  'float',
  'wordcount',
  'pprint',
];

describe('limits of filters', () => {
  for (const [name, text] of Object.entries(AWKWARD)) {
    it(`goes over a long text once: ${name}`, () => {
      for (const filter of FILTERS) {
        const rendered = renderTemplate(`{{ (text|${filter})|string|length >= 0 }}`, {
          values: { text },
        });
        assert.deepEqual(rendered, { ok: true, output: 'True' }, filter);
      }
    });
  }

  const endless = [
    '{{ range(10**9)|map("string")|join }}',
    '{{ range(10**9)|sum }}',
    '{{ range(10**9)|max }}',
    '{{ range(10**9)|sort }}',
    '{{ range(10**9)|unique|list }}',
    '{{ range(10**9)|batch(3)|list }}',
    '{{ range(10**9)|select("lt", 0)|first }}',
    '{{ [1]|batch(10**9, 1)|list }}',
    '{{ [1]|slice(10**9)|list }}',
    '{{ lipsum(10**9) }}',
    '{{ lipsum(1, min=10**9, max=10**9 + 1) }}',
    '{{ "x"|center(10**9) }}',
    '{{ "x"|indent(10**9) }}',
    '{{ [1]|tojson(10**9) }}',
    '{% set ns = namespace(v=[]) %}{% for i in range(60) %}{% set ns.v = [ns.v, ns.v] %}{% endfor %}{{ ns.v|pprint }}',
    '{% set ns = namespace(v=[]) %}{% for i in range(60) %}{% set ns.v = [ns.v, ns.v] %}{% endfor %}{{ ns.v|tojson }}',
  ];
  for (const template of endless) {
    it(`stops ${template}`, () => {
      const rendered = renderTemplate(template, { values: {} });
      assert.equal(rendered.ok ? rendered.output.slice(0, 99) : rendered.error.kind, 'timeout');
    });
  }

  const lazy = [
    ['{{ range(10**9)|first }}', '0'],
    ['{{ range(10**9)|last }}', '999999999'],
    ['{{ range(10**9)|reverse|first }}', '999999999'],
    ['{{ range(10**9)|select("gt", 5)|first }}', '6'],
    ['{{ range(10**9)|map("string")|first }}', '0'],
    ['{{ range(10**9)|batch(2)|first }}', '[0, 1]'],
    ['{{ 5|round(-10**9) }} {{ 5.5|round(10**9) }}', '0 5.5'],
  ] as const;
  for (const [template, output] of lazy) {
    it(`makes no more items than are asked for: ${template}`, () => {
      assert.deepEqual(renderTemplate(template, { values: {} }), { ok: true, output });
    });
  }
});
