import assert from 'node:assert/strict';
import { drift } from '../../load/slope.js';

describe('the drift of a series', () => {
  const series = (values: readonly number[]) => values.map((value, at) => ({ at, value }));
  const cases: readonly [name: string, values: readonly number[], expected: number][] = [
    ['of what stays', [50, 50, 50], 0],
    ['of what grows evenly', [95, 100, 105], 0.1],
    ['of what shrinks', [105, 100, 95], -0.1],
    ['of what goes up and down', [50, 60, 60, 50], 0],
    ['of one point', [50], 0],
  ];
  for (const [name, values, expected] of cases) {
    it(name, () => assert.ok(Math.abs(drift(series(values)) - expected) < 1e-9));
  }
});
