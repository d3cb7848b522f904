import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { pairedShareDifference } from '../../../../src/core/stats/pairedShares.js';

function rounded(estimate: { low: number; high: number } | null, digits = 4): unknown {
  const unit = 10 ** digits;
  return (
    estimate && [Math.round(estimate.low * unit) / unit, Math.round(estimate.high * unit) / unit]
  );
}

describe('pairedShareDifference', () => {
  const published: [
    name: string,
    both: number,
    onlyB: number,
    onlyA: number,
    neither: number,
    ends: number[],
  ][] = [
    ['Newcombe 1998, table II', 36, 12, 2, 0, [0.0569, 0.3404]],
    ['Altman et al. 2000, page 52', 14, 5, 0, 22, [0.011, 0.226]],
    [
      'Fagerland, Lydersen and Laake 2014, airway hyper-responsiveness',
      1,
      1,
      7,
      12,
      [-0.507, -0.026],
    ],
  ];
  for (const [name, both, onlyB, onlyA, neither, ends] of published) {
    it(`as published: ${name}`, () => {
      const digits = `${ends[0]}`.length - `${ends[0]}`.indexOf('.') - 1;
      const estimate = pairedShareDifference({ both, onlyA, onlyB, neither });
      assert.deepEqual(rounded(estimate, digits), ends);
    });
  }

  it('stays within −1 and 1, holds its value, and turns around with its sides', () => {
    const counts = fc.nat(60);
    fc.assert(
      fc.property(counts, counts, counts, counts, (both, onlyA, onlyB, neither) => {
        const there = pairedShareDifference({ both, onlyA, onlyB, neither });
        const back = pairedShareDifference({ both, onlyA: onlyB, onlyB: onlyA, neither });
        if (both + onlyA + onlyB + neither === 0) return there === null && back === null;
        assert.ok(there && back);
        assert.ok(there.low >= -1 - 1e-12 && there.high <= 1 + 1e-12);
        assert.ok(there.low <= there.value && there.value <= there.high);
        return Math.abs(there.low + back.high) < 1e-9 && Math.abs(there.value + back.value) < 1e-9;
      }),
    );
  });
});
