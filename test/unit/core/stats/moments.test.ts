import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  addToMoments,
  emptyMoments,
  mean,
  sampleDeviation,
} from '../../../../src/core/stats/moments.js';

const momentsOf = (values: readonly number[]) => values.reduce(addToMoments, emptyMoments());

describe('moments', () => {
  const cases: readonly {
    name: string;
    values: number[];
    mean: number | null;
    std: number | null;
  }[] = [
    { name: 'no value', values: [], mean: null, std: null },
    { name: 'one value', values: [4], mean: 4, std: null },
    { name: 'equal values', values: [0.1, 0.1, 0.1], mean: 0.1, std: 0 },
    {
      name: 'a textbook sample',
      values: [2, 4, 4, 4, 5, 5, 7, 9],
      mean: 5,
      std: Math.sqrt(32 / 7),
    },
    {
      name: 'a small spread far from zero',
      values: [1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16],
      mean: 1e9 + 10,
      std: Math.sqrt(30),
    },
  ];
  for (const { name, values, mean: expected, std } of cases) {
    it(name, () => {
      const moments = momentsOf(values);
      assert.equal(mean(moments), expected);
      const deviation = sampleDeviation(moments);
      if (std === null || deviation === null) assert.equal(deviation, std);
      else assert.ok(Math.abs(deviation - std) <= 1e-12 * (1 + std), `${deviation}`);
    });
  }

  it('regression: the figures do not depend on the order of the rows', () => {
    const scores = fc.array(fc.double({ min: -1000, max: 1000, noNaN: true }), { maxLength: 60 });
    const shuffled = scores.chain((values) =>
      fc.tuple(
        fc.constant(values),
        fc.shuffledSubarray(values, { minLength: values.length, maxLength: values.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([values, others]) => {
        const a = momentsOf(values);
        const b = momentsOf(others);
        assert.equal(mean(a), mean(b));
        assert.equal(sampleDeviation(a), sampleDeviation(b));
      }),
    );
  });
});
