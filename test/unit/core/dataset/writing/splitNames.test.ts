import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createSplitNames } from '../../../../../src/core/dataset/writing/splitNames.js';

const parts: readonly [name: string, text: string, part: string][] = [
  ['a plain word', 'gpt-4o', 'gpt-4o'],
  ['a number', '0.5', '0.5'],
  ['letters of any script', 'größe 日本', 'größe_日本'],
  ['separators of paths', '../etc/passwd', '_etc_passwd'],
  ['what Windows allows nowhere', 'a<b>:"c"|?*\\d', 'a_b___c_____d'],
  ['control characters and line breaks', 'a\u0000b\r\nc\u007f', 'ab_c'],
  ['text that would run backwards', 'a\u202Egpj.exe', 'agpj.exe'],
  ['what can not be seen', 'a\u200Bb\uFEFF', 'ab'],
  ['half a character', 'a\ud83d', 'a'],
  ['blanks and dots at the ends', ' . name . ', '_name_'],
  ['nothing but dots', '...', '_'],
  ['nothing', '', 'empty'],
  ['nothing but blanks', ' \t', 'empty'],
  ['a letter in two pieces is one', 'e\u0301', 'é'],
  ['300 characters', 'x'.repeat(300), 'x'.repeat(100)],
  ['300 characters of four bytes', '🦉'.repeat(300), '🦉'.repeat(25)],
  ['a dot where it is cut', `${'x'.repeat(99)}.y`, 'x'.repeat(99)],
];

const splits: readonly [
  name: string,
  pattern: string,
  texts: readonly string[],
  names: readonly string[],
][] = [
  ['before the ending', 'answers.jsonl', ['en', 'de'], ['answers-en.jsonl', 'answers-de.jsonl']],
  ['before the last ending', 'a.b.csv', ['x'], ['a.b-x.csv']],
  [
    'names that differ in case alone',
    'a.csv',
    ['Yes', 'yes', 'YES'],
    ['a-Yes.csv', 'a-yes-2.csv', 'a-YES-3.csv'],
  ],
  [
    'texts that are fit alike',
    'a.csv',
    ['x/y', 'x:y', 'x_y', 'x_y-2'],
    ['a-x_y.csv', 'a-x_y-2.csv', 'a-x_y-3.csv', 'a-x_y-2-2.csv'],
  ],
  [
    'a name that was given is not given again',
    'a.csv',
    ['x-2', 'x', 'X'],
    ['a-x-2.csv', 'a-x.csv', 'a-X-3.csv'],
  ],
  ['the empty text and the word', 'a.csv', ['', 'empty'], ['a-empty.csv', 'a-empty-2.csv']],
  [
    'names of devices, where nothing stands before',
    '.csv',
    ['CON', 'nul.txt', 'COM1', 'lpt¹', 'console', 'com'],
    ['_CON.csv', '_nul.txt.csv', '_COM1.csv', '_lpt¹.csv', 'console.csv', 'com.csv'],
  ],
  ['without an ending', 'answers', ['en'], ['answers-en']],
];

describe('createSplitNames', () => {
  for (const [name, text, part] of parts) {
    it(name, () => assert.equal(createSplitNames('rows.csv')(text), `rows-${part}.csv`));
  }

  for (const [name, pattern, texts, names] of splits) {
    it(name, () => assert.deepEqual(texts.map(createSplitNames(pattern)), names));
  }

  it('any texts have names that every system takes and keeps apart', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('a', 'A', '.', ' ', '/', '-', '2', 'ß', 'ſ', 'K') }),
    );
    fc.assert(
      fc.property(fc.uniqueArray(text, { maxLength: 20 }), (texts) => {
        const names = texts.map(createSplitNames('rows.csv'));
        const folded = new Set(names.map((name) => name.normalize('NFC').toLowerCase()));
        assert.equal(folded.size, texts.length);
        for (const name of names) {
          assert.match(name, /^rows-[^<>:"/\\|?*\s\p{Cc}\p{Cs}]+\.csv$/u);
          assert.ok(!/[. ]\.csv$/.test(name), name);
          assert.ok(Buffer.byteLength(name) <= 120, name);
        }
      }),
      { numRuns: 500 },
    );
  });
});
