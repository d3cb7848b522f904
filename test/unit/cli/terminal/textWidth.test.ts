import assert from 'node:assert/strict';
import fc from 'fast-check';
import { clipped, padded, textWidth } from '../../../../src/cli/terminal/textWidth.js';

describe('textWidth', () => {
  const cases: readonly [name: string, text: string, width: number][] = [
    ['plain letters', 'abc', 3],
    ['accents, in one piece and in two', 'éé', 2],
    ['letters that are two places wide', '日本語', 6],
    ['Hangul and full-width forms', '한Ａ', 4],
    ['an emoji', '🦉', 2],
    ['what joins letters', 'a\u200db', 2],
  ];
  for (const [name, text, width] of cases) {
    it(name, () => assert.equal(textWidth(text), width));
  }
});

describe('clipped', () => {
  const cases: readonly [name: string, text: string, width: number, cut: string][] = [
    ['a text that fits', ' a  b\n c ', 9, 'a b c'],
    ['a text that just fits', 'abcde', 5, 'abcde'],
    ['a longer one', 'abcdef', 5, 'abcd…'],
    ['no blank before the …', 'abc def', 5, 'abc…'],
    ['half of a wide letter is none', '日本語', 4, '日…'],
    ['a text of nothing but blanks', ' '.repeat(500), 5, '…'],
  ];
  for (const [name, text, width, cut] of cases) {
    it(name, () => assert.equal(clipped(text, width), cut));
  }

  it('any text fits', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 1, max: 20 }),
        (text, width) => {
          assert.ok(textWidth(clipped(text, width)) <= width);
        },
      ),
    );
  });
});

describe('padded', () => {
  it('on either side, by the places that the text takes', () => {
    assert.deepEqual(
      [padded('日', 4, 'left'), padded('7', 3, 'right'), padded('abc', 2, 'left')],
      ['日  ', '  7', 'abc'],
    );
  });
});
