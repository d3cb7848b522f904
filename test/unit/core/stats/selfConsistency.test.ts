import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { JsonObject } from '../../../../src/core/json.js';
import { runStatisticsSchema } from '../../../../src/core/runs/manifest.js';
import type { ResolvedSpec } from '../../../../src/core/spec/evalSpec.js';
import { consistencySentence } from '../../../../src/core/stats/consistencySentence.js';
import { wilsonEstimate } from '../../../../src/core/stats/intervals.js';
import { runStatistics } from '../../../../src/core/stats/runStatistics.js';
import { collectSelfConsistency } from '../../../../src/core/stats/selfConsistency.js';
import { classify, compare, score } from '../judging/specs.js';

const usable = (field: string) => (value: string | number | null) => ({
  evaluation_successful: value !== null,
  [field]: value,
});
const labels = (...given: (string | null)[]) => given.map(usable('label'));
const scores = (...given: (number | null)[]) => given.map(usable('score'));
const decisions = (...given: (string | null)[]) => given.map(usable('final_decision'));

function consistencyOf(spec: ResolvedSpec, rows: readonly (readonly JsonObject[])[]) {
  const collector = collectSelfConsistency(spec);
  for (const row of rows) collector.add(row);
  return collector.current();
}

function near(actual: number | null | undefined, expected: number, tolerance = 1e-12): void {
  assert.ok(typeof actual === 'number', `${String(actual)} is no number`);
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);
}

interface Case {
  readonly name: string;
  readonly spec: ResolvedSpec;
  readonly rows: readonly (readonly JsonObject[])[];
  readonly value: number | null;
  readonly n?: number;
  readonly within?: number | null;
}

const cases: readonly Case[] = [
  {
    name: 'the mean over rows of the share of pairs that agree',
    spec: classify,
    // 3 of 3 pairs, 1 of 3, none.
    rows: [
      labels('correct', 'correct', 'correct'),
      labels('correct', 'wrong', 'wrong'),
      labels('correct', 'wrong', 'partly right'),
    ],
    value: (1 + 1 / 3 + 0) / 3,
    n: 3,
  },
  {
    name: 'rows by themselves, however many of their judgements are usable',
    spec: classify,
    // 1 of 1 pair; 3 of 6 pairs; the third row has no pair.
    rows: [
      labels('wrong', null, 'wrong'),
      labels('wrong', 'wrong', 'wrong', 'correct'),
      labels('wrong', null, null),
      labels(),
    ],
    value: 0.75,
    n: 2,
  },
  {
    name: 'nothing where no row has two verdicts',
    spec: classify,
    rows: [labels('wrong', null), []],
    value: null,
  },
  {
    name: 'labels as the list has them',
    spec: classify,
    rows: [labels('wrong', ' wrong ')],
    value: 1,
    n: 1,
  },
  {
    name: 'equal scores, and how far those of a row spread',
    spec: score,
    // Within rows: (0 + 2 + 8) of squares over 1 + 1 + 2 degrees of freedom.
    rows: [scores(7, 7), scores(4, 6), scores(1, 3, 5)],
    value: 1 / 3,
    n: 3,
    within: Math.sqrt(10 / 4),
  },
  {
    name: 'no spread where there is no pair of scores',
    spec: score,
    rows: [scores(3, null)],
    value: null,
    within: null,
  },
  {
    name: 'the decisions of both orders',
    spec: compare,
    rows: [decisions('A', 'A', 'Tie'), decisions('B', 'B', 'B')],
    value: (1 / 3 + 1) / 2,
    n: 2,
  },
];

