import assert from 'node:assert/strict';
import { krippendorffAlpha } from '../../../../src/core/stats/alpha.js';

describe('krippendorffAlpha', () => {
  // Krippendorff 2011, "Computing Krippendorff's alpha-reliability", part C: four observers, twelve
  // units, some values missing.
  const units = [
    [1, 1, 1],
    [2, 2, 3, 2],
    [3, 3, 3, 3],
    [3, 3, 3, 3],
    [2, 2, 2, 2],
    [1, 2, 3, 4],
    [4, 4, 4, 4],
    [1, 1, 2, 1],
    [2, 2, 2, 2],
    [5, 5, 5],
    [1, 1],
    [3],
  ];
  it('nominal and interval as published', () => {
    const nominal = krippendorffAlpha(units, 'nominal', { seed: 1 });
    const interval = krippendorffAlpha(units, 'interval', { seed: 1 });
    assert.deepEqual(
      [nominal?.value.toFixed(3), nominal?.n, interval?.value.toFixed(3), interval?.n],
      ['0.743', 11, '0.849', 11],
    );
    assert.ok(nominal && nominal.low < nominal.value && nominal.value < nominal.high);
  });

  it('is the same for any names of the labels and any order, and for shifted numbers', () => {
    const named = units.map((values) => values.map((value) => `label ${9 - value}`).reverse());
    const shifted = units.map((values) => values.map((value) => value + 1e6));
    assert.equal(
      krippendorffAlpha(named, 'nominal', { seed: 1 })?.value,
      krippendorffAlpha(units, 'nominal', { seed: 1 })?.value,
    );
    assert.equal(
      krippendorffAlpha(shifted, 'interval', { seed: 1 })?.value,
      krippendorffAlpha(units, 'interval', { seed: 1 })?.value,
    );
  });
});
