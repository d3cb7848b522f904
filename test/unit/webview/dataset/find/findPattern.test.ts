import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  findPattern,
  patternFault,
  splitHits,
} from '../../../../../src/webview/dataset/find/findPattern.js';

const plain = { matchCase: false, wholeWord: false, regex: false };

/** `a [b] c`: hits in brackets. */
function marked(text: string, find: Partial<typeof plain> & { text: string }): string {
  return splitHits(text, findPattern({ ...plain, ...find }))
    .map((piece) => (piece.isHit ? `[${piece.text}]` : piece.text))
    .join('');
}

describe('findPattern', () => {
  const cases: [find: Parameters<typeof marked>[1], text: string, hits: string][] = [
    [{ text: 'card' }, 'Card, cards', '[Card], [card]s'],
    [{ text: 'card', matchCase: true }, 'Card, cards', 'Card, [card]s'],
    [{ text: 'card', wholeWord: true }, 'Card, cards, écard', '[Card], cards, écard'],
    [{ text: 'a.c*' }, 'abc a.c*', 'abc [a.c*]'],
    [{ text: 'a.c', regex: true }, 'abc a.c', '[abc] [a.c]'],
    [{ text: '\\p{Lu}', regex: true, matchCase: true }, 'aÉb', 'a[É]b'],
    [{ text: 'x*', regex: true }, 'axxb', 'a[xx]b'],
    [{ text: '' }, 'abc', 'abc'],
    [{ text: '(', regex: true }, 'a(b', 'a(b'],
    [{ text: '👍' }, 'ok 👍🏽', 'ok [👍]🏽'],
    [{ text: 'a' }, '', ''],
  ];
  for (const [find, text, hits] of cases) {
    it(`finds ${JSON.stringify(find)} in “${text}”`, () => assert.equal(marked(text, find), hits));
  }

  it('loses no character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ maxLength: 2 }), (text, looked) => {
        const pieces = splitHits(text, findPattern({ ...plain, text: looked }));
        assert.equal(pieces.map((piece) => piece.text).join(''), text);
      }),
    );
  });

  it('says why a text is no regular expression', () => {
    assert.equal(patternFault('a+', false), null);
    assert.equal(patternFault('(a: b', true), 'This is no regular expression: unterminated group.');
  });
});
