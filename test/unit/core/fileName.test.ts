import assert from 'node:assert/strict';
import fc from 'fast-check';
import { safeFileName, shownName } from '../../../src/core/fileName.js';

const safe: readonly (readonly [string, string])[] = [
  ['rows.jsonl', 'rows.jsonl'],
  ['Ünïcode – rows (2).jsonl', 'Ünïcode – rows (2).jsonl'],
  ['/home/me/data/rows.jsonl', 'rows.jsonl'],
  ['C:\\Users\\me\\rows.csv', 'rows.csv'],
  ['../../.ssh/authorized_keys', 'authorized_keys'],
  ['..', 'file.jsonl'],
  ['../..', 'file.jsonl'],
  ['data/..', 'data'],
  ['', 'file.jsonl'],
  [' . ', 'file.jsonl'],
  ['/', 'file.jsonl'],
  ['.env', 'env'],
  ['.vscode', 'vscode'],
  ['rows.jsonl. . ', 'rows.jsonl'],
  ['a<b>c:d"e|f?g*h.csv', 'a_b_c_d_e_f_g_h.csv'],
  ['CON', '_CON'],
  ['nul.jsonl', '_nul.jsonl'],
  ['Com1.txt', '_Com1.txt'],
  ['lpt¹', '_lpt¹'],
  ['nul .jsonl', '_nul .jsonl'],
  ['console.csv', 'console.csv'],
  ['a\u0000b\nc.csv', 'abc.csv'],
  ['evil\u202Elnosj.exe', 'evillnosj.exe'],
  ['half\uD800.csv', 'half.csv'],
];

describe('names of files from elsewhere', () => {
  for (const [text, name] of safe) {
    it(`${JSON.stringify(text)} becomes ${name}`, () => {
      assert.equal(safeFileName(text, 'file.jsonl'), name);
    });
  }

  it('a long one keeps its ending and whole characters', () => {
    const name = safeFileName(`${'ü'.repeat(300)}.jsonl`, 'file');
    assert.equal(name, `${'ü'.repeat(97)}.jsonl`);
    assert.equal(safeFileName(`a.${'x'.repeat(400)}`, 'file').length, 200);
  });

  it('any text becomes a name that every system takes, and stays one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const name = safeFileName(text, 'file');
        assert.doesNotMatch(name, /[/\\<>:"|?*\p{Cc}\p{Cs}]|^[\s.]|[\s.]$|^$/u);
        assert.ok(new TextEncoder().encode(name).length <= 200);
        assert.doesNotMatch(name, /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
        assert.equal(safeFileName(name, 'file'), name);
      }),
    );
  });

  it('is shown on one line, without tricks, and cut', () => {
    assert.equal(shownName(' rows\n of\tmine.csv '), 'rows of mine.csv');
    assert.equal(shownName('evil\u202Elnosj.exe'), 'evil\uFFFDlnosj.exe');
    assert.equal(shownName('x'.repeat(100)), `${'x'.repeat(79)}…`);
  });
});
