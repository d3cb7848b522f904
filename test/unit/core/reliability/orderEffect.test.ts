import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { wilsonEstimate } from '../../../../src/core/stats/intervals.js';
import { compare, onePass } from '../judging/specs.js';
import { compared, reliabilityOf, times } from './rows.js';

describe('order effect', () => {
  it('counts choices of both orders, and which way disagreements lean', () => {
    const { order } = reliabilityOf(compare, [
      ...times(4, compared('A', 'A')),
      ...times(3, compared('A', 'B')),
      ...times(2, compared('B', 'A')),
      compared('Tie', 'B'),
      compared('B', 'Tie'),
      compared('Tie', 'Tie'),
      compared('A', null),
      compared(null, null),
    ]);
    assert.ok(order);
    const { cells, flips, test, ...figures } = order;
    assert.deepEqual(figures, {
      pairs: 12,
      // 4 of A, 1 of ties.
      position_consistency: wilsonEstimate(5, 12),
      table: [
        [4, 3, 0],
        [2, 0, 1],
        [0, 1, 1],
      ],
      // Original: 8 of A in 11 that chose a side; flipped: 4 of B in 10.
      first_position_rate: wilsonEstimate(8 + 4, 11 + 10),
      // A then B, tie then B against B then A, B then tie.
      first_of_flips: wilsonEstimate(4, 7),
      win_rate_a_original: wilsonEstimate(8, 13),
      win_rate_a_flipped: wilsonEstimate(6, 12),
    });
    assert.deepEqual(flips, { count: 7, ids: [5, 6, 7, 8, 9, 10, 11] });
    assert.deepEqual(cells[0]?.[1], { count: 3, ids: [5, 6, 7] });
    // Two-sided binomial test of 4 of 7.
    assert.equal(test.p_value, 1);
  });

  it('tells a judge that always takes the first from one that is unsure', () => {
    const first = reliabilityOf(compare, times(20, compared('A', 'B'))).order;
    assert.equal(first?.first_of_flips?.value, 1);
    assert.ok((first.test.p_value ?? 1) < 0.001);
    const unsure = reliabilityOf(compare, [
      ...times(10, compared('A', 'B')),
      ...times(10, compared('B', 'A')),
    ]).order;
    assert.equal(unsure?.first_of_flips?.value, 0.5);
    assert.equal(unsure.position_consistency?.value, 0);
    assert.equal(unsure.test.p_value, 1);
  });

  it('says nothing of a run with one order', () => {
    assert.equal(reliabilityOf(onePass, [compared('A', 'B')]).order, null);
  });

  it('says nothing of no rows', () => {
    const { order } = reliabilityOf(compare, []);
    assert.equal(order?.pairs, 0);
    assert.equal(order.position_consistency, null);
    assert.equal(order.first_of_flips, null);
    assert.equal(order.flips.count, 0);
  });

  it('adds up, whatever the choices', () => {
    const choice = fc.constantFrom('A', 'B', 'Tie', null);
    fc.assert(
      fc.property(fc.array(fc.tuple(choice, choice), { maxLength: 60 }), (pairs) => {
        const { order } = reliabilityOf(
          compare,
          pairs.map(([original, flipped]) => compared(original, flipped)),
        );
        assert.ok(order);
        const all = order.table.flat().reduce((sum, count) => sum + count, 0);
        const agreeing = [0, 1, 2].reduce((sum, at) => sum + (order.table[at]?.[at] ?? 0), 0);
        assert.equal(all, order.pairs);
        assert.equal(order.flips.count, order.pairs - agreeing);
        assert.equal(order.first_of_flips?.n ?? 0, order.flips.count);
        assert.deepEqual(
          order.cells.map((row) => row.map(({ count }) => count)),
          order.table,
        );
      }),
    );
  });
});