describe('collectSelfConsistency', () => {
  for (const { name, spec, rows, value, n, within } of cases) {
    it(`counts ${name}`, () => {
      const { self_consistency: estimate, within_row_sd: spread } = consistencyOf(spec, rows);
      if (value === null) assert.equal(estimate, null);
      else near(estimate?.value, value);
      assert.equal(estimate?.n, n);
      if (typeof within === 'number') near(spread, within);
      else assert.equal(spread, within);
    });
  }

  it('is Wilson over rows where each is judged twice', () => {
    const rows = [
      ...Array.from({ length: 17 }, () => labels('correct', 'correct')),
      ...Array.from({ length: 3 }, () => labels('correct', 'wrong')),
    ];
    const { self_consistency: estimate } = consistencyOf(classify, rows);
    const wilson = wilsonEstimate(17, 20);
    near(estimate?.value, 0.85);
    near(estimate?.low, wilson?.low ?? NaN, 1e-9);
    near(estimate?.high, wilson?.high ?? NaN, 1e-9);
    assert.equal(estimate?.method, 'wilson-effective');
  });

  it('claims no certainty for a judge that always agreed', () => {
    const rows = Array.from({ length: 20 }, () => labels('wrong', 'wrong', 'wrong'));
    const { self_consistency: estimate } = consistencyOf(classify, rows);
    const wilson = wilsonEstimate(20, 20);
    assert.deepEqual([estimate?.value, estimate?.high], [1, 1]);
    near(estimate?.low, wilson?.low ?? NaN);
  });

  it('has the same figures in any order of rows and of judgements, within 0 and 1', () => {
    const label = fc.constantFrom('correct', 'wrong', 'partly right', null);
    const row = fc.array(label, { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), (given) => {
        const rows = given.map((each) => labels(...each));
        const { self_consistency: estimate } = consistencyOf(classify, rows);
        const other = consistencyOf(
          classify,
          rows.map((each) => each.toReversed()).toReversed(),
        ).self_consistency;
        assert.equal(other === null, estimate === null);
        if (!estimate || !other) return;
        near(other.value, estimate.value);
        near(other.low, estimate.low, 1e-9);
        near(other.high, estimate.high, 1e-9);
        assert.ok(0 <= estimate.low && estimate.low <= estimate.value);
        assert.ok(estimate.value <= estimate.high && estimate.high <= 1);
      }),
    );
  });

  it('holds the true agreement about as often as it says, also near 1', () => {
    const random = seededRandom(7);
    // How sure a judge is of its label differs from row to row.
    const judges: (readonly [string, () => number])[] = [
      ['steady on most rows', () => (random() < 0.9 ? 0.99 : 0.6)],
      ['of two minds', () => 0.5 + random() * 0.5],
      ['nearly always the same', () => 0.995],
    ];
    for (const [name, sureness] of judges) {
      const truth = meanOf(20_000, () => {
        const sure = sureness();
        return sure * sure + (1 - sure) * (1 - sure);
      });
      for (const repeats of [2, 3, 5]) {
        const held = meanOf(300, () => {
          const rows = Array.from({ length: 100 }, () => {
            const sure = sureness();
            return labels(
              ...Array.from({ length: repeats }, () => (random() < sure ? 'correct' : 'wrong')),
            );
          });
          const { self_consistency: estimate } = consistencyOf(classify, rows);
          assert.ok(estimate);
          return estimate.low <= truth && truth <= estimate.high ? 1 : 0;
        });
        assert.ok(held >= 0.91, `${name}, ${repeats} repeats: ${held}`);
      }
    }
  });
});

describe('runStatistics with repeats', () => {
  const rows = [
    { result: { answer: 'x', evaluation_successful: true, label: 'correct' }, value: 'correct' },
    { result: { answer: 'x', evaluation_successful: true, label: 'wrong' }, value: 'wrong' },
  ].map(({ result, value }, index) => ({
    result,
    details: {
      row: index + 1,
      outcome: 'passed' as const,
      judgements: labels(value, value, 'correct'),
    },
  }));

  it('takes the judgements from the details and counts each row once', () => {
    const statistics = runStatistics({ ...classify, run: { repeats: 3 } }, rows);
    assert.deepEqual([statistics.n, statistics.evaluated, statistics.pass_rate?.n], [2, 2, 2]);
    near(statistics.self_consistency?.value, (1 + 1 / 3) / 2);
    assert.deepEqual(runStatisticsSchema.parse(JSON.parse(JSON.stringify(statistics))), statistics);
    assert.match(
      consistencySentence(statistics) ?? '',
      /^The judge gave the same label in 66\.7 % of pairs \(95 % interval \d+\.\d to \d+\.\d; 2 rows judged several times\)$/,
    );
  });

  it('says nothing of it for a run that judges once', () => {
    const statistics = runStatistics(classify, rows);
    assert.ok(!('self_consistency' in statistics));
    assert.equal(consistencySentence(statistics), undefined);
  });

  it('tells how far scores spread, and when no row could say anything', () => {
    const spec = { ...score, run: { repeats: 2 } };
    const told = (...given: (number | null)[]) =>
      consistencySentence(
        runStatistics(spec, [
          {
            result: { answer: 'x', evaluation_successful: true, score: 5 },
            details: { row: 1, outcome: 'failed', judgements: scores(...given) },
          },
        ]),
      );
    assert.match(
      told(4, 6) ?? '',
      /^The judge gave the same score in 0 % of pairs .*; its scores of the same row have a standard deviation of 1\.41$/,
    );
    assert.equal(told(4, null), 'No row has two verdicts that could agree');
  });
});

function meanOf(times: number, draw: () => number): number {
  let sum = 0;
  for (let time = 0; time < times; time += 1) sum += draw();
  return sum / times;
}

/** Mulberry32 (T. Ettinger, public domain). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
