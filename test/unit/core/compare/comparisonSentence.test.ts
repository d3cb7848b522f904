import assert from 'node:assert/strict';
import {
  clearDifference,
  comparisonSentence,
  pText,
  shortDelta,
} from '../../../../src/core/compare/comparisonSentence.js';
import type { EvaluationType } from '../../../../src/core/spec/evalSpec.js';
import { compared, judgedRows, memoryRun } from './comparedRuns.js';

type Verdicts = readonly (string | number | null)[];

/** So many rows with one verdict, then so many with another, … */
function many(...counts: readonly (readonly [number, string | number | null])[]): Verdicts {
  return counts.flatMap(([count, verdict]) =>
    new Array<string | number | null>(count).fill(verdict),
  );
}

async function comparisonOf(type: EvaluationType, a: Verdicts, b: Verdicts) {
  return compared(
    memoryRun({ type, rows: judgedRows(type, a) }),
    memoryRun({ type, rows: judgedRows(type, b) }),
  );
}

const CASES: readonly {
  readonly name: string;
  readonly type: EvaluationType;
  readonly a: Verdicts;
  readonly b: Verdicts;
  readonly says: string;
}[] = [
  {
    name: 'a clear gain',
    type: 'classify',
    a: many([41, 'bad'], [22, 'good'], [437, 'good']),
    b: many([41, 'good'], [22, 'bad'], [437, 'good']),
    says: 'B passes more often by 3.8 points (0.7 to 7.0): 41 rows fixed, 22 broken, 437 same',
  },
  {
    name: 'the same as a loss: amounts stay positive, the smaller first',
    type: 'classify',
    a: many([41, 'good'], [22, 'bad'], [437, 'good']),
    b: many([41, 'bad'], [22, 'good'], [437, 'good']),
    says: 'B passes less often by 3.8 points (0.7 to 7.0): 22 rows fixed, 41 broken, 437 same',
  },
  {
    name: 'noise is called no difference',
    type: 'classify',
    a: many([4, 'bad'], [2, 'good'], [94, 'good']),
    b: many([4, 'good'], [2, 'bad'], [94, 'good']),
    says: 'No clear difference: B − A = +2.0 points (−3.6 to +8.1); 4 rows fixed, 2 broken, 94 same',
  },
  {
    name: 'nothing changed',
    type: 'classify',
    a: many([50, 'good']),
    b: many([50, 'good']),
    says: 'No clear difference: B − A = 0.0 points (−7.1 to +7.1); 0 rows fixed, 0 broken, 50 same',
  },
  {
    name: 'an interval without 0 and a test that is not sure: both are said',
    type: 'classify',
    a: many([5, 'bad'], [15, 'good']),
    b: many([20, 'good']),
    says: 'No clear difference: B − A = +25.0 points (+3.8 to +46.9), though the test is not sure (p = 0.063); 5 rows fixed, 0 broken, 15 same',
  },
  {
    name: 'rows without a verdict are told',
    type: 'classify',
    a: many([3, null], [7, 'good']),
    b: many([10, 'good']),
    says: 'No clear difference: B − A = 0.0 points (−35.4 to +35.4); 0 rows fixed, 0 broken, 7 same; 3 rows without a verdict on both sides',
  },
  {
    name: 'scores in points of their scale',
    type: 'score',
    a: many([30, 5], [10, 6]),
    b: many([30, 7], [10, 6]),
    says: 'B scores higher by 1.50 (1.20 to 1.75): 30 rows up, 0 down, 10 same',
  },
  {
    name: 'win rate of response A',
    type: 'compare',
    a: many([30, 'A'], [10, 'Tie']),
    b: many([30, 'B'], [10, 'Tie']),
    says: 'Response A wins less often in run B by 75.0 points (57.5 to 85.8): 0 rows moved to A, 30 to B, 10 same',
  },
  {
    name: 'no verdicts at all',
    type: 'classify',
    a: many([2, null]),
    b: many([2, 'good']),
    says: 'None of the 2 rows of both runs has a verdict in each',
  },
  {
    name: 'nothing to pair',
    type: 'classify',
    a: [],
    b: ['good'],
    says: 'No row of one run has its like in the other',
  },
];

describe('comparisonSentence', () => {
  for (const { name, type, a, b, says } of CASES) {
    it(name, async () => {
      assert.equal(comparisonSentence(await comparisonOf(type, a, b)), says);
    });
  }

  it('is clear only where interval and test agree', () => {
    const delta = { value: 0.1, low: 0.01, high: 0.2, method: 'newcombe-paired' };
    const test = { name: 'McNemar (exact)', statistic: 1, p_value: 0.04 };
    const lost = { ...delta, value: -0.1, low: -0.2, high: -0.01 };
    assert.equal(clearDifference({ delta, test }), 'better');
    assert.equal(clearDifference({ delta, test }, 0.08), 'none');
    assert.equal(clearDifference({ delta: lost, test }), 'worse');
    assert.equal(clearDifference({ delta: { ...delta, low: -0.01 }, test }), 'none');
    assert.equal(clearDifference({ delta: null, test }), 'none');
    assert.equal(clearDifference({ delta, test: { ...test, p_value: null } }), 'none');
  });

  it('writes differences and p values for tables', () => {
    const delta = { value: 0.0311, low: 0.0042, high: 0.0581, method: 'newcombe-paired' };
    assert.equal(shortDelta({ delta, measure: 'pass_rate' }), '+3.1 pts (+0.4 to +5.8)');
    assert.equal(
      shortDelta({ delta: { ...delta, low: -0.0004 }, measure: 'mean_score' }),
      '+0.03 (0.00 to +0.06)',
    );
    assert.equal(shortDelta({ delta: null, measure: 'pass_rate' }), null);
    assert.deepEqual([0.00001, 0.0214, 0.5].map(pText), ['p < 0.001', 'p = 0.021', 'p = 0.50']);
  });
});
