import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createRowSet } from '../../../../../src/core/dataset/rows/rowSet.js';

function setOf(rows: readonly number[]) {
  const set = createRowSet();
  for (const row of rows) set.add(row);
  return set;
}

describe('rowSet', () => {
  it('is empty at first', () => {
    const set = createRowSet();
    assert.deepEqual(
      [set.size, set.has(1), set.at(1), set.at(0), set.countUpTo(9), [...set]],
      [0, false, undefined, undefined, 0, []],
    );
  });

  it('knows the rows, their places and their number, over any gaps', () => {
    const gap = fc.oneof(
      fc.integer({ min: 1, max: 40 }),
      fc.constantFrom(1, 1, 31, 32, 33, 4095, 4096, 4097, 50_000),
    );
    fc.assert(
      fc.property(fc.array(gap, { minLength: 1, maxLength: 200 }), (gaps) => {
        let row = 0;
        const rows = gaps.map((step) => (row += step));
        const set = setOf(rows);
        assert.deepEqual([...set], rows);
        assert.equal(set.size, rows.length);
        for (const [index, known] of rows.entries()) {
          assert.equal(set.at(index + 1), known);
          assert.equal(set.countUpTo(known), index + 1);
          assert.equal(set.countUpTo(known - 1), index);
          assert.equal(set.has(known), true);
          assert.equal(set.has(known + 1), rows[index + 1] === known + 1);
        }
        assert.equal(set.at(rows.length + 1), undefined);
        assert.equal(set.countUpTo(row + 1_000_000), rows.length);
      }),
    );
  });

  it('answers while it grows', () => {
    const set = createRowSet();
    for (let row = 3; row <= 30_000; row += 3) {
      set.add(row);
      assert.equal(set.at(set.size), row);
    }
    assert.equal(set.countUpTo(15_000), 5000);
  });
});
