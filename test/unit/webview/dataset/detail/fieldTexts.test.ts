import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SHOWN_CHARACTERS } from '../../../../../src/shared/datasetViews.js';
import type { FullFieldView } from '../../../../../src/shared/datasetViews.js';
import { modeOf, modesOf } from '../../../../../src/webview/dataset/detail/fieldMode.js';
import { jsonPieces } from '../../../../../src/webview/dataset/detail/jsonPieces.js';
import { rawPieces } from '../../../../../src/webview/dataset/detail/rawPieces.js';

function field(text: string, kind: FullFieldView['kind'] = 'text'): FullFieldView {
  return { column: 'answer', kind, text, length: [...text].length };
}

describe('fieldMode', () => {
  const texts: [name: string, text: string, best: string][] = [
    ['a sentence', 'Within 5 days, to the card (see #4).', 'text'],
    ['one emphasis alone', 'That is **not** so.', 'text'],
    ['a product of two', '2 * 3 * 4 and a_b_c', 'text'],
    ['a heading and a list', '# Steps\n\n- first\n- second\n', 'markdown'],
    ['a table alone', '| a | b |\n| - | - |\n| 1 | 2 |', 'markdown'],
    ['code in a fence and in a line', 'Call `f`:\n```js\nf()\n```', 'markdown'],
    ['a list in brackets that is JSON', '[1, 2]', 'json'],
    ['an object', ' {"a": "# b"}', 'json'],
    ['something that begins like JSON', '[1, 2', 'text'],
    ['a number, which is JSON too', '12', 'text'],
  ];
  for (const [name, text, best] of texts) {
    it(`reads ${name} as ${best}`, () => assert.equal(modeOf(field(text), undefined), best));
  }

  it('offers what makes sense for a value, and keeps to what was chosen where it does', () => {
    assert.deepEqual(modesOf(field('{"a":1}', 'json')), ['json', 'raw']);
    assert.deepEqual(modesOf(field('12', 'number')), []);
    assert.deepEqual(modesOf(field('')), []);
    assert.equal(modeOf(field('plain'), 'raw'), 'raw');
    assert.equal(modeOf(field('plain'), 'json'), 'text');
  });

  it('takes JSON that is cut for text', () => {
    const cut = { ...field('[1]'), length: SHOWN_CHARACTERS + 1 };
    assert.equal(modeOf(cut, undefined), 'text');
  });
});

describe('jsonPieces', () => {
  const indented = (text: string) =>
    jsonPieces(text)
      .map((piece) => piece.text)
      .join('');

  it('indents what JSON.stringify would, and keeps its digits', () => {
    assert.equal(
      indented('{"a":1.0,"b":[12345678901234567890,{}],"c":[]}'),
      '{\n  "a": 1.0,\n  "b": [\n    12345678901234567890,\n    {}\n  ],\n  "c": []\n}',
    );
    fc.assert(
      fc.property(fc.json(), (text) => {
        assert.equal(indented(text), JSON.stringify(JSON.parse(text), null, 2));
      }),
    );
  });

  it('tells keys, strings, numbers and words apart', () => {
    const kinds = jsonPieces('{"a":"b:","c":[-1e3,null]}')
      .filter(({ kind }) => kind !== 'mark')
      .map(({ kind, text }) => `${kind} ${text}`);
    assert.deepEqual(kinds, ['key "a"', 'string "b:"', 'key "c"', 'number -1e3', 'word null']);
  });

  it('loses nothing of what is cut', () => {
    assert.equal(indented('{"a": "b'), '{\n  "a": "b');
  });
});

describe('rawPieces', () => {
  const signs = (text: string) =>
    rawPieces(text)
      .map((piece) => piece.text)
      .join('');
  const cases: [name: string, text: string, raw: string][] = [
    ['blanks and tabs', 'a b\tc', 'a·b→\tc'],
    ['line breaks of three systems', 'a\nb\r\nc\rd', 'a↵\nb␍↵\nc␍\nd'],
    ['controls', 'a\u0000\u001b[0m\u007f', 'a␀␛[0m␡'],
    ['spaces without a width', 'a\u200bb\u00a0c\ufeff', 'a‹U+200B›b‹U+00A0›c‹U+FEFF›'],
    ['marks that turn a text', 'a\u202eb\u2066c', 'a‹U+202E›b‹U+2066›c'],
    ['half a pair', 'a\ud83db', 'a‹U+D83D›b'],
    ['emoji and other scripts as they are', 'שלום 👍é', 'שלום·👍é'],
    ['nothing', '', ''],
  ];
  for (const [name, text, raw] of cases) {
    it(`shows ${name}`, () => assert.equal(signs(text), raw));
  }

  it('marks what it put in', () => {
    assert.deepEqual(rawPieces('a b'), [
      { text: 'a', isSign: false },
      { text: '·', isSign: true },
      { text: 'b', isSign: false },
    ]);
  });
});
