import assert from 'node:assert/strict';
import fc from 'fast-check';
import { jinjaParts } from '../../../../../src/webview/results/setup/jinjaParts.js';

const CASES: readonly [template: string, parts: readonly string[]][] = [
  ['', []],
  ['plain', ['text: plain']],
  ['a {{ b }} c', ['text: a ', 'output: {{ b }}', 'text:  c']],
  [
    '{% if a %}{# why #}{{ a }}{% endif %}',
    ['statement: {% if a %}', 'comment: {# why #}', 'output: {{ a }}', 'statement: {% endif %}'],
  ],
  [
    '{%- raw -%}{{ no }}{%- endraw -%}{{ yes }}',
    ['statement: {%- raw -%}', 'text: {{ no }}', 'statement: {%- endraw -%}', 'output: {{ yes }}'],
  ],
  ['{{ open', ['text: {{ open']],
];

describe('jinjaParts', () => {
  for (const [template, parts] of CASES) {
    it(`takes apart ${JSON.stringify(template)}`, () => {
      assert.deepEqual(
        jinjaParts(template).map(({ kind, text }) => `${kind}: ${text}`),
        parts,
      );
    });
  }

  it('loses no character of any text', () => {
    const piece = fc.constantFrom(
      '{{',
      '}}',
      '{%',
      '%}',
      '{#',
      '#}',
      'raw',
      'endraw',
      ' ',
      'a',
      '-',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const template = pieces.join('');
        assert.equal(
          jinjaParts(template)
            .map(({ text }) => text)
            .join(''),
          template,
        );
      }),
    );
  });
});
