import assert from 'node:assert/strict';
import { readRowNumbers } from '../../../../../src/core/dataset/rows/readRowNumbers.js';

describe('readRowNumbers', () => {
  const good: [string, number[]][] = [
    ['3', [3]],
    ['3, 7, 10-12', [3, 7, 10, 11, 12]],
    ['7 3,3;\n5..6', [3, 5, 6, 7]],
    ['2–3,', [2, 3]],
  ];
  for (const [text, rows] of good) {
    it(`reads ${JSON.stringify(text)}`, () => {
      assert.deepEqual(readRowNumbers(text), { ok: true, rows });
    });
  }
  for (const text of ['', ' , ', '0', '-1', '5-3', '1.5', 'x', '3, y', '1-200000']) {
    it(`refuses ${JSON.stringify(text)}`, () => assert.equal(readRowNumbers(text).ok, false));
  }
});
