import assert from 'node:assert/strict';
import fc from 'fast-check';
import { wordDiff } from '../../../../../src/webview/common/wordDiff/wordDiff.js';
import type { WordDiff } from '../../../../../src/webview/common/wordDiff/wordDiff.js';

const MARKS = { same: '', removed: '-', added: '+' } as const;
const shown = ({ parts }: WordDiff): string =>
  parts.map(({ kind, text }) => (kind === 'same' ? text : `[${MARKS[kind]}${text}]`)).join('');
const sideOf = ({ parts }: WordDiff, without: 'removed' | 'added'): string =>
  parts.flatMap(({ kind, text }) => (kind === without ? [] : [text])).join('');

describe('wordDiff', () => {
  const cases: readonly [name: string, before: string, after: string, expected: string][] = [
    ['one word', 'the red cat', 'the blue cat', 'the [-red][+blue] cat'],
    [
      'words side by side are one change',
      'a red cat sat',
      'a blue dog sat',
      'a [-red cat][+blue dog] sat',
    ],
    ['a sign between two changes is part of them', '3-year', '5-month', '[-3-year][+5-month]'],
    ['an addition', 'a cat', 'a black cat', 'a [+black ]cat'],
    ['a removal at the end', 'a cat sat.', 'a cat', 'a cat[- sat.]'],
    ['a line more', 'one\ntwo', 'one\n\ntwo', 'one\n[+\n]two'],
    ['a sign alone', 'yes, no', 'yes; no', 'yes[-,][+;] no'],
    ['a word with an apostrophe is one', 'it isn’t', 'it is', 'it [-isn’t][+is]'],
    ['numbers whole', 'costs 12 euros', 'costs 120 euros', 'costs [-12][+120] euros'],
    ['letters with marks', 'cafe\u0301 au lait', 'cafe au lait', '[-cafe\u0301][+cafe] au lait'],
    ['Chinese by character', '我喜欢猫', '我喜欢狗', '我喜欢[-猫][+狗]'],
    ['a blank line break is kept apart', 'a b\nc d', 'x y\nz w', '[-a b][+x y]\n[-c d][+z w]'],
    ['the same', 'as it is', 'as it is', 'as it is'],
    ['from nothing', '', 'new text', '[+new text]'],
    ['nothing at all', '', '', ''],
  ];
  for (const [name, before, after, expected] of cases) {
    it(name, () => assert.equal(shown(wordDiff(before, after, 10_000)), expected));
  }

  it('counts the words that one side has alone', () => {
    const { removed, added, by } = wordDiff('a red cat, sat', 'a very blue cat sat', 10_000);
    assert.deepEqual({ removed, added, by }, { removed: 2, added: 2, by: 'words' });
  });

  it('each side is its text, whatever they are', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '.', 'é', '猫', '’') }),
    );
    fc.assert(
      fc.property(text, text, (before, after) => {
        const diff = wordDiff(before, after, 10_000);
        assert.equal(sideOf(diff, 'added'), before);
        assert.equal(sideOf(diff, 'removed'), after);
        assert.equal(diff.removed + diff.added === 0 && before.trim() !== after.trim(), false);
      }),
    );
  });

  it('compares lines where words would take too long, and says so', () => {
    const long = (name: string) =>
      Array.from({ length: 20_000 }, (_, index) => `${name}${index}`).join(' ');
    const shared = Array.from({ length: 20 }, (_, line) => `line ${line}\n`).join('');
    const diff = wordDiff(`${shared}${long('a')}\n`, `${shared}${long('b')}\n`, 50);
    assert.deepEqual(
      diff.parts.map(({ kind, text }) => [kind, text.split('\n').length - 1]),
      [
        ['same', 20],
        ['removed', 1],
        ['added', 1],
      ],
    );
    assert.deepEqual([diff.by, diff.removed, diff.added], ['lines', 20_000, 20_000]);
  });

  it('gives up on two long texts that have nothing in common', () => {
    const text = (from: number) =>
      Array.from({ length: 100_000 }, (_, index) => `w${from + index}\n`).join('');
    const diff = wordDiff(text(0), text(1e6), 1);
    assert.deepEqual(diff, { by: 'none', parts: [], removed: 0, added: 0 });
  });
});
