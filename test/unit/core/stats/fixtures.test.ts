import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { bcaMean } from '../../../../src/core/stats/bootstrap.js';
import { bradleyTerry, type Match } from '../../../../src/core/stats/bradleyTerry.js';
import { confusionMatrix } from '../../../../src/core/stats/confusion.js';
import { predictionPowered, roganGladen } from '../../../../src/core/stats/correctedRate.js';
import type { LabelledVerdict } from '../../../../src/core/stats/correctedRate.js';
import { fisherExact } from '../../../../src/core/stats/fisherExact.js';
import { holm } from '../../../../src/core/stats/holm.js';
import { meanEstimate, wilsonEstimate } from '../../../../src/core/stats/intervals.js';
import { cohenKappa } from '../../../../src/core/stats/kappa.js';
import { logisticSlope } from '../../../../src/core/stats/logistic.js';
import { exactMcNemar } from '../../../../src/core/stats/mcNemar.js';
import { meanDifference } from '../../../../src/core/stats/meanDifference.js';
import { addToMoments, emptyMoments } from '../../../../src/core/stats/moments.js';
import { pairedShareDifference } from '../../../../src/core/stats/pairedShares.js';
import type { PairedCounts } from '../../../../src/core/stats/pairedShares.js';
import { kendallTau, spearman } from '../../../../src/core/stats/rankCorrelation.js';
import { rowsForShare } from '../../../../src/core/stats/rowsNeeded.js';
import { shareDifference, type Share } from '../../../../src/core/stats/shareDifference.js';
import { signTest } from '../../../../src/core/stats/signTest.js';
import { wilcoxonSignedRank } from '../../../../src/core/stats/wilcoxon.js';

interface Bounds {
  readonly low: number;
  readonly high: number;
}
type Interval = Bounds & { readonly value: number };

/** Written by `generate.py` beside it, with SciPy, statsmodels and scikit-learn. */
interface Figures {
  readonly wilson: readonly (Share & Bounds)[];
  readonly student: readonly ({ values: number[]; mean: number } & Bounds)[];
  readonly bootstrap: readonly ({ name: string; values: number[]; error: number } & Bounds)[];
  readonly mcNemar: readonly { onlyA: number; onlyB: number; statistic: number; p: number }[];
  readonly sign: readonly { positive: number; negative: number; p: number }[];
  readonly wilcoxon: readonly {
    mode: 'exact' | 'approx';
    differences: number[];
    statistic: number;
    p: number;
  }[];
  readonly kappa: readonly { table: number[][]; kappa: number; error: number }[];
  readonly confusion: {
    labels: string[];
    pairs: [string, string][];
    counts: number[][];
    accuracy: number;
    kappa: number;
    precision: number[];
    recall: number[];
    f1: number[];
    support: number[];
  };
  readonly holm: readonly { p: number[]; adjusted: number[] }[];
  readonly correlation: readonly {
    x: number[];
    y: number[];
    tau: number;
    tauP: number;
    rho: number;
    rhoP: number;
  }[];
  readonly logistic: readonly ({
    x: number[];
    y: (0 | 1)[];
    intercept: number;
    slope: number;
    p: number;
  } & Bounds)[];
  readonly bradleyTerry: readonly {
    matches: Match[];
    names: string[];
    strengths: number[];
    errors: number[];
  }[];
  readonly paired: readonly (PairedCounts & Interval)[];
  readonly twoShares: readonly ({ first: Share; second: Share; p: number | null } & Interval)[];
  readonly welch: readonly ({ first: number[]; second: number[]; p: number } & Interval)[];
  readonly predictionPowered: readonly ({
    verdicts: (0 | 1)[];
    labelled: LabelledVerdict[];
  } & Interval)[];
  readonly roganGladen: readonly ({
    passed: number;
    evaluated: number;
    sensitivity: Share;
    specificity: Share;
  } & Interval)[];
  readonly rowsForShare: readonly { share: number; halfWidth: number; rows: number }[];
}

const figures = JSON.parse(
  readFileSync(new URL('../../../fixtures/statistics/figures.json', import.meta.url), 'utf8'),
) as Figures;

const Z = 1.959963984540054;

/** Each number within 1e-6 of what is expected, and of as much of itself. */
function near(actual: readonly unknown[], expected: readonly (number | null)[]): void {
  assert.equal(actual.length, expected.length);
  expected.forEach((wanted, index) => {
    const given = actual[index];
    const isNear =
      wanted === null || typeof given !== 'number'
        ? given === wanted
        : Math.abs(given - wanted) <= 1e-6 * Math.min(1, Math.abs(wanted)) + 1e-12;
    assert.ok(isNear, `figure ${index}: ${String(given)} is not ${String(wanted)}`);
  });
}

function ends(estimate: Interval | null): readonly unknown[] {
  return [estimate?.value, estimate?.low, estimate?.high];
}

function momentsOf(values: readonly number[]) {
  return values.reduce(addToMoments, emptyMoments());
}

function eachIt<T>(name: string, cases: readonly T[], check: (figure: T) => void): void {
  assert.ok(cases.length > 0, `${name} has figures`);
  cases.forEach((figure, index) => {
    it(`${name}, case ${index + 1}`, () => check(figure));
  });
}

