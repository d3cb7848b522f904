import assert from 'node:assert/strict';
import type { Estimate, RunStatistics } from '../../../../src/core/runs/manifest.js';
import { judgeGates } from '../../../../src/core/stats/gates.js';
import { wilsonEstimate } from '../../../../src/core/stats/intervals.js';

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

  const settling: [
    name: string,
    rate: Estimate | null,
    gate: { min?: number; max?: number },
    more: number | null,
    words: RegExp,
  ][] = [
    [
      'needs more rows',
      wilsonEstimate(82, 100),
      { min: 0.8 },
      1437,
      /; needs about 1,500 rows more\.$/,
    ],
    ['below a bound', wilsonEstimate(15, 20), { min: 0.8 }, 226, /; needs about 230 rows more\.$/],
    [
      'both bounds: the nearer one decides',
      wilsonEstimate(82, 100),
      { min: 0.8, max: 0.9 },
      1437,
      /about 1,500/,
    ],
    [
      'lies on the bound',
      wilsonEstimate(80, 100),
      { min: 0.8 },
      null,
      /lies on the bound: no number of rows would settle it\.$/,
    ],
    ['passed', wilsonEstimate(95, 100), { min: 0.8 }, null, /the whole interval is inside\.$/],
    ['failed', wilsonEstimate(20, 100), { min: 0.8 }, null, /the whole interval is outside\.$/],
  ];
  for (const [name, estimate, gate, more, words] of settling) {
    it(`rows more: ${name}`, () => {
      const judged = { ...statistics(estimate), n: estimate?.n ?? 0 };
      const [result] = judgeGates({ pass_rate: gate }, judged);
      assert.ok(result);
      assert.equal(result.rows_needed, more);
      assert.match(result.message, words);
    });
  }

  it('rows more: counts those in that give the figure nothing, and both passes of a row', () => {
    const rate = wilsonEstimate(110, 200);
    const compare = {
      a_wins: 50,
      b_wins: 50,
      ties: 0,
      win_rate_a: wilsonEstimate(45, 100),
      position_consistency: wilsonEstimate(82, 100),
      first_position_rate: rate,
    };
    const results = judgeGates(
      { first_position_rate: { max: 0.6 }, position_consistency: { min: 0.8 } },
      { ...statistics(null), type: 'compare', n: 125, compare },
    );
    // 200 passes and 100 pairs of 125 rows: 169 passes are 106 rows, 1,437 pairs 1,797 rows.
    assert.deepEqual(
      results.map(({ metric, rows_needed: more }) => [metric, more]),
      [
        ['first_position_rate', 106],
        ['position_consistency', 1797],
      ],
    );
  });

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
