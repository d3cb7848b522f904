import assert from 'node:assert/strict';
import { bcaMean } from '../../../../src/core/stats/bootstrap.js';

describe('bcaMean', () => {
  const values = Array.from({ length: 40 }, (_, index) => ((index * 7) % 11) - 3);

  it('is the same for the same seed, and another for another', () => {
    assert.deepEqual(bcaMean(values, { seed: 5 }), bcaMean(values, { seed: 5 }));
    assert.notDeepEqual(bcaMean(values, { seed: 5 }), bcaMean(values, { seed: 6 }));
  });

  it('equal values: the value alone', () => {
    assert.deepEqual(bcaMean([0.1, 0.1, 0.1], { seed: 1 }), {
      value: 0.1,
      low: 0.1,
      high: 0.1,
      method: 'bca',
      n: 3,
    });
  });

  it('of 100,000 values comes without resampling and meets Student’s t', () => {
    const many = Array.from({ length: 100_000 }, (_, index) => ((index * 7919) % 13) - 6);
    const result = bcaMean(many, { seed: 1 });
    assert.ok(result);
    const reach = (1.959964 * Math.sqrt(14)) / Math.sqrt(100_000);
    assert.ok(Math.abs(result.high - result.value - reach) < 0.001 * reach);
    assert.ok(Math.abs(result.value - result.low - reach) < 0.001 * reach);
  });
});
