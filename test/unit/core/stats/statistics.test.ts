import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { krippendorffAlpha } from '../../../../src/core/stats/alpha.js';
import { bcaMean } from '../../../../src/core/stats/bootstrap.js';
import { bradleyTerry } from '../../../../src/core/stats/bradleyTerry.js';
import { confusionMatrix } from '../../../../src/core/stats/confusion.js';
import { predictionPowered, roganGladen } from '../../../../src/core/stats/correctedRate.js';
import { fisherExact } from '../../../../src/core/stats/fisherExact.js';
import { holm } from '../../../../src/core/stats/holm.js';
import { cohenKappa } from '../../../../src/core/stats/kappa.js';
import { logisticSlope } from '../../../../src/core/stats/logistic.js';
import { exactMcNemar } from '../../../../src/core/stats/mcNemar.js';
import { meanDifference } from '../../../../src/core/stats/meanDifference.js';
import { emptyMoments } from '../../../../src/core/stats/moments.js';
import { pairedShareDifference } from '../../../../src/core/stats/pairedShares.js';
import { pairOrders } from '../../../../src/core/stats/pairOrders.js';
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

describe('pairedShareDifference', () => {
  const published: [
    name: string,
    both: number,
    onlyB: number,
    onlyA: number,
    neither: number,
    ends: number[],
  ][] = [
    ['Newcombe 1998, table II', 36, 12, 2, 0, [0.0569, 0.3404]],
    ['Altman et al. 2000, page 52', 14, 5, 0, 22, [0.0115, 0.2265]],
    [
      'Fagerland, Lydersen and Laake 2014, airway hyper-responsiveness',
      1,
      1,
      7,
      12,
      [-0.5069, -0.0256],
    ],
  ];
  for (const [name, both, onlyB, onlyA, neither, ends] of published) {
    it(`as published: ${name}`, () => {
      assert.deepEqual(rounded(pairedShareDifference({ both, onlyA, onlyB, neither })), ends);
    });
  }

  it('stays within −1 and 1, holds its value, and turns around with its sides', () => {
    const counts = fc.nat(60);
    fc.assert(
      fc.property(counts, counts, counts, counts, (both, onlyA, onlyB, neither) => {
        const there = pairedShareDifference({ both, onlyA, onlyB, neither });
        const back = pairedShareDifference({ both, onlyA: onlyB, onlyB: onlyA, neither });
        if (both + onlyA + onlyB + neither === 0) return there === null && back === null;
        assert.ok(there && back);
        assert.ok(there.low >= -1 - 1e-12 && there.high <= 1 + 1e-12);
        assert.ok(there.low <= there.value && there.value <= there.high);
        return Math.abs(there.low + back.high) < 1e-9 && Math.abs(there.value + back.value) < 1e-9;
      }),
    );
  });
});

describe('shareDifference', () => {
  // Newcombe 1998, "Interval estimation for the difference between independent proportions", table II.
  const published: [k1: number, n1: number, k2: number, n2: number, ends: number[]][] = [
    [56, 70, 48, 80, [0.0524, 0.3339]],
    [9, 10, 3, 10, [0.1705, 0.809]],
    [5, 56, 0, 29, [-0.0381, 0.1926]],
    [0, 10, 0, 20, [-0.1611, 0.2775]],
  ];
  for (const [k1, n1, k2, n2, ends] of published) {
    it(`${k1}/${n1} − ${k2}/${n2} as published`, () => {
      assert.deepEqual(rounded(shareDifference({ k: k1, n: n1 }, { k: k2, n: n2 })), ends);
    });
  }
});

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
    ['no values', meanDifference(emptyMoments(), emptyMoments()), null],
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

