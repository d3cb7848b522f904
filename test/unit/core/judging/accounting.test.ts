import assert from 'node:assert/strict';
import {
  addToTally,
  emptyTally,
  serviceResults,
  tooManyFailed,
} from '../../../../src/core/judging/accounting.js';
import type { Tally } from '../../../../src/core/judging/accounting.js';
import type { JsonObject } from '../../../../src/core/json.js';
import type { ResolvedSpec } from '../../../../src/core/spec/evalSpec.js';
import { classify, compare, model, onePass, score } from './specs.js';

function tallyOf(spec: ResolvedSpec, rows: readonly JsonObject[]): Tally {
  return rows.reduce((tally, row) => addToTally(tally, row, spec), emptyTally());
}

const unjudged = { answer: 'x', evaluation_successful: false, feedback: null };
const ungenerated = { MODEL_TO_EVALUATE_OUTPUT: null, evaluation_successful: false };
const labelled = (label: string) => ({ answer: 'x', evaluation_successful: true, label });
const scored = (value: number) => ({ answer: 'x', evaluation_successful: true, score: value });

describe('serviceResults', () => {
  it('classify: labels as an object, percentage over the evaluated rows', () => {
    const rows = [
      ...['correct', 'correct', 'wrong', 'maybe'].map(labelled),
      unjudged,
      { ...ungenerated, answer: null },
    ];
    assert.deepEqual(serviceResults(classify, tallyOf(classify, rows)), {
      label_counts: { correct: 2, wrong: 1, 'partly right': 0 },
      pass_percentage: 200 / 3,
      invalid_label_count: 1,
      generation_fail_count: 1,
      judge_fail_count: 1,
    });
  });

  it('classify: labels that are names of inherited things are counted like any other', () => {
    const spec = {
      ...classify,
      labels: ['constructor', '__proto__'],
      pass_labels: ['constructor'],
    };
    const rows = ['constructor', '__proto__', 'constructor'].map(labelled);
    const { label_counts: counts } = serviceResults(spec, tallyOf(spec, rows)) as {
      label_counts: object;
    };
    assert.deepEqual(Object.entries(counts), [
      ['constructor', 2],
      ['__proto__', 1],
    ]);
  });

  it('score: mean and sample deviation of the evaluated rows', () => {
    const rows = [...[7, 8, 6.5, 9, 3, 10, 7.5, 11].map(scored), unjudged];
    const results = serviceResults(score, tallyOf(score, rows)) as {
      aggregated_scores: { mean_score: number; std_score: number };
    };
    const { mean_score: mean, std_score: deviation, ...rest } = results.aggregated_scores;
    // NumPy 2: mean and std(ddof=1) of the seven scores within the range.
    assert.ok(Math.abs(mean - 7.285714285714286) < 1e-12);
    assert.ok(Math.abs(deviation - 2.2334044054078603) < 1e-12);
    assert.deepEqual(
      { ...results, aggregated_scores: rest },
      {
        aggregated_scores: { pass_percentage: 500 / 7 },
        invalid_score_count: 1,
        failed_samples: 2,
        generation_fail_count: 0,
        judge_fail_count: 1,
      },
    );
  });

  it('compare: failures of both models and of both orders together', () => {
    const spec = { ...compare, model_a: model, model_b: model };
    const both = { MODEL_TO_EVALUATE_OUTPUT_A: 'x', MODEL_TO_EVALUATE_OUTPUT_B: 'y' };
    const decided = (final: string) => ({
      ...both,
      evaluation_successful: true,
      final_decision: final,
    });
    const silent = { judge_raw_output_original: null, judge_raw_output_flipped: null };
    const rows = [
      ...['A', 'B', 'B', 'Tie'].map(decided),
      { ...decided('A'), judge_raw_output_original: '…', judge_raw_output_flipped: null },
      { ...both, ...silent, evaluation_successful: false },
      { MODEL_TO_EVALUATE_OUTPUT_A: null, MODEL_TO_EVALUATE_OUTPUT_B: null, ...silent },
      { MODEL_TO_EVALUATE_OUTPUT_A: 'x', MODEL_TO_EVALUATE_OUTPUT_B: null, ...silent },
    ];
    assert.deepEqual(serviceResults(spec, tallyOf(spec, rows)), {
      A_wins: 2,
      B_wins: 2,
      Ties: 1,
      num_samples: 8,
      generation_fail_count: 3,
      judge_fail_count: 3,
    });
  });

  it('has null where there is nothing to take a share or mean of', () => {
    assert.deepEqual(
      [classify, score, onePass].map((spec) => serviceResults(spec, emptyTally())),
      [
        {
          label_counts: { correct: 0, wrong: 0, 'partly right': 0 },
          pass_percentage: null,
          invalid_label_count: 0,
          generation_fail_count: 0,
          judge_fail_count: 0,
        },
        {
          aggregated_scores: { mean_score: null, std_score: null, pass_percentage: null },
          invalid_score_count: 0,
          failed_samples: 0,
          generation_fail_count: 0,
          judge_fail_count: 0,
        },
        {
          A_wins: 0,
          B_wins: 0,
          Ties: 0,
          num_samples: 0,
          generation_fail_count: 0,
          judge_fail_count: 0,
        },
      ],
    );
  });
});

describe('tooManyFailed', () => {
  const rows = (judged: number, invalid: number, failed: number, missing: number) => [
    ...new Array<JsonObject>(judged).fill(labelled('correct')),
    ...new Array<JsonObject>(invalid).fill(labelled('maybe')),
    ...new Array<JsonObject>(failed).fill(unjudged),
    ...new Array<JsonObject>(missing).fill(ungenerated),
  ];
  const cases: [name: string, rows: JsonObject[], expected: boolean][] = [
    ['no rows', [], false],
    ['30 % exactly', rows(7, 0, 2, 1), false],
    ['above 30 %', rows(6, 0, 2, 2), true],
    ['invalid verdicts are no failures', rows(1, 9, 0, 0), false],
    ['every row failed', rows(0, 0, 1, 0), true],
    ['30 % of many', rows(700, 0, 300, 0), false],
  ];
  for (const [name, input, expected] of cases) {
    it(`${name}: ${expected ? 'fails' : 'stands'}`, () => {
      assert.equal(tooManyFailed(tallyOf(classify, input)), expected);
    });
  }
});
