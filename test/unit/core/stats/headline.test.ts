import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../src/core/json.js';
import type { ResolvedSpec } from '../../../../src/core/spec/evalSpec.js';
import { headline, headlineSentence } from '../../../../src/core/stats/headline.js';
import { runStatistics } from '../../../../src/core/stats/runStatistics.js';
import { classify, compare, score } from '../judging/specs.js';

function rows(count: number, row: JsonObject): JsonObject[] {
  return Array.from({ length: count }, () => ({ answer: 'x', old: 'x', new: 'y', ...row }));
}
const labelled = (count: number, label: string) =>
  rows(count, { evaluation_successful: true, label });
const scored = (...scores: number[]) =>
  scores.flatMap((value) => rows(1, { evaluation_successful: true, score: value }));
const decided = (a: number, b: number, ties: number) => [
  ...rows(a, { evaluation_successful: true, final_decision: 'A' }),
  ...rows(b, { evaluation_successful: true, final_decision: 'B' }),
  ...rows(ties, { evaluation_successful: true, final_decision: 'Tie' }),
];
const unjudged = (count: number) => rows(count, { evaluation_successful: false });

const cases: [name: string, spec: ResolvedSpec, rows: JsonObject[], short: string, long: string][] =
  [
    [
      'classify',
      classify,
      [...labelled(412, 'correct'), ...labelled(83, 'wrong'), ...unjudged(5)],
      '83.2 % pass (79.7–86.3)',
      '412 of 495 judged rows pass (83.2 %, 95 % interval 79.7 to 86.3); 5 rows have no verdict',
    ],
    [
      'all pass',
      classify,
      labelled(20, 'correct'),
      '100 % pass (83.9–100)',
      '20 of 20 judged rows pass (100 %, 95 % interval 83.9 to 100)',
    ],
    [
      'all but one of many: never rounded to all',
      classify,
      [...labelled(4000, 'correct'), ...labelled(1, 'wrong')],
      '99.9 % pass (99.9–99.9)',
      '4,000 of 4,001 judged rows pass (99.9 %, 95 % interval 99.9 to 99.9)',
    ],
    [
      'one row',
      classify,
      [...labelled(1, 'correct'), ...unjudged(1)],
      '100 % pass (20.7–100)',
      '1 of 1 judged row passes (100 %, 95 % interval 20.7 to 100); 1 row has no verdict',
    ],
    ['no verdict', classify, unjudged(3), 'no verdicts', 'None of the 3 rows has a verdict'],
    ['one row without verdict', score, unjudged(1), 'no verdicts', 'The row has no verdict'],
    ['no rows', compare, [], 'no rows yet', 'No row has been judged'],
    [
      'score',
      score,
      scored(7, 8, 6.5, 9, 3, 10, 7.5),
      'mean 7.29 (5.2–9.4) · 71.4 % pass',
      'The mean score is 7.29 (95 % interval 5.2 to 9.4); 5 of 7 judged rows pass (71.4 %, 95 % interval 35.9 to 91.8)',
    ],
    [
      'score on a small scale',
      { ...score, min_score: 0, max_score: 1, pass_threshold: 0.5 },
      scored(...[0.41, 0.42, 0.43, 0.44, 0.45].flatMap((value) => [value, value, value, value])),
      'mean 0.430 (0.42–0.44) · 0 % pass',
      'The mean score is 0.430 (95 % interval 0.42 to 0.44); 0 of 20 judged rows pass (0 %, 95 % interval 0 to 16.1)',
    ],
    [
      'scores below zero',
      { ...score, min_score: -5, max_score: 5, pass_threshold: 0 },
      scored(-2, -1, -1, 0),
      'mean −1.00 (−2.3 to 0.3) · 25.0 % pass',
      'The mean score is −1.00 (95 % interval −2.3 to 0.3); 1 of 4 judged rows passes (25.0 %, 95 % interval 4.6 to 69.9)',
    ],
    [
      'one score',
      score,
      scored(7),
      'mean 7.00 (1.0–10.0) · 100 % pass',
      'The mean score is 7.00 (too few for an interval); 1 of 1 judged row passes (100 %, 95 % interval 20.7 to 100)',
    ],
    [
      'compare within the noise',
      compare,
      decided(410, 390, 200),
      'A wins 41 % (38–44) · B 39 % · ties 20 %',
      'A wins 410 of 1,000 judged rows (41.0 %, 95 % interval 38.0 to 44.1), B wins 390, 200 are ties: no clear difference',
    ],
    [
      'compare, A ahead',
      compare,
      decided(60, 30, 1),
      'A wins 66 % (56–75) · B 33 % · ties 1 %',
      'A wins 60 of 91 judged rows (65.9 %, 95 % interval 55.7 to 74.8), B wins 30, 1 is a tie: A wins more often',
    ],
    [
      'compare, B ahead',
      compare,
      decided(30, 60, 0),
      'A wins 33 % (24–44) · B 67 % · ties 0 %',
      'A wins 30 of 90 judged rows (33.3 %, 95 % interval 24.5 to 43.6), B wins 60, 0 are ties: B wins more often',
    ],
  ];

describe('headline', () => {
  for (const [name, spec, input, short, long] of cases) {
    it(name, () => {
      const statistics = runStatistics(
        spec,
        input.map((result) => ({ result })),
      );
      assert.deepEqual([headline(statistics), headlineSentence(statistics)], [short, long]);
    });
  }
});
