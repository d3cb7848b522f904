import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { outcomeOf } from '../../../../src/core/judging/outcome.js';
import type { JsonObject } from '../../../../src/core/json.js';
import type { ResolvedSpec } from '../../../../src/core/spec/evalSpec.js';
import { classify, compare, model, onePass, score } from './specs.js';

const done = { evaluation_successful: true };
const undone = { evaluation_successful: false };
const generated = { ...classify, model_to_evaluate: model };

const cases: [name: string, spec: ResolvedSpec, row: JsonObject, outcome: string][] = [
  ['label that passes', classify, { ...done, label: 'correct' }, 'passed'],
  ['label that fails', classify, { ...done, label: 'wrong' }, 'failed'],
  ['label with white space', classify, { ...done, label: 'correct\n' }, 'passed'],
  [
    'old status text',
    classify,
    { answer: 'x', evaluation_status: 'True', label: 'wrong' },
    'failed',
  ],
  [
    'old status text False',
    classify,
    { answer: 'x', evaluation_status: 'False', label: null },
    'judge_error',
  ],
  ['no status at all', classify, { label: 'correct' }, 'passed'],
  [
    'usable label on a failed row',
    classify,
    { ...undone, answer: 'x', label: 'correct' },
    'invalid',
  ],
  ['success without a label', classify, { ...done, answer: 'x', label: null }, 'invalid'],
  ['label outside the list', classify, { ...done, answer: 'x', label: 'so-so' }, 'invalid'],
  [
    'text that was no verdict',
    classify,
    { ...undone, answer: 'x', label: null, feedback: '' },
    'invalid',
  ],
  [
    'no answer, response in its column',
    classify,
    { ...undone, answer: 'x', label: null },
    'judge_error',
  ],
  [
    'no answer, output null, response in its column',
    classify,
    { ...undone, answer: 'x', MODEL_TO_EVALUATE_OUTPUT: null },
    'judge_error',
  ],
  [
    'no response in the column',
    classify,
    { ...undone, answer: null, label: null },
    'generation_error',
  ],
  [
    'no response generated',
    generated,
    { ...undone, MODEL_TO_EVALUATE_OUTPUT: null },
    'generation_error',
  ],
  [
    'empty response generated',
    generated,
    { ...undone, MODEL_TO_EVALUATE_OUTPUT: '' },
    'judge_error',
  ],
  ['output column absent', generated, { ...undone, label: null, feedback: null }, 'judge_error'],
  ['empty row', generated, {}, 'judge_error'],
  ['score at the threshold', score, { ...done, score: 7 }, 'passed'],
  ['score below it', score, { ...done, score: 6.99 }, 'failed'],
  ['score out of range', score, { ...done, answer: 'x', score: 10.5 }, 'invalid'],
  ['score zero is not "no score"', { ...score, min_score: 0 }, { ...done, score: 0 }, 'failed'],
  [
    'final decision',
    compare,
    { ...done, final_decision: 'B', choice_original: 'A', choice_flipped: 'B' },
    'b',
  ],
  ['no final decision, one choice', onePass, { ...done, choice_original: 'A' }, 'a'],
  [
    'no final decision, two choices',
    compare,
    { ...done, choice_original: 'A', choice_flipped: 'B' },
    'tie',
  ],
  [
    'one readable pass of an old file',
    compare,
    { ...done, final_decision: 'A', choice_flipped: null, is_incomplete: true },
    'a',
  ],
  [
    'both unreadable in an old file',
    compare,
    {
      ...undone,
      old: 'x',
      new: 'y',
      choice_original: null,
      choice_flipped: null,
      is_incomplete: true,
    },
    'invalid',
  ],
  [
    'both unanswered',
    compare,
    {
      ...undone,
      old: 'x',
      new: 'y',
      judge_raw_output_original: null,
      judge_raw_output_flipped: null,
      is_invalid_judge_output: true,
    },
    'judge_error',
  ],
  ['one response missing', compare, { ...undone, old: 'x', new: null }, 'generation_error'],
  [
    'no response in a column that the result replaces',
    { ...classify, model_to_evaluate: 'evaluation_successful' },
    { ...undone, MODEL_TO_EVALUATE_OUTPUT: null },
    'generation_error',
  ],
  [
    "a column of the dataset's own in a single pass",
    onePass,
    { ...undone, old: 'x', new: 'y', judge_raw_output_original: null, choice_flipped: 'B' },
    'judge_error',
  ],
];

describe('outcomeOf', () => {
  for (const [name, spec, row, outcome] of cases) {
    it(`${name}: ${outcome}`, () => assert.equal(outcomeOf(row, spec), outcome));
  }

  it('never throws on any row', () => {
    const specs = fc.constantFrom<ResolvedSpec>(classify, score, compare, onePass, generated);
    const column = fc.constantFrom(
      'label',
      'score',
      'feedback',
      'final_decision',
      'choice_original',
      'evaluation_successful',
    );
    fc.assert(
      fc.property(specs, fc.dictionary(column, fc.jsonValue()), (spec, row) => {
        assert.match(
          outcomeOf(row as JsonObject, spec),
          /^(passed|failed|a|b|tie|invalid|\w+_error)$/,
        );
      }),
    );
  });
});
