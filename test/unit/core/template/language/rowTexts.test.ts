import assert from 'node:assert/strict';
import { rowsText } from '../../../../../src/core/template/language/rowTexts.js';

describe('rowsText', () => {
  for (const [shown, total, expected] of [
    [{ row: 5, count: 3 }, { checked: 817 }, '3 of 817 rows (first: row 5)'],
    [{ row: 5, count: 1 }, { checked: 1817 }, '1 of 1,817 rows (row 5)'],
    [{ row: 1, count: 817 }, { checked: 817 }, 'all 817 rows'],
    [{ row: 1, count: 1 }, { checked: 1 }, 'the only row'],
    [{ row: 1, count: 2 }, { checked: 9, of: 900 }, '2 of the first 9 of 900 rows (first: row 1)'],
    [{ row: 1, count: 9 }, { checked: 9, of: 900 }, 'all of the first 9 of 900 rows'],
    [{ row: 1, count: 9 }, { checked: 9, of: null }, 'all of the first 9 rows'],
    [{ row: 1, count: 1 }, { checked: 1, of: 20 }, 'all of the first 1 of 20 rows'],
  ] as const) {
    it(expected, () => assert.equal(rowsText(shown, total), expected));
  }
});