describe('statistics against SciPy, statsmodels and scikit-learn', () => {
  eachIt('Wilson (statsmodels)', figures.wilson, ({ k, n, low, high }) => {
    near(ends(wilsonEstimate(k, n)), [k / n, low, high]);
  });

  eachIt('Student’s t (SciPy)', figures.student, ({ values, mean, low, high }) => {
    near(ends(meanEstimate(momentsOf(values), { min: 0, max: 10 })), [mean, low, high]);
  });

  eachIt('BCa (SciPy, many resamples)', figures.bootstrap, ({ values, low, high, error }) => {
    const many = bcaMean(values, { seed: 3, resamples: 40_000 });
    assert.ok(many);
    // The ends of 40,000 resamples move by some hundredths of a standard error.
    assert.ok(Math.abs(many.low - low) < 0.05 * error, `${many.low} is not near ${low}`);
    assert.ok(Math.abs(many.high - high) < 0.05 * error, `${many.high} is not near ${high}`);
    const closed = bcaMean(values, { seed: 3, resamples: 1e9 });
    assert.ok(closed);
    assert.ok(Math.abs(closed.low - low) < 0.05 * error, `${closed.low} is not near ${low}`);
    assert.ok(Math.abs(closed.high - high) < 0.05 * error, `${closed.high} is not near ${high}`);
  });

  eachIt('exact McNemar (statsmodels)', figures.mcNemar, ({ onlyA, onlyB, statistic, p }) => {
    const result = exactMcNemar(onlyA, onlyB);
    near([result.statistic, result.p_value], [statistic, p]);
  });

  eachIt('sign test (SciPy’s binomtest)', figures.sign, ({ positive, negative, p }) => {
    const result = signTest(positive, negative);
    near([result.statistic, result.p_value], [positive, p]);
  });

  eachIt('Wilcoxon (SciPy)', figures.wilcoxon, ({ mode, differences, statistic, p }) => {
    const result = wilcoxonSignedRank(differences);
    assert.match(result.name, mode === 'exact' ? /\(exact\)/ : /\(normal approximation\)/);
    near([result.statistic, result.p_value], [statistic, p]);
  });

  eachIt('Cohen’s κ and its error (statsmodels)', figures.kappa, ({ table, kappa, error }) => {
    const result = cohenKappa(table);
    near([result?.value, result?.standardError], [kappa, error]);
    near(
      [result?.low, result?.high],
      [Math.max(-1, kappa - Z * error), Math.min(1, kappa + Z * error)],
    );
  });

  it('confusion matrix, precision and recall (scikit-learn)', () => {
    const expected = figures.confusion;
    const result = confusionMatrix(expected.pairs, expected.labels);
    assert.deepEqual(result.counts, expected.counts);
    near([result.accuracy?.value, result.kappa?.value], [expected.accuracy, expected.kappa]);
    const shown = result.perLabel.map(({ precision, recall, f1, support }) => [
      precision?.value ?? 0,
      recall?.value ?? 0,
      f1 ?? 0,
      support,
    ]);
    const wanted = expected.labels.map((_, index) => [
      expected.precision[index] ?? 0,
      expected.recall[index] ?? 0,
      expected.f1[index] ?? 0,
      expected.support[index] ?? 0,
    ]);
    near(shown.flat(), wanted.flat());
  });

  eachIt('Holm (statsmodels)', figures.holm, ({ p, adjusted }) => near(holm(p), adjusted));

  eachIt('Kendall’s τ-b (SciPy)', figures.correlation, ({ x, y, tau, tauP }) => {
    const result = kendallTau(x, y);
    near([result?.value, result?.p_value], [tau, tauP]);
  });

  eachIt('Spearman’s ρ (SciPy)', figures.correlation, ({ x, y, rho, rhoP }) => {
    const result = spearman(x, y);
    near([result?.value, result?.p_value], [rho, rhoP]);
  });

  eachIt('logistic regression (statsmodels)', figures.logistic, (expected) => {
    const result = logisticSlope(expected.x, expected.y);
    assert.ok(result);
    near(
      [result.intercept, ...ends(result.slope), result.p_value],
      [expected.intercept, expected.slope, expected.low, expected.high, expected.p],
    );
  });

  eachIt('Bradley–Terry (statsmodels GLM)', figures.bradleyTerry, (expected) => {
    const { players, isConnected } = bradleyTerry(expected.matches);
    assert.equal(isConnected, true);
    const ordered = expected.names.map((name) => players.find((player) => player.name === name));
    near(
      ordered.map((player) => player?.strength.value),
      expected.strengths,
    );
    near(
      ordered.map((player) => (player ? (player.strength.high - player.strength.low) / 2 / Z : 0)),
      expected.errors,
    );
  });

  eachIt('Newcombe, paired (from the paper)', figures.paired, (expected) => {
    near(ends(pairedShareDifference(expected)), [expected.value, expected.low, expected.high]);
  });

  eachIt('Newcombe, two shares; Fisher (SciPy)', figures.twoShares, (expected) => {
    const { first, second, value, low, high, p } = expected;
    near(ends(shareDifference(first, second)), [value, low, high]);
    near([fisherExact(first, second).p_value], [p]);
  });

  eachIt('Welch (SciPy)', figures.welch, ({ first, second, value, low, high, p }) => {
    const result = meanDifference(momentsOf(first), momentsOf(second));
    assert.ok(result);
    near([...ends(result.difference), result.test.p_value], [value, low, high, p]);
  });

  eachIt('prediction-powered rate (NumPy)', figures.predictionPowered, (expected) => {
    near(ends(predictionPowered(expected)), [expected.value, expected.low, expected.high]);
  });

  eachIt('Rogan–Gladen (NumPy)', figures.roganGladen, (expected) => {
    near(ends(roganGladen(expected)), [expected.value, expected.low, expected.high]);
  });

  eachIt('rows for a width (statsmodels)', figures.rowsForShare, (expected) => {
    assert.equal(rowsForShare(expected.share, expected.halfWidth), expected.rows);
  });
});
