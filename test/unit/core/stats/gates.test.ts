import assert from 'node:assert/strict';
import type { Estimate, RunStatistics } from '../../../../src/core/runs/manifest.js';
import { judgeGates } from '../../../../src/core/stats/gates.js';

describe('judgeGates', () => {
  const cases: readonly {
    name: string;
    passRate: Estimate | null;
    gate: { min?: number; max?: number };
    outcome: string;
  }[] = [
    {
      name: 'interval above the bound',
      passRate: rate(0.8, 0.9),
      gate: { min: 0.8 },
      outcome: 'passed',
    },
    {
      name: 'interval below the bound',
      passRate: rate(0.6, 0.7),
      gate: { min: 0.8 },
      outcome: 'failed',
    },
    {
      name: 'interval across the bound',
      passRate: rate(0.7, 0.9),
      gate: { min: 0.8 },
      outcome: 'inconclusive',
    },
    {
      name: 'interval below an upper bound',
      passRate: rate(0.1, 0.2),
      gate: { max: 0.2 },
      outcome: 'passed',
    },
    {
      name: 'interval above an upper bound',
      passRate: rate(0.3, 0.4),
      gate: { max: 0.2 },
      outcome: 'failed',
    },
    {
      name: 'between both bounds',
      passRate: rate(0.4, 0.5),
      gate: { min: 0.4, max: 0.5 },
      outcome: 'passed',
    },
    { name: 'no value', passRate: null, gate: { min: 0.1 }, outcome: 'inconclusive' },
  ];
  for (const { name, passRate, gate, outcome } of cases) {
    it(`${name}: ${outcome}`, () => {
      const [result] = judgeGates({ pass_rate: gate }, statistics(passRate));
      assert.ok(result);
      assert.equal(result.outcome, outcome);
      assert.equal(result.estimate, passRate);
    });
  }

  it('judges nothing where the spec has no gates', () => {
    assert.deepEqual(judgeGates({}, statistics(rate(0, 1))), []);
  });
});

function rate(low: number, high: number): Estimate {
  return { value: (low + high) / 2, low, high, method: 'wilson' };
}

function statistics(passRate: Estimate | null): RunStatistics {
  return {
    type: 'classify',
    n: 10,
    evaluated: 10,
    passed: 5,
    failed: 5,
    invalid: 0,
    judge_errors: 0,
    generation_errors: 0,
    pass_rate: passRate,
  };
}
