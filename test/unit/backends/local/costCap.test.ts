import assert from 'node:assert/strict';
import { createCostCap, type CostState } from '../../../../src/backends/local/costCap.js';

describe('a cost cap', () => {
  const cases: [string, number | undefined, CostState, 'begin' | 'wait'][] = [
    ['no cap', undefined, { spent: undefined, rows: 0, underWay: 900 }, 'begin'],
    ['the first rows', 1, { spent: 0, rows: 0, underWay: 3 }, 'begin'],
    ['more before any has ended', 1, { spent: 0, rows: 0, underWay: 4 }, 'wait'],
    ['room for all under way', 1, { spent: 0.5, rows: 50, underWay: 48 }, 'begin'],
    ['room for no more than these', 1, { spent: 0.5, rows: 50, underWay: 50 }, 'wait'],
    ['reached, with some under way', 1, { spent: 1, rows: 50, underWay: 2 }, 'wait'],
    ['free models', 0.01, { spent: 0, rows: 50, underWay: 64 }, 'begin'],
  ];
  for (const [what, max, state, expected] of cases) {
    it(what, () =>
      assert.equal(
        createCostCap(max).mayBegin(() => state),
        expected,
      ),
    );
  }

  it('ends the run when the next row would go beyond it', () => {
    assert.throws(
      () => createCostCap(0.5).mayBegin(() => ({ spent: 0.496, rows: 62, underWay: 0 })),
      {
        kind: 'payment',
        message:
          'The run has cost $0.50 of run.max_cost_usd ($0.50): it stops before the next row; raise the limit to go on.',
      },
    );
  });

  it('ends the run where the cost is not known', () => {
    assert.throws(
      () => createCostCap(5).mayBegin(() => ({ spent: undefined, rows: 1, underWay: 0 })),
      {
        kind: 'payment',
        message: /^run\.max_cost_usd can’t be kept: an endpoint does not report/,
      },
    );
  });
});
