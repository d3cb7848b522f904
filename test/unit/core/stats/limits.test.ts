import assert from 'node:assert/strict';
import { krippendorffAlpha } from '../../../../src/core/stats/alpha.js';
import { bcaMean } from '../../../../src/core/stats/bootstrap.js';
import { bradleyTerry } from '../../../../src/core/stats/bradleyTerry.js';
import { predictionPowered, roganGladen } from '../../../../src/core/stats/correctedRate.js';
import { fisherExact } from '../../../../src/core/stats/fisherExact.js';
import { holm } from '../../../../src/core/stats/holm.js';
import { cohenKappa } from '../../../../src/core/stats/kappa.js';
import { logisticSlope } from '../../../../src/core/stats/logistic.js';
import { exactMcNemar } from '../../../../src/core/stats/mcNemar.js';
import { pairedShareDifference } from '../../../../src/core/stats/pairedShares.js';
import { kendallTau, spearman } from '../../../../src/core/stats/rankCorrelation.js';
import { shareDifference } from '../../../../src/core/stats/shareDifference.js';
import { signTest } from '../../../../src/core/stats/signTest.js';
import { wilcoxonSignedRank } from '../../../../src/core/stats/wilcoxon.js';

function rounded(estimate: { low: number; high: number } | null, digits = 4): unknown {
  const unit = 10 ** digits;
  return (
    estimate && [Math.round(estimate.low * unit) / unit, Math.round(estimate.high * unit) / unit]
  );
}

describe('where nothing can be said', () => {
  const nothing: [name: string, result: unknown, expected: unknown][] = [
    ['no discordant pair', exactMcNemar(0, 0).p_value, null],
    ['no sign', signTest(0, 0), { name: 'Sign test (exact)', statistic: null, p_value: null }],
    ['no difference but 0', wilcoxonSignedRank([0, 0]).p_value, null],
    ['no differences', wilcoxonSignedRank([]).p_value, null],
    ['one value', bcaMean([3], { seed: 1 }), null],
    ['no pairs', pairedShareDifference({ both: 0, onlyA: 0, onlyB: 0, neither: 0 }), null],
    [
      'κ of no pairs',
      cohenKappa([
        [0, 0],
        [0, 0],
      ]),
      null,
    ],
    [
      'κ where one label was given to all',
      cohenKappa([
        [7, 0],
        [0, 0],
      ]),
      null,
    ],
    ['α of one value a unit', krippendorffAlpha([[1], [2]], 'nominal', { seed: 1 }), null],
    [
      'α of one value alone',
      krippendorffAlpha(
        [
          ['a', 'a'],
          ['a', 'a'],
        ],
        'nominal',
        { seed: 1 },
      ),
      null,
    ],
    ['α of no units', krippendorffAlpha([], 'interval', { seed: 1 }), null],
    ['τ of a constant', kendallTau([1, 1, 1, 1, 1], [1, 2, 3, 4, 5]), null],
    ['ρ of a constant', spearman([1, 2, 3, 4, 5], [2, 2, 2, 2, 2]), null],
    ['τ of four rows', kendallTau([1, 2, 3, 4], [1, 2, 3, 4]), null],
    ['a line between classes', logisticSlope([1, 2, 3, 4], [0, 0, 1, 1]), null],
    ['classes that meet in one value', logisticSlope([1, 2, 2, 4], [0, 0, 1, 1]), null],
    ['one class', logisticSlope([1, 2, 3], [1, 1, 1]), null],
    ['a constant x', logisticSlope([2, 2, 2], [0, 1, 0]), null],
    ['no rows', logisticSlope([], []), null],
    ['no players', bradleyTerry([]), { players: [], isConnected: true }],
    ['no p values', holm([]), []],
    ['no labels', predictionPowered({ verdicts: [1, 0], labelled: [] }), null],
    [
      'no verdicts',
      predictionPowered({ verdicts: [], labelled: [{ verdict: 1, truth: 1 }] }),
      null,
    ],
    [
      'a judge like a coin',
      roganGladen({
        passed: 5,
        evaluated: 10,
        sensitivity: { k: 5, n: 10 },
        specificity: { k: 5, n: 10 },
      }),
      null,
    ],
    ['no rows on one side', shareDifference({ k: 0, n: 0 }, { k: 1, n: 2 }), null],
    ['all succeed', fisherExact({ k: 3, n: 3 }, { k: 4, n: 4 }).p_value, null],
  ];
  for (const [name, result, expected] of nothing) {
    it(name, () => assert.deepEqual(result, expected));
  }
});

describe('certainty that few rows can’t give', () => {
  it('all pairs agree: κ, its lower end from Wilson’s', () => {
    assert.deepEqual(
      rounded(
        cohenKappa([
          [10, 0],
          [0, 10],
        ]),
      ),
      [0.6777, 1],
    );
  });
  it('all units agree: α', () => {
    const units = [
      ...Array<string[]>(10).fill(['a', 'a']),
      ...Array<string[]>(10).fill(['b', 'b']),
    ];
    assert.deepEqual(rounded(krippendorffAlpha(units, 'nominal', { seed: 1 })), [0.8389, 1]);
  });
  it('ranks in one order: ρ and τ', () => {
    const x = [1, 2, 3, 4, 5, 6];
    for (const result of [spearman(x, x), kendallTau(x, x)]) {
      assert.ok(result && result.value === 1 && result.high === 1);
      assert.ok(result.low > -0.1 && result.low < 0.9, String(result.low));
    }
  });
  it('no label shows a fault: the corrected rate is as wide as few labels leave it', () => {
    const labelled = Array.from({ length: 20 }, () => ({ verdict: 1, truth: 1 }) as const);
    const result = predictionPowered({ verdicts: [1, 1, 1, 0], labelled });
    const more = predictionPowered({ verdicts: Array<0 | 1>(4000).fill(1), labelled });
    assert.ok(result && result.value === 0.75);
    assert.deepEqual(rounded(more), [0.9067, 1]);
  });
});
