import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { JsonObject } from '../../../../src/core/json.js';
import { runStatisticsSchema } from '../../../../src/core/runs/manifest.js';
import type { RunStatistics } from '../../../../src/core/runs/manifest.js';
import type { ResolvedSpec } from '../../../../src/core/spec/evalSpec.js';
import { wilsonEstimate } from '../../../../src/core/stats/intervals.js';
import {
  collectStatistics,
  runStatistics as statisticsOf,
} from '../../../../src/core/stats/runStatistics.js';
import { classify, compare, onePass, score } from '../judging/specs.js';

const labelled = (label: string) => ({ answer: 'x', evaluation_successful: true, label });
const scored = (value: number) => ({ answer: 'x', evaluation_successful: true, score: value });
const unjudged = { answer: 'x', old: 'x', new: 'y', evaluation_successful: false };
const ungenerated = { answer: null, old: null, evaluation_successful: false };

function compared(
  original: string | null,
  flipped: string | null,
  final: string | null,
): JsonObject {
  return {
    ...{ old: 'x', new: 'y', judge_raw_output_original: '…', judge_raw_output_flipped: '…' },
    ...{ choice_original: original, choice_flipped: flipped, final_decision: final },
    evaluation_successful: final !== null,
  };
}

const runStatistics = (spec: ResolvedSpec, rows: readonly JsonObject[]) =>
  statisticsOf(
    spec,
    rows.map((result) => ({ result })),
  );

const none = {
  n: 0,
  evaluated: 0,
  passed: 0,
  failed: 0,
  invalid: 0,
  judge_errors: 0,
  generation_errors: 0,
};

describe('runStatistics', () => {
  it('counts labels of evaluated rows and gives rates over them', () => {
    const rows = [...['correct', 'wrong', 'correct', 'maybe'].map(labelled), unjudged, ungenerated];
    assert.deepEqual(runStatistics(classify, rows), {
      type: 'classify',
      ...{ n: 6, evaluated: 3, passed: 2, failed: 1 },
      ...{ invalid: 1, judge_errors: 1, generation_errors: 1 },
      pass_rate: wilsonEstimate(2, 3),
      labels: { correct: 2, wrong: 1, 'partly right': 0 },
    });
  });

  it('takes mean, deviation and distribution from the evaluated rows alone', () => {
    const {
      mean,
      std,
      scores,
      pass_rate: rate,
    } = runStatistics(score, [
      ...[8, 6, 8, 11].map(scored),
      { ...scored(9), evaluation_successful: false },
    ]);
    assert.deepEqual([rate?.value, rate?.n, mean?.n], [2 / 3, 3, 3]);
    assert.ok(mean && Math.abs(mean.value - 22 / 3) < 1e-12);
    assert.ok(std && Math.abs(std - Math.sqrt(4 / 3)) < 1e-12);
    assert.deepEqual(scores, [
      { from: 6, to: 6, count: 1 },
      { from: 8, to: 8, count: 2 },
    ]);
  });

  it('compare: wins over evaluated rows, consistency over rows with both orders', () => {
    const rows = [
      compared('A', 'A', 'A'),
      compared('B', 'B', 'B'),
      compared('A', 'B', 'Tie'), // the first shown in both orders
      compared('B', 'A', 'Tie'), // the second shown in both orders
      compared('Tie', 'Tie', 'Tie'),
      compared('A', null, 'A'),
      compared(null, null, null),
      unjudged,
      ungenerated,
    ];
    assert.deepEqual(runStatistics(compare, rows), {
      type: 'compare',
      ...{ n: 9, evaluated: 6, passed: 0, failed: 0 },
      ...{ invalid: 1, judge_errors: 1, generation_errors: 1 },
      compare: {
        ...{ a_wins: 2, b_wins: 1, ties: 3 },
        win_rate_a: wilsonEstimate(2, 6),
        position_consistency: wilsonEstimate(3, 5),
        // Of nine passes with a side: A first and chosen 3 times, B first and chosen twice.
        first_position_rate: wilsonEstimate(5, 9),
      },
    });
  });

  it('compare in one order: no consistency, and the flipped column is not the judge’s', () => {
    const rows = [compared('A', 'B', 'A'), compared('B', 'B', 'B')];
    assert.deepEqual(runStatistics(onePass, rows).compare, {
      ...{ a_wins: 1, b_wins: 1, ties: 0 },
      win_rate_a: wilsonEstimate(1, 2),
      position_consistency: null,
      first_position_rate: wilsonEstimate(1, 2),
    });
  });

  it('has null for what no row tells', () => {
    assert.deepEqual(
      [classify, score, compare].map((spec) => runStatistics(spec, [])),
      [
        {
          type: 'classify',
          ...none,
          pass_rate: null,
          labels: { correct: 0, wrong: 0, 'partly right': 0 },
        },
        { type: 'score', ...none, pass_rate: null, mean: null, std: null, scores: [] },
        {
          type: 'compare',
          ...none,
          compare: {
            ...{ a_wins: 0, b_wins: 0, ties: 0 },
            ...{ win_rate_a: null, position_consistency: null, first_position_rate: null },
          },
        },
      ] satisfies RunStatistics[],
    );
  });

  it('adds up at every moment and fits the manifest, whatever the rows', () => {
    const specs = fc.constantFrom<ResolvedSpec>(classify, score, compare, onePass);
    const row = fc.oneof(
      fc.constantFrom<JsonObject>(unjudged, ungenerated, labelled('correct'), labelled('?')),
      fc.integer({ min: -1, max: 12 }).map(scored),
      fc
        .tuple(...[1, 2, 3].map(() => fc.constantFrom('A', 'B', 'Tie', null)))
        .map(([original = null, flipped = null, final = null]) =>
          compared(original, flipped, final),
        ),
    );
    fc.assert(
      fc.property(specs, fc.array(row), (spec, rows) => {
        const collector = collectStatistics(spec);
        rows.forEach((each, index) => {
          collector.add({ result: each });
          const now = collector.current();
          assert.equal(now.n, index + 1);
          assert.equal(
            now.n,
            now.evaluated + now.invalid + now.judge_errors + now.generation_errors,
          );
          const sides = now.compare
            ? now.compare.a_wins + now.compare.b_wins + now.compare.ties
            : 0;
          assert.equal(now.evaluated, now.passed + now.failed + sides);
          const { labels, scores } = now;
          if (labels) assert.equal(sum(Object.values(labels)), now.evaluated);
          if (scores) assert.equal(sum(scores.map(({ count }) => count)), now.evaluated);
          assert.deepEqual(runStatisticsSchema.parse(JSON.parse(JSON.stringify(now))), now);
        });
        assert.deepEqual(collector.current(), runStatistics(spec, rows));
      }),
      { numRuns: 50 },
    );
  });
});

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
