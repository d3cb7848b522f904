import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import {
  clusteredShareEstimate,
  meanEstimate,
  wilsonEstimate,
} from '../../../../src/core/stats/intervals.js';
import { addToMoments, emptyMoments } from '../../../../src/core/stats/moments.js';
import { moreRowsForBound } from '../../../../src/core/stats/rowsNeeded.js';
import type { Estimate } from '../../../../src/core/runs/manifest.js';

const excludes = ({ low, high }: Estimate, bound: number) => bound < low || bound > high;

describe('moreRowsForBound', () => {
  it('Wilson: as many rows more are enough, and no fewer', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0.02, max: 0.98, noNaN: true }),
        (n, at, bound) => {
          const k = Math.round(at * n);
          const estimate = wilsonEstimate(k, n);
          assert.ok(estimate);
          const more = moreRowsForBound(estimate, bound);
          fc.pre(more !== null && more < 1e7);
          // The value stays where it is: so do not successes that are whole.
          const grown = (rows: number) => {
            const longer = wilsonEstimate(estimate.value * rows, rows);
            assert.ok(longer);
            return longer;
          };
          assert.ok(more === 0 || !excludes(grown(n + more - 1), bound));
          // To the last row, floating point may see the bound on the interval's end.
          assert.ok(excludes(grown((n + more) * (1 + 1e-9)), bound));
        },
      ),
    );
  });

  it('Student’s t: for the spread that the interval tells of', () => {
    const values = [7, 8, 6.5, 9, 3, 10, 7.5];
    const estimate = mean(values);
    assert.ok(estimate);
    const bound = 6.5;
    const more = moreRowsForBound(estimate, bound);
    assert.ok(more !== null && more > 0);
    // The same values so often that there are as many rows has about their spread.
    const often = Math.ceil((7 + more) / 7) + 1;
    const longer = mean(Array.from({ length: often }, () => values).flat());
    assert.ok(longer && excludes(longer, bound));
    const shorter = mean(
      Array.from({ length: Math.floor((7 + more) / 7) - 1 }, () => values).flat(),
    );
    assert.ok(shorter && !excludes(shorter, bound));
  });

  it('shares of rows: in rows, of the trials that they are worth', () => {
    const shares = [1, 1, 1, 0.5, 1, 1, 0.5, 1, 1, 1].reduce(addToMoments, emptyMoments());
    const estimate = clusteredShareEstimate(shares, 20);
    assert.ok(estimate);
    const more = moreRowsForBound(estimate, 0.8);
    // 0.9 is a tenth above 0.8: 61.5 trials; ten rows are worth 20, so 31 rows.
    assert.equal(more, 21);
  });

  const estimate = (change: Partial<Estimate>): Estimate => ({
    value: 0.5,
    low: 0.4,
    high: 0.6,
    method: 'bca',
    n: 100,
    ...change,
  });
  const cases: [name: string, estimate: Estimate, bound: number, more: number | null][] = [
    ['the interval has left it', estimate({}), 0.7, 0],
    ['the value lies on it', estimate({}), 0.5, null],
    ['n is not told', { value: 0.5, low: 0.4, high: 0.6, method: 'wilson' }, 0.45, null],
    ['one row', estimate({ method: 'range', n: 1 }), 0.45, null],
    ['any other method: half the width takes four times the rows', estimate({}), 0.55, 300],
  ];
  for (const [name, given, bound, more] of cases) {
    it(name, () => assert.equal(moreRowsForBound(given, bound), more));
  }
});

function mean(values: readonly number[]): Estimate | null {
  return meanEstimate(values.reduce(addToMoments, emptyMoments()), { min: 0, max: 10 });
}
