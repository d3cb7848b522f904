import assert from 'node:assert/strict';
import { bcaMean } from '../../../../src/core/stats/bootstrap.js';
import { bradleyTerry } from '../../../../src/core/stats/bradleyTerry.js';
import { predictionPowered, roganGladen } from '../../../../src/core/stats/correctedRate.js';
import { krippendorffAlpha } from '../../../../src/core/stats/alpha.js';
import { meanEstimate, wilsonEstimate } from '../../../../src/core/stats/intervals.js';
import { cohenKappa } from '../../../../src/core/stats/kappa.js';
import { logisticSlope } from '../../../../src/core/stats/logistic.js';
import { meanDifference } from '../../../../src/core/stats/meanDifference.js';
import { addToMoments, emptyMoments } from '../../../../src/core/stats/moments.js';
import { pairedShareDifference } from '../../../../src/core/stats/pairedShares.js';
import { randomIndexes } from '../../../../src/core/stats/randomIndexes.js';
import { spearman } from '../../../../src/core/stats/rankCorrelation.js';
import { shareDifference } from '../../../../src/core/stats/shareDifference.js';

/** Uniform from 0 to 1, the same for the same seed. */
type Random = () => number;

interface Setting {
  readonly name: string;
  readonly truth: number;
  readonly times: number;
  draw(
    random: Random,
    time: number,
  ): { readonly low: number; readonly high: number } | null | undefined;
}

const settings: readonly Setting[] = [
  {
    name: 'Wilson, 60 rows of which 85 % pass',
    truth: 0.85,
    times: 8000,
    draw: (random) => wilsonEstimate(successes(random, 60, 0.85), 60),
  },
  {
    name: 'Wilson, 400 rows of which half pass',
    truth: 0.5,
    times: 4000,
    draw: (random) => wilsonEstimate(successes(random, 400, 0.5), 400),
  },
  {
    name: 'Student’s t, 30 scores from 1 to 5',
    truth: 3.4,
    times: 8000,
    draw: (random) => meanEstimate(momentsOf(many(30, () => likert(random))), { min: 1, max: 5 }),
  },
  {
    name: 'Welch, 25 scores against 80',
    truth: 0,
    times: 6000,
    draw: (random) =>
      meanDifference(
        momentsOf(many(25, () => likert(random))),
        momentsOf(many(80, () => likert(random))),
      )?.difference,
  },
  {
    name: 'BCa, 60 differences of scores',
    truth: 0,
    times: 1500,
    draw: (random, time) =>
      bcaMean(
        many(60, () => likert(random) - likert(random)),
        { seed: time, resamples: 1000 },
      ),
  },
  {
    name: 'BCa, 100 skewed values',
    truth: 1,
    times: 1500,
    draw: (random, time) =>
      bcaMean(
        many(100, () => -Math.log(1 - random())),
        { seed: time, resamples: 1000 },
      ),
  },
  {
    name: 'BCa without resampling, 100 skewed values',
    truth: 1,
    times: 4000,
    draw: (random) =>
      bcaMean(
        many(100, () => -Math.log(1 - random())),
        { seed: 1, resamples: 1e9 },
      ),
  },
  {
    name: 'Newcombe paired, 120 rows, 12 % changed for the better and 7 % for the worse',
    truth: 0.05,
    times: 6000,
    draw(random) {
      const [both, onlyA, onlyB, neither] = cells(random, 120, [0.6, 0.07, 0.12, 0.21]);
      return pairedShareDifference({ both, onlyA, onlyB, neither });
    },
  },
  {
    name: 'Newcombe, 40 rows against 200',
    truth: -0.15,
    times: 6000,
    draw: (random) =>
      shareDifference(
        { k: successes(random, 40, 0.65), n: 40 },
        { k: successes(random, 200, 0.8), n: 200 },
      ),
  },
  {
    name: 'κ, 100 pairs of two labels',
    truth: (0.85 - 0.545) / (1 - 0.545),
    times: 6000,
    draw(random) {
      const [a, b, c, d] = cells(random, 100, [0.575, 0.075, 0.075, 0.275]);
      return cohenKappa([
        [a, b],
        [c, d],
      ]);
    },
  },
  {
    name: 'α, 80 units of two raters',
    truth: (0.85 - 0.545) / (1 - 0.545),
    times: 600,
    draw(random, time) {
      const units = many(80, () => {
        const at = random();
        if (at < 0.575) return ['a', 'a'];
        if (at < 0.85) return ['b', 'b'];
        return at < 0.925 ? ['a', 'b'] : ['b', 'a'];
      });
      return krippendorffAlpha(units, 'nominal', { seed: time });
    },
  },
  {
    name: 'prediction-powered, 100 labels, 1,000 verdicts, a judge right in 85 %',
    truth: 0.7,
    times: 4000,
    draw: (random) =>
      predictionPowered({
        verdicts: many(1000, () => judged(random, 0.7).verdict),
        labelled: many(100, () => judged(random, 0.7)),
      }),
  },
  {
    name: 'prediction-powered, 50 labels, 1,000 verdicts, a judge right in 90 %',
    truth: 0.8,
    times: 4000,
    draw: (random) =>
      predictionPowered({
        verdicts: many(1000, () => judged(random, 0.8, 0.9).verdict),
        labelled: many(50, () => judged(random, 0.8, 0.9)),
      }),
  },
  {
    name: 'Rogan–Gladen, 60 and 40 labels, 1,000 verdicts, a judge right in 85 %',
    truth: 0.7,
    times: 6000,
    draw: (random) =>
      roganGladen({
        passed: successes(random, 1000, 0.7 * 0.85 + 0.3 * 0.15),
        evaluated: 1000,
        sensitivity: { k: successes(random, 60, 0.85), n: 60 },
        specificity: { k: successes(random, 40, 0.85), n: 40 },
      }),
  },
  {
    name: 'Bradley–Terry, four players, 60 games a pair',
    truth: 0.75,
    times: 3000,
    draw(random) {
      const { players } = bradleyTerry(games(random, [0.75, 0.25, -0.25, -0.75], 60));
      return players.find(({ name }) => name === 'player 0')?.strength;
    },
  },
  {
    name: 'logistic slope, 150 rows',
    truth: 0.8,
    times: 2000,
    draw(random) {
      const x = many(150, () => normal(random));
      const y = x.map((value) => flip(random, 1 / (1 + Math.exp(-(0.3 + 0.8 * value)))));
      return logisticSlope(x, y)?.slope;
    },
  },
  {
    name: 'Spearman, 80 rows',
    // Of a bivariate normal: 6 / π · asin(ρ / 2).
    truth: (6 / Math.PI) * Math.asin(0.25),
    times: 3000,
    draw(random) {
      const x = many(80, () => normal(random));
      const y = x.map((value) => 0.5 * value + Math.sqrt(0.75) * normal(random));
      return spearman(x, y);
    },
  },
];

