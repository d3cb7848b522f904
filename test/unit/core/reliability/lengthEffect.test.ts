import assert from 'node:assert/strict';
import { wilsonEstimate } from '../../../../src/core/stats/intervals.js';
import { logisticSlope } from '../../../../src/core/stats/logistic.js';
import { kendallTau } from '../../../../src/core/stats/rankCorrelation.js';
import { classify, compare, model, score } from '../judging/specs.js';
import { compared, labelled, reliabilityOf, scored } from './rows.js';

const text = (length: number) => 'x'.repeat(length);

describe('length effect', () => {
  it('compare: counts the decided rows that the longer response won', () => {
    const rows = [
      compared('A', 'A', { old: text(80), new: text(20) }),
      compared('A', 'A', { old: text(20), new: text(40) }),
      compared('A', 'A', { old: text(40), new: text(20) }),
      compared('B', 'B', { old: text(20), new: text(40) }),
      compared('B', 'B', { old: text(30), new: text(20) }),
      compared('B', 'B', { old: text(30), new: text(30) }),
      // No decision, and no response: neither tells.
      compared('A', 'B', { old: text(90), new: text(20) }),
      compared('A', 'A', { old: null, new: text(20) }),
    ];
    const { length } = reliabilityOf(compare, rows);
    assert.equal(length.rows, 6);
    assert.deepEqual(length.longer_wins, wilsonEstimate(3, 5));
    const x = [2, -1, 1, -1, Math.log2(1.5), 0];
    const fitted = logisticSlope(x, [1, 1, 1, 0, 0, 0]);
    assert.ok(fitted && length.odds_per_doubling);
    assert.equal(length.odds_per_doubling.value, Math.exp(fitted.slope.value));
    assert.equal(length.odds_per_doubling.low, Math.exp(fitted.slope.low));
    assert.equal(length.odds_per_doubling.p_value, fitted.p_value);
    assert.equal(length.rank_correlation, null);
  });

  it('compare: an empty response has a length, and a perfect split no odds', () => {
    const { length } = reliabilityOf(compare, [
      compared('A', 'A', { old: text(80), new: '' }),
      compared('B', 'B', { old: '', new: text(80) }),
    ]);
    assert.deepEqual(length.longer_wins, wilsonEstimate(2, 2));
    assert.equal(length.odds_per_doubling, null);
  });

  it('reads generated responses, not a column of their name', () => {
    const generated = { ...classify, model_to_evaluate: model };
    const rows = [10, 20, 30, 40, 50, 60].map((length, at) =>
      labelled(at < 3 ? 'wrong' : 'correct', { MODEL_TO_EVALUATE_OUTPUT: text(length) }),
    );
    assert.equal(
      reliabilityOf(generated, rows).length.rank_correlation?.value,
      9 / Math.sqrt(15 * 9),
    );
  });

  it('classify: length with passing', () => {
    const lengths = [10, 50, 20, 40, 30, 15, 60];
    const passes = [0, 1, 0, 0, 1, 1, 1] as const;
    const rows = lengths.map((length, at) =>
      labelled(passes[at] === 1 ? 'correct' : 'wrong', { answer: text(length) }),
    );
    const { length } = reliabilityOf(classify, [...rows, labelled(null)]);
    assert.equal(length.rows, 7);
    assert.deepEqual(length.rank_correlation, kendallTau(lengths, passes));
    const fitted = logisticSlope(lengths.map(Math.log2), passes);
    assert.equal(length.odds_per_doubling?.value, fitted && Math.exp(fitted.slope.value));
    assert.equal(length.longer_wins, null);
  });

  it('score: length with the score, no odds', () => {
    const lengths = [10, 50, 20, 40, 30];
    const scores = [2, 9, 3, 7, 7];
    const rows = scores.map((value, at) => scored(value, { answer: text(lengths[at] ?? 0) }));
    const { length } = reliabilityOf(score, rows);
    assert.deepEqual(length.rank_correlation, kendallTau(lengths, scores));
    assert.equal(length.odds_per_doubling, null);
  });
});
