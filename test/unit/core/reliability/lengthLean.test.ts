import assert from 'node:assert/strict';
import type { LengthEffect } from '../../../../src/core/reliability/lengthEffect.js';
import { lengthLean } from '../../../../src/core/reliability/lengthLean.js';

const NONE: LengthEffect = {
  rows: 0,
  longer_wins: null,
  odds_per_doubling: null,
  rank_correlation: null,
};

describe('length lean', () => {
  const shares = [
    { name: 'clear', low: 0.6, high: 0.7, lean: 'longer' },
    { name: 'clear, the other way', low: 0.3, high: 0.4, lean: 'shorter' },
    { name: 'certain but slight', low: 0.502, high: 0.509, lean: 'little' },
    { name: 'around one half', low: 0.44, high: 0.57, lean: 'little' },
    { name: 'of few rows', low: 0.2, high: 0.8, lean: 'unknown' },
  ];
  for (const { name, low, high, lean } of shares) {
    it(`of a share: ${name}`, () => {
      const longer_wins = { value: (low + high) / 2, low, high, method: 'wilson' };
      assert.equal(lengthLean({ ...NONE, longer_wins }), lean);
    });
  }

  const ranks = [
    { name: 'clear', low: 0.2, high: 0.4, p: 0.001, lean: 'longer' },
    { name: 'certain but slight', low: -0.02, high: -0.01, p: 0.001, lean: 'little' },
    { name: 'clear, the other way', low: -0.3, high: -0.05, p: 0.01, lean: 'shorter' },
    { name: 'of few rows', low: -0.4, high: 0.2, p: 0.5, lean: 'unknown' },
    // Of many ties the interval may leave out 0 where the test finds nothing.
    { name: 'regression: not by the test', low: -0.37, high: -0.04, p: 0.11, lean: 'unknown' },
    { name: 'on the edge of the test', low: -0.3, high: -0.05, p: 0.05, lean: 'little' },
  ];
  for (const { name, low, high, p, lean } of ranks) {
    it(`of ranks: ${name}`, () => {
      const rank = { value: (low + high) / 2, low, high, method: 'x', p_value: p };
      assert.equal(lengthLean({ ...NONE, rank_correlation: rank }), lean);
    });
  }

  it('of nothing there is none', () => {
    assert.equal(lengthLean(NONE), null);
  });
});