describe('bcaMean', () => {
  const values = Array.from({ length: 40 }, (_, index) => ((index * 7) % 11) - 3);

  it('is the same for the same seed, and another for another', () => {
    assert.deepEqual(bcaMean(values, { seed: 5 }), bcaMean(values, { seed: 5 }));
    assert.notDeepEqual(bcaMean(values, { seed: 5 }), bcaMean(values, { seed: 6 }));
  });

  it('equal values: the value alone', () => {
    assert.deepEqual(bcaMean([0.1, 0.1, 0.1], { seed: 1 }), {
      value: 0.1,
      low: 0.1,
      high: 0.1,
      method: 'bca',
      n: 3,
    });
  });

  it('of 100,000 values comes without resampling and meets Student’s t', () => {
    const many = Array.from({ length: 100_000 }, (_, index) => ((index * 7919) % 13) - 6);
    const result = bcaMean(many, { seed: 1 });
    assert.ok(result);
    const reach = (1.959964 * Math.sqrt(14)) / Math.sqrt(100_000);
    assert.ok(Math.abs(result.high - result.value - reach) < 0.001 * reach);
    assert.ok(Math.abs(result.value - result.low - reach) < 0.001 * reach);
  });
});

describe('pairOrders', () => {
  it('counts what comparing each pair counts', () => {
    const small = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(small, (rows) => {
        const x = rows.map(([first]) => first);
        const y = rows.map(([, second]) => second);
        const counted = { pairs: 0, tiedX: 0, tiedY: 0, tiedBoth: 0, discordant: 0 };
        rows.forEach(([a, b], index) => {
          for (const [c, d] of rows.slice(index + 1)) {
            counted.pairs += 1;
            if (a === c) counted.tiedX += 1;
            if (b === d) counted.tiedY += 1;
            if (a === c && b === d) counted.tiedBoth += 1;
            if ((a - c) * (b - d) < 0) counted.discordant += 1;
          }
        });
        assert.deepEqual(pairOrders(x, y), counted);
      }),
    );
  });
});

describe('bradleyTerry', () => {
  it('says that strengths have no common scale, and stays finite', () => {
    const apart = bradleyTerry([
      { a: 'x', b: 'y', a_wins: 30, b_wins: 0, ties: 0 },
      { a: 'v', b: 'w', a_wins: 5, b_wins: 5, ties: 0 },
    ]);
    assert.equal(apart.isConnected, false);
    assert.deepEqual(
      apart.players.map(({ name, games, win_share: share }) => [name, games, share]),
      [
        ['x', 30, 1],
        ['v', 10, 0.5],
        ['w', 10, 0.5],
        ['y', 30, 0],
      ],
    );
    for (const { strength } of apart.players) {
      assert.ok(Number.isFinite(strength.low) && strength.low < strength.high);
    }
  });

  it('adds up entries of one pair, whichever way round, and counts a tie as half a win', () => {
    const once = bradleyTerry([{ a: 'x', b: 'y', a_wins: 12, b_wins: 6, ties: 2 }]);
    const twice = bradleyTerry([
      { a: 'x', b: 'y', a_wins: 10, b_wins: 2, ties: 2 },
      { a: 'y', b: 'x', a_wins: 4, b_wins: 2, ties: 0 },
    ]);
    assert.deepEqual(once, twice);
    const [first] = once.players;
    assert.deepEqual([first?.name, first?.games, first?.win_share], ['x', 20, 0.65]);
    assert.ok(Math.abs((first?.strength.value ?? 0) - Math.log(13 / 7) / 2) < 1e-9);
  });
});

describe('confusionMatrix', () => {
  it('leaves out labels that it was not told', () => {
    const pairs = [
      ['a', 'a'],
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
    ] as const;
    const { counts, n, perLabel } = confusionMatrix(pairs, ['a', 'b']);
    assert.deepEqual(
      [counts, n],
      [
        [
          [1, 1],
          [0, 0],
        ],
        2,
      ],
    );
    assert.deepEqual(
      perLabel.map(({ label, precision, recall, f1, support }) => [
        label,
        precision?.value ?? null,
        recall?.value ?? null,
        f1,
        support,
      ]),
      [
        ['a', 1, 0.5, 2 / 3, 2],
        ['b', 0, null, 0, 0],
      ],
    );
  });
});
