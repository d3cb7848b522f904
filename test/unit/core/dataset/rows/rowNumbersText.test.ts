import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readRowNumbers } from '../../../../../src/core/dataset/rows/readRowNumbers.js';
import { rowNumbersText } from '../../../../../src/core/dataset/rows/rowNumbersText.js';

describe('row numbers as a text', () => {
  const cases: readonly (readonly [name: string, rows: readonly number[], text: string])[] = [
    ['none', [], ''],
    ['one', [7], '7'],
    ['neighbours are a span', [1, 2, 3], '1-3'],
    ['in their order, each once', [9, 3, 4, 9, 1], '1,3-4,9'],
  ];
  for (const [name, rows, text] of cases) {
    it(name, () => assert.equal(rowNumbersText(rows), text));
  }

  it('is read back as the same rows', () => {
    const some = fc.uniqueArray(fc.integer({ min: 1, max: 200 }), { minLength: 1 });
    fc.assert(
      fc.property(some, (rows) => {
        const read = readRowNumbers(rowNumbersText(rows));
        assert.deepEqual(
          read.ok && read.rows,
          rows.toSorted((a, b) => a - b),
        );
      }),
    );
  });
});
