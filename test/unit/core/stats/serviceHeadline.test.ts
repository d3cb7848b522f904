import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../src/core/json.js';
import { serviceHeadline } from '../../../../src/core/stats/serviceHeadline.js';

describe('the headline of a job from its aggregates', () => {
  const cases: readonly (readonly [string, JsonObject, JsonObject, string | undefined])[] = [
    [
      'labels counted: an interval over their sum',
      { label_counts: { good: 412, bad: 83 }, pass_percentage: 83.2 },
      { pass_labels: ['good'] },
      '83.2 % pass (79.7–86.3)',
    ],
    [
      'a pass label without rows',
      { label_counts: { bad: 5 }, pass_percentage: 0 },
      { pass_labels: ['good'] },
      '0 % pass (0–43.4)',
    ],
    [
      'no pass labels told: by the percentage',
      { label_counts: { good: 3, bad: 1 }, pass_percentage: 75 },
      {},
      '75.0 % pass (30.1–95.4)',
    ],
    ['a percentage alone has no interval', { pass_percentage: 86.5 }, {}, '86.5 % pass'],
    ['counts that are none', { label_counts: { good: 'x' }, pass_percentage: 5 }, {}, '5 % pass'],
    [
      'scores: over how many rows is not told',
      { aggregated_scores: { mean_score: 6.44, std_score: 1.9, pass_percentage: 55 } },
      {},
      'mean 6.4, 55 % pass',
    ],
    ['wins', { A_wins: 41, B_wins: 39, Ties: 20 }, {}, 'A wins 41 % (32–51) · B 39 % · ties 20 %'],
    ['no ties told', { A_wins: 1, B_wins: 0 }, {}, 'A wins 100 % (21–100) · B 0 % · ties 0 %'],
    ['no rows', { label_counts: {}, pass_percentage: null }, { pass_labels: ['x'] }, undefined],
    ['nothing', {}, {}, undefined],
  ];
  for (const [name, results, parameters, headline] of cases) {
    it(name, () => assert.equal(serviceHeadline(results, parameters), headline));
  }
});
