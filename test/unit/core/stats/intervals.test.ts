import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { meanEstimate, wilsonEstimate } from '../../../../src/core/stats/intervals.js';
import { addToMoments, emptyMoments, sampleDeviation } from '../../../../src/core/stats/moments.js';
import type { Moments } from '../../../../src/core/stats/moments.js';

function near(actual: number | undefined, expected: number, tolerance = 1e-6): void {
  assert.ok(
    actual !== undefined && Math.abs(actual - expected) <= tolerance,
    `${String(actual)} is not within ${tolerance} of ${expected}`,
  );
}

function momentsOf(values: readonly number[]): Moments {
  return values.reduce(addToMoments, emptyMoments());
}

describe('wilsonEstimate', () => {
  // Newcombe RG, Two-sided confidence intervals for the single proportion, Statistics in Medicine
  // 17 (1998) 857–872, table I, method 3: four decimals.
  const published: [x: number, n: number, low: number, high: number][] = [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ];
  for (const [x, n, low, high] of published) {
    it(`${x} of ${n} as published`, () => {
      const estimate = wilsonEstimate(x, n);
      near(estimate?.low, low, 0.00005);
      near(estimate?.high, high, 0.00005);
    });
  }

  // SciPy 1.17: binomtest(x, n).proportion_ci(method='wilson').
  const computed: typeof published = [
    [81, 263, 0.2552885198782742, 0.36620957698280004],
    [15, 148, 0.06238639953073629, 0.16048724172330803],
    [412, 495, 0.7968813112118949, 0.8626468699015704],
    [0, 1, 0, 0.7934506856227626],
    [1, 1, 0.20654931437723745, 1],
    [20, 20, 0.8388748419471808, 1],
    [5, 10, 0.236593090512564, 0.7634069094874361],
  ];
  for (const [x, n, low, high] of computed) {
    it(`${x} of ${n} as SciPy has it`, () => {
      const estimate = wilsonEstimate(x, n);
      assert.deepEqual([estimate?.value, estimate?.n, estimate?.method], [x / n, n, 'wilson']);
      near(estimate?.low, low, 1e-12);
      near(estimate?.high, high, 1e-12);
    });
  }

  it('has no estimate without trials', () => assert.equal(wilsonEstimate(0, 0), null));

  it('stays within 0 and 1, holds the share, and mirrors', () => {
    const trials = fc.integer({ min: 1, max: 100_000 });
    fc.assert(
      fc.property(trials, fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
        const x = Math.round(share * n);
        const one = wilsonEstimate(x, n) ?? assert.fail();
        const other = wilsonEstimate(n - x, n) ?? assert.fail();
        assert.ok(0 <= one.low && one.low <= one.value && one.value <= one.high && one.high <= 1);
        near(1 - other.high, one.low, 1e-12);
      }),
    );
  });
});

describe('meanEstimate', () => {
  const range = { min: 1, max: 10 };

  // SciPy 1.17: t.interval(0.95, n - 1, loc=mean, scale=sem); NumPy: std(ddof=1).
  const cases: [values: number[], mean: number, std: number, low: number, high: number][] = [
    [
      [7, 8, 6.5, 9, 3, 10, 7.5],
      7.285714285714286,
      2.2334044054078603,
      5.220159717098036,
      9.351268854330534,
    ],
    [[4, 8], 6, 2.8284271247461903, -19.41240947234939, 31.41240947234939],
    [
      [1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16],
      1000000010,
      5.477225575051661,
      1000000001.2845118,
      1000000018.7154882,
    ],
  ];
  for (const [values, mean, std, low, high] of cases) {
    it(`of ${values.join(', ')}`, () => {
      const moments = momentsOf(values);
      const estimate = meanEstimate(moments, range);
      assert.deepEqual([estimate?.method, estimate?.n], ['t', values.length]);
      near(estimate?.value, mean);
      near(estimate?.low, low);
      near(estimate?.high, high);
      near(sampleDeviation(moments) ?? undefined, std);
    });
  }

  it('says the whole range for a single value, which tells nothing of the spread', () => {
    assert.deepEqual(meanEstimate(momentsOf([7]), range), {
      value: 7,
      low: 1,
      high: 10,
      method: 'range',
      n: 1,
    });
  });

  it('has no estimate without values', () => {
    assert.equal(meanEstimate(emptyMoments(), range), null);
  });
});