describe('coverage of the 95 % intervals', function () {
  this.timeout(60_000);
  settings.forEach(({ name, truth, times, draw }, index) => {
    it(name, () => {
      const next = randomIndexes(1000 + index);
      const random = () => next(2 ** 32) / 2 ** 32;
      let held = 0;
      for (let time = 0; time < times; time += 1) {
        const estimate = draw(random, time);
        if (estimate && estimate.low <= truth && truth <= estimate.high) held += 1;
      }
      const share = held / times;
      assert.ok(share >= 0.93 && share <= 0.97, `holds the truth in ${share} of ${times}`);
    });
  });
});

function many<T>(count: number, draw: () => T): T[] {
  return Array.from({ length: count }, draw);
}

function flip(random: Random, share: number): 0 | 1 {
  return random() < share ? 1 : 0;
}

function successes(random: Random, trials: number, share: number): number {
  let count = 0;
  for (let trial = 0; trial < trials; trial += 1) count += flip(random, share);
  return count;
}

/** Counts of each of four kinds. */
function cells(
  random: Random,
  rows: number,
  [a, b, c]: readonly [number, number, number, number],
): [number, number, number, number] {
  const counts: [number, number, number, number] = [0, 0, 0, 0];
  for (let row = 0; row < rows; row += 1) {
    const at = random();
    counts[at < a ? 0 : at < a + b ? 1 : at < a + b + c ? 2 : 3] += 1;
  }
  return counts;
}

/** Scores from 1 to 5, of mean 3.4. */
function likert(random: Random): number {
  const at = random();
  return at < 0.1 ? 1 : at < 0.25 ? 2 : at < 0.45 ? 3 : at < 0.8 ? 4 : 5;
}

/** A row of which a share is good, and what a judge says of it who is right in as many. */
function judged(
  random: Random,
  share: number,
  rightShare = 0.85,
): { verdict: 0 | 1; truth: 0 | 1 } {
  const truth = flip(random, share);
  const isRight = flip(random, rightShare) === 1;
  return { truth, verdict: isRight ? truth : truth === 1 ? 0 : 1 };
}

/** Box and Muller. */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function games(random: Random, strengths: readonly number[], count: number) {
  return strengths.flatMap((own, a) =>
    strengths.slice(a + 1).map((other, place) => {
      const wins = successes(random, count, 1 / (1 + Math.exp(other - own)));
      return {
        a: `player ${a}`,
        b: `player ${a + 1 + place}`,
        a_wins: wins,
        b_wins: count - wins,
        ties: 0,
      };
    }),
  );
}

function momentsOf(values: readonly number[]) {
  return values.reduce(addToMoments, emptyMoments());
}
