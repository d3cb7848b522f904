import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { ChatFailure } from '../../../../src/core/judging/chat.js';
import type { Chat, ChatReply } from '../../../../src/core/judging/chat.js';
import { addToTally, emptyTally, evaluatedRows } from '../../../../src/core/judging/accounting.js';
import { judgeRow } from '../../../../src/core/judging/judgeRow.js';
import { outcomeOf } from '../../../../src/core/judging/outcome.js';
import { resultColumns } from '../../../../src/core/judging/resultColumns.js';
import type { JsonObject } from '../../../../src/core/json.js';
import type { ResolvedSpec } from '../../../../src/core/spec/evalSpec.js';
import { UserError } from '../../../../src/core/userError.js';
import {
  classify,
  compare,
  isJudging,
  lastMessage,
  model,
  onePass,
  reply,
  score,
  scriptedChat,
} from './specs.js';

const row = { row: 3, values: { question: '1+1?', answer: '2', old: 'Two', new: '2' } };
const never = new AbortController().signal;

interface Case {
  readonly name: string;
  readonly spec: ResolvedSpec;
  readonly values?: JsonObject;
  readonly replies: readonly string[];
  readonly columns: JsonObject;
  readonly outcome: string;
  /** Requests that were answered, by role. */
  readonly answered?: Readonly<Record<string, number>>;
  readonly errors?: readonly { stage: string; cause: string; message: string }[];
}

const verdict = (field: string, value: string | number, feedback = 'f') =>
  JSON.stringify({ feedback, [field]: value });

/** No usage comes with the scripted replies. */
const unreported = (answered: Readonly<Record<string, number>>) =>
  Object.fromEntries(
    Object.entries(answered).map(([role, requests]) => [
      role,
      { requests, prompt_tokens: 0, completion_tokens: 0, unreported: requests },
    ]),
  );

