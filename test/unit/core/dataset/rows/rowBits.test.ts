import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createRowBits } from '../../../../../src/core/dataset/rows/rowBits.js';

describe('rowBits', () => {
  it('holds the rows that were added, in whatever order, and no other', () => {
    const rows = fc.array(fc.integer({ min: 1, max: 100_000 }));
    fc.assert(
      fc.property(rows, (added) => {
        const bits = createRowBits();
        for (const row of added) bits.add(row);
        const set = new Set(added);
        for (const row of added.flatMap((each) => [each - 1, each, each + 1, each + 32])) {
          assert.equal(bits.has(row), set.has(row), String(row));
        }
      }),
    );
  });

  it('takes the last row of ten million first', () => {
    const bits = createRowBits();
    bits.add(10_000_000);
    assert.deepEqual(
      [1, 9_999_999, 10_000_000, 10_000_001].map((row) => bits.has(row)),
      [false, false, true, false],
    );
  });
});
