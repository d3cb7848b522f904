import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { createScoreBins } from '../../../../src/core/stats/scoreBins.js';

function binsOf(min: number, max: number, scores: readonly number[]) {
  const bins = createScoreBins(min, max);
  for (const score of scores) bins.add(score);
  return bins.current();
}

describe('createScoreBins', () => {
  it('counts few distinct scores one by one, in order', () => {
    assert.deepEqual(binsOf(1, 10, [10, 2.5, 10, 1]), [
      { from: 1, to: 1, count: 1 },
      { from: 2.5, to: 2.5, count: 1 },
      { from: 10, to: 10, count: 2 },
    ]);
  });

  it('counts many distinct scores in ten bins; the highest belongs to the last', () => {
    const scores = Array.from({ length: 101 }, (_, index) => index);
    assert.deepEqual(
      binsOf(0, 100, scores).map(({ from, to, count }) => [from, to, count]),
      [...[0, 10, 20, 30, 40, 50, 60, 70, 80].map((from) => [from, from + 10, 10]), [90, 100, 11]],
    );
  });

  it('puts each score into the bin whose edges hold it, as they are shown', () => {
    const range = fc.tuple(
      fc.double({ min: -5, max: 5, noNaN: true }),
      fc.double({ min: 0.1, max: 9, noNaN: true }),
    );
    const shares = fc.uniqueArray(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 40 });
    fc.assert(
      fc.property(range, shares, ([min, width], parts) => {
        const max = min + width;
        const edges = Array.from({ length: 10 }, (_, index) => min + (index * (max - min)) / 10);
        const scores = [...parts.map((part) => Math.min(max, min + part * width)), ...edges];
        // Fewer distinct scores are counted one by one, without edges.
        fc.pre(new Set(scores).size > 20);
        const bins = binsOf(min, max, scores);
        assert.equal(bins.length, 10);
        for (const [index, { from, to, count }] of bins.entries()) {
          const inside = scores.filter((score) => score >= from && (index === 9 || score < to));
          assert.equal(count, inside.length);
        }
      }),
    );
  });
});