const cases: readonly Case[] = [
  {
    name: 'a label that passes',
    spec: classify,
    replies: [verdict('label', 'correct')],
    columns: {
      MODEL_TO_EVALUATE_OUTPUT: '2',
      evaluation_successful: true,
      label: 'correct',
      feedback: 'f',
    },
    outcome: 'passed',
    answered: { judge: 1 },
  },
  {
    name: 'a label that is not in the list',
    spec: classify,
    replies: [verdict('label', 'maybe')],
    columns: {
      MODEL_TO_EVALUATE_OUTPUT: '2',
      evaluation_successful: false,
      label: 'maybe',
      feedback: 'f',
    },
    outcome: 'invalid',
    answered: { judge: 1 },
    errors: [
      {
        stage: 'judge',
        cause: 'not_allowed',
        message: 'The judge’s label "maybe" is not in the list of labels.',
      },
    ],
  },
  {
    name: 'a score below the threshold',
    spec: score,
    replies: [verdict('score', 6.9)],
    columns: {
      MODEL_TO_EVALUATE_OUTPUT: '2',
      evaluation_successful: true,
      score: 6.9,
      feedback: 'f',
    },
    outcome: 'failed',
    answered: { judge: 1 },
  },
  {
    name: 'an empty reply',
    spec: score,
    replies: [''],
    columns: {
      MODEL_TO_EVALUATE_OUTPUT: '2',
      evaluation_successful: false,
      score: null,
      feedback: '',
    },
    outcome: 'invalid',
    answered: { judge: 1 },
    errors: [
      { stage: 'judge', cause: 'unreadable', message: 'The judge answered with an empty reply.' },
    ],
  },
  {
    name: 'a judge that does not answer',
    spec: classify,
    replies: ['!Gave up after 5 tries.'],
    columns: {
      MODEL_TO_EVALUATE_OUTPUT: '2',
      evaluation_successful: false,
      label: null,
      feedback: null,
    },
    outcome: 'judge_error',
    errors: [{ stage: 'judge', cause: 'request', message: 'Gave up after 5 tries.' }],
  },
  {
    name: 'a generated response',
    spec: { ...classify, model_to_evaluate: model },
    replies: ['It is two.', verdict('label', 'wrong')],
    columns: {
      MODEL_TO_EVALUATE_OUTPUT: 'It is two.',
      evaluation_successful: true,
      label: 'wrong',
      feedback: 'f',
    },
    outcome: 'failed',
    answered: { generate: 1, judge: 1 },
  },
  {
    name: 'a model that does not answer (the judge is not asked)',
    spec: { ...score, model_to_evaluate: model },
    replies: ['!Timed out.'],
    columns: {
      MODEL_TO_EVALUATE_OUTPUT: null,
      evaluation_successful: false,
      score: null,
      feedback: null,
    },
    outcome: 'generation_error',
    errors: [{ stage: 'generate', cause: 'request', message: 'Timed out.' }],
  },
  {
    name: 'a row without response (nobody is asked)',
    spec: classify,
    values: { question: '1+1?', answer: null },
    replies: [],
    columns: {
      MODEL_TO_EVALUATE_OUTPUT: null,
      evaluation_successful: false,
      label: null,
      feedback: null,
    },
    outcome: 'generation_error',
    errors: [
      {
        stage: 'generate',
        cause: 'input',
        message: 'model_to_evaluate: Row 3 has no response in column "answer".',
      },
    ],
  },
  {
    name: 'a response that is no text, and an old label in the dataset',
    spec: classify,
    values: { question: 'q', answer: { steps: [1] }, label: 'human label' },
    replies: [verdict('label', 'correct')],
    columns: {
      MODEL_TO_EVALUATE_OUTPUT: '{"steps":[1]}',
      evaluation_successful: true,
      label: 'correct',
      feedback: 'f',
    },
    outcome: 'passed',
    answered: { judge: 1 },
  },
  {
    name: 'both orders agreeing, the second in swapped letters',
    spec: compare,
    replies: [verdict('choice', 'B', 'B names both.'), verdict('choice', 'A', 'A names both.')],
    columns: {
      MODEL_TO_EVALUATE_OUTPUT_A: 'Two',
      MODEL_TO_EVALUATE_OUTPUT_B: '2',
      judge_raw_output_original: '{"feedback":"B names both.","choice":"B"}',
      judge_raw_output_flipped: '{"feedback":"A names both.","choice":"A"}',
      choice_original: 'B',
      judge_feedback_original_order: 'B names both.',
      choice_flipped: 'B',
      judge_feedback_flipped_order: 'A names both.',
      final_decision: 'B',
      evaluation_successful: true,
      is_invalid_judge_output: false,
    },
    outcome: 'b',
    answered: { judge: 1, 'judge-flipped': 1 },
  },
  {
    name: 'the first one chosen in both orders: a tie',
    spec: compare,
    replies: [verdict('choice', 'A'), verdict('choice', 'A')],
    columns: {
      MODEL_TO_EVALUATE_OUTPUT_A: 'Two',
      MODEL_TO_EVALUATE_OUTPUT_B: '2',
      judge_raw_output_original: verdict('choice', 'A'),
      judge_raw_output_flipped: verdict('choice', 'A'),
      choice_original: 'A',
      judge_feedback_original_order: 'f',
      choice_flipped: 'B',
      judge_feedback_flipped_order: 'f',
      final_decision: 'Tie',
      evaluation_successful: true,
      is_invalid_judge_output: false,
    },
    outcome: 'tie',
    answered: { judge: 1, 'judge-flipped': 1 },
  },
  {
    name: 'one readable order, which decides',
    spec: compare,
    replies: ['Both try', verdict('choice', 'B')],
    columns: {
      MODEL_TO_EVALUATE_OUTPUT_A: 'Two',
      MODEL_TO_EVALUATE_OUTPUT_B: '2',
      judge_raw_output_original: 'Both try',
      judge_raw_output_flipped: verdict('choice', 'B'),
      choice_original: null,
      judge_feedback_original_order: null,
      choice_flipped: 'A',
      judge_feedback_flipped_order: 'f',
      final_decision: 'A',
      evaluation_successful: true,
      is_invalid_judge_output: true,
    },
    outcome: 'a',
    answered: { judge: 1, 'judge-flipped': 1 },
    errors: [
      {
        stage: 'judge',
        cause: 'unreadable',
        message: 'The judge’s reply holds no JSON object with a "choice".',
      },
    ],
  },
  {
    name: 'one order unanswered and the other unreadable',
    spec: compare,
    replies: ['!Timed out.', 'Neither.'],
    columns: {
      MODEL_TO_EVALUATE_OUTPUT_A: 'Two',
      MODEL_TO_EVALUATE_OUTPUT_B: '2',
      judge_raw_output_original: null,
      judge_raw_output_flipped: 'Neither.',
      choice_original: null,
      judge_feedback_original_order: null,
      choice_flipped: null,
      judge_feedback_flipped_order: null,
      final_decision: null,
      evaluation_successful: false,
      is_invalid_judge_output: true,
    },
    outcome: 'invalid',
    answered: { 'judge-flipped': 1 },
    errors: [
      { stage: 'judge', cause: 'request', message: 'Timed out.' },
      {
        stage: 'judge-flipped',
        cause: 'unreadable',
        message: 'The judge’s reply holds no JSON object with a "choice".',
      },
    ],
  },
  {
    name: 'a single pass, which has no flipped columns',
    spec: onePass,
    replies: [verdict('choice', 'Tie')],
    columns: {
      MODEL_TO_EVALUATE_OUTPUT_A: 'Two',
      MODEL_TO_EVALUATE_OUTPUT_B: '2',
      judge_raw_output_original: verdict('choice', 'Tie'),
      choice_original: 'Tie',
      judge_feedback_original_order: 'f',
      final_decision: 'Tie',
      evaluation_successful: true,
      is_invalid_judge_output: false,
    },
    outcome: 'tie',
    answered: { judge: 1 },
  },
  {
    name: 'a response for A alone (the judge is not asked)',
    spec: { ...compare, model_b: model },
    replies: ['!Timed out.'],
    columns: {
      MODEL_TO_EVALUATE_OUTPUT_A: 'Two',
      MODEL_TO_EVALUATE_OUTPUT_B: null,
      judge_raw_output_original: null,
      judge_raw_output_flipped: null,
      choice_original: null,
      judge_feedback_original_order: null,
      choice_flipped: null,
      judge_feedback_flipped_order: null,
      final_decision: null,
      evaluation_successful: false,
      is_invalid_judge_output: true,
    },
    outcome: 'generation_error',
    errors: [{ stage: 'generate-b', cause: 'request', message: 'Timed out.' }],
  },
];

