import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  distinctCount,
  mergedRegisters,
  register,
} from '../../../../../src/core/dataset/survey/distinctCount.js';

function hashOf(value: number): bigint {
  return createHash('sha256').update(`${value}`).digest().readBigUInt64LE();
}

function registersOf(values: readonly number[], precision: number): Uint8Array {
  const registers = new Uint8Array(2 ** precision);
  for (const value of values) register(registers, hashOf(value));
  return registers;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at);
}

describe('distinctCount', () => {
  const cases: [number, number][] = [
    [0, 12],
    [1, 12],
    [300, 12],
    [5000, 12],
    [12_000, 12],
    [40_000, 12],
    [20, 8],
    [3000, 8],
  ];
  for (const [count, precision] of cases) {
    it(`${count} values with 2^${precision} registers`, () => {
      const estimate = distinctCount(registersOf(range(0, count), precision));
      const error = 1.04 / Math.sqrt(2 ** precision);
      assert.ok(Math.abs(estimate - count) <= 3 * error * count, `${estimate}`);
    });
  }

  it('counts the values of two parts as those of one, at the lesser precision', () => {
    const numbers = fc.uniqueArray(fc.nat(100_000), { maxLength: 200 });
    const precision = fc.integer({ min: 4, max: 12 });
    fc.assert(
      fc.property(numbers, numbers, precision, precision, (left, right, one, other) => {
        assert.deepEqual(
          mergedRegisters(registersOf(left, one), registersOf(right, other)),
          registersOf([...left, ...right], Math.min(one, other)),
        );
      }),
      { numRuns: 200 },
    );
  });
});
