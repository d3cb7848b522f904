import assert from 'node:assert/strict';
import { shareDifference } from '../../../../src/core/stats/shareDifference.js';

function rounded(estimate: { low: number; high: number } | null, digits = 4): unknown {
  const unit = 10 ** digits;
  return (
    estimate && [Math.round(estimate.low * unit) / unit, Math.round(estimate.high * unit) / unit]
  );
}

describe('shareDifference', () => {
  // Newcombe 1998, "Interval estimation for the difference between independent proportions", table II.
  const published: [k1: number, n1: number, k2: number, n2: number, ends: number[]][] = [
    [56, 70, 48, 80, [0.0524, 0.3339]],
    [9, 10, 3, 10, [0.1705, 0.809]],
    [5, 56, 0, 29, [-0.0381, 0.1926]],
    [0, 10, 0, 20, [-0.1611, 0.2775]],
  ];
  for (const [k1, n1, k2, n2, ends] of published) {
    it(`${k1}/${n1} − ${k2}/${n2} as published`, () => {
      assert.deepEqual(rounded(shareDifference({ k: k1, n: n1 }, { k: k2, n: n2 })), ends);
    });
  }
});