describe('judgeRow', () => {
  for (const one of cases) {
    const { name, spec, values = row.values, replies, columns, outcome, answered, errors } = one;
    it(`writes ${name}`, async () => {
      const { chat, requests } = scriptedChat(...replies);
      const stored = await judgeRow({ spec, row: { row: 3, values } }, chat, never);
      assert.deepEqual(stored, {
        result: { ...values, ...columns },
        details: {
          row: 3,
          outcome,
          ...(errors && { errors }),
          ...(answered && { by_role: unreported(answered) }),
        },
      });
      assert.equal(requests.length, replies.length);
      assert.deepEqual(new Set(Object.keys(columns)), new Set(resultColumns(spec)));
    });
  }

  it('counts the tokens of all requests and says which reply was cut off', async () => {
    const chat: Chat = (request) => {
      const usage = { prompt_tokens: 10, completion_tokens: 3 };
      if (isJudging(request))
        return Promise.resolve({ ...reply('{"label":"cor', 'length'), usage });
      return Promise.resolve({ ...reply('Two'), usage });
    };
    const spec = { ...classify, model_to_evaluate: model };
    const { details } = await judgeRow({ spec, row }, chat, never);
    assert.deepEqual(details, {
      row: 3,
      outcome: 'invalid',
      errors: [
        {
          stage: 'judge',
          cause: 'truncated',
          message: 'The reply was cut off at max_tokens (32768).',
        },
        { stage: 'judge', cause: 'truncated', message: 'The judge’s reply stops within its JSON.' },
      ],
      usage: { prompt_tokens: 20, completion_tokens: 6 },
      by_role: {
        generate: { requests: 1, prompt_tokens: 10, completion_tokens: 3 },
        judge: { requests: 1, prompt_tokens: 10, completion_tokens: 3 },
      },
    });
  });

  it('fails the row, not the run, for a template that fails on it', async () => {
    const broken = '\n{{ question | no_such_filter }}';
    const { chat } = scriptedChat('Two');
    const generation = { ...classify, model_to_evaluate: { ...model, input_template: broken } };
    const judging = { ...classify, judge: { ...classify.judge, system_template: broken } };
    const unprompted = await judgeRow({ spec: generation, row }, chat, never);
    const unjudged = await judgeRow({ spec: judging, row }, chat, never);
    assert.deepEqual(
      [unprompted, unjudged].map(({ details }) => [details?.outcome, details?.errors?.[0]?.stage]),
      [
        ['generation_error', 'generate'],
        ['judge_error', 'judge'],
      ],
    );
    assert.match(
      unprompted.details?.errors?.[0]?.message ?? '',
      /^model_to_evaluate\.input_template\b/,
    );
    assert.match(unjudged.details?.errors?.[0]?.message ?? '', /^judge\.system_template\b/);
  });

  it('throws what every request would meet, after it has stopped the other request', async () => {
    const ended: string[] = [];
    const chat: Chat = async (request, signal) => {
      if (!lastMessage(request).startsWith('Q')) assert.fail('the judge is asked');
      if (request.target.model === 'a') throw new UserError('auth', 'The key is wrong.');
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      ended.push(request.target.model);
      throw new ChatFailure('stopped');
    };
    const spec = {
      ...compare,
      model_a: { ...model, model: 'a' },
      model_b: { ...model, model: 'b' },
    };
    await assert.rejects(judgeRow({ spec, row }, chat, never), { kind: 'auth' });
    assert.deepEqual(ended, ['b']);
  });

  it('asks nothing once it is aborted', async () => {
    const { chat, requests } = scriptedChat(verdict('label', 'correct'));
    const reason = new Error('enough');
    await assert.rejects(
      judgeRow({ spec: classify, row }, chat, AbortSignal.abort(reason)),
      reason,
    );
    assert.deepEqual(requests, []);
  });

  it('judges the same row the same way, however fast the two orders are', async () => {
    const results = await Promise.all(
      ['judge', 'judge-flipped'].map((slow) => {
        const chat: Chat = async (request) => {
          const isFlipped =
            lastMessage(request).indexOf('Two') > lastMessage(request).indexOf('\n2\n');
          for (let turn = 0; turn < (isFlipped === (slow === 'judge') ? 1 : 9); turn++) {
            await Promise.resolve();
          }
          return reply(isFlipped ? 'flipped garbage' : 'garbage');
        };
        return judgeRow({ spec: compare, row }, chat, never);
      }),
    );
    assert.deepEqual(results[0], results[1]);
  });

  describe('whatever the models do', () => {
    const specs: readonly ResolvedSpec[] = [
      classify,
      score,
      compare,
      onePass,
      { ...classify, model_to_evaluate: model },
      { ...score, model_to_evaluate: model },
      { ...compare, model_a: model, model_b: model },
      { ...onePass, model_a: model },
      { ...classify, run: { repeats: 3 } },
      { ...score, run: { repeats: 4 } },
      { ...compare, model_a: model, run: { repeats: 2 } },
    ];
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '',
        'A',
        '{"choice":"A"}',
        '{"choice":"B"}',
        '{"choice":"Tie"}',
        '{"choice":1}',
      ),
      fc.constantFrom('{"label":"correct"}', '{"label":"wrong"}', '{"label":"x"}', '{"label":""}'),
      fc.oneof(fc.double(), fc.integer({ min: -1, max: 12 })).map((value) => `{"score":${value}}`),
      fc.json().map((value) => `{"score":${value},"label":${value},"choice":${value}}`),
    );
    const answer: fc.Arbitrary<ChatReply | null> = fc.option(
      fc.record({
        text,
        finish: fc.constantFrom(
          'stop' as const,
          'length' as const,
          'refusal' as const,
          'other' as const,
        ),
      }),
    );
    const value = fc.option(fc.oneof(fc.string(), fc.integer(), fc.boolean()));
    const column = fc.constantFrom(
      ...['question', 'answer', 'old', 'new', 'label', 'score', 'feedback', 'evaluation_status'],
      ...['choice_flipped', 'judge_raw_output_flipped', 'final_decision', 'is_incomplete'],
    );
    const values = fc.dictionary(column, value, { noNullPrototype: true });

    it('tells the outcome from the row alone, and every row is counted once', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...specs),
          fc.array(fc.tuple(values, fc.array(answer, { minLength: 4, maxLength: 4 })), {
            maxLength: 6,
          }),
          async (spec, inputs) => {
            let tally = emptyTally();
            for (const [rowValues, answers] of inputs) {
              let asked = 0;
              const chat: Chat = () => {
                const next = answers[asked++];
                return next ? Promise.resolve(next) : Promise.reject(new ChatFailure('no answer'));
              };
              const stored = await judgeRow(
                { spec, row: { row: 1, values: rowValues } },
                chat,
                never,
              );
              // As it comes back from the file.
              const read = JSON.parse(JSON.stringify(stored.result)) as JsonObject;
              assert.equal(outcomeOf(read, spec), stored.details?.outcome);
              tally = addToTally(tally, read, spec);
            }
            const { invalid, judge_error, generation_error } = tally.outcomes;
            assert.equal(tally.rows, inputs.length);
            assert.equal(
              evaluatedRows(tally) + invalid + judge_error + generation_error,
              inputs.length,
            );
          },
        ),
        { numRuns: 300 },
      );
    });
  });
});
