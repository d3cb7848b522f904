import assert from 'node:assert/strict';
import { ChatFailure } from '../../../../src/core/judging/chat.js';
import type { Asking, Chat, ChatRequest } from '../../../../src/core/judging/chat.js';
import { judgeRow } from '../../../../src/core/judging/judgeRow.js';
import type { ResolvedSpec } from '../../../../src/core/spec/evalSpec.js';
import { UserError } from '../../../../src/core/userError.js';
import { classify, compare, isJudging, model, reply, score } from './specs.js';

const row = { row: 3, values: { question: '1+1?', answer: '2', old: 'Two', new: '2' } };
const never = new AbortController().signal;

/** Answers by role and repeat; a text that starts with `!` is a failure. */
function chatByRepeat(answers: Readonly<Record<string, readonly string[]>>): {
  readonly chat: Chat;
  readonly asked: (Asking & { readonly seed: number | undefined })[];
} {
  const asked: (Asking & { readonly seed: number | undefined })[] = [];
  const chat: Chat = (request, _signal, asking) => {
    assert.ok(asking);
    asked.push({ ...asking, seed: request.seed });
    const text = answers[asking.role]?.[asking.repeat - 1];
    assert.ok(text !== undefined, `${asking.role} ${asking.repeat} was not expected`);
    return text.startsWith('!')
      ? Promise.reject(new ChatFailure(text.slice(1), { kind: 'timeout' }))
      : Promise.resolve({ ...reply(text), usage: { prompt_tokens: 10, completion_tokens: 2 } });
  };
  return { chat, asked };
}

const three = <S extends ResolvedSpec>(spec: S) => ({ ...spec, run: { repeats: 3, seed: 40 } });

describe('judgeRow with repeats', () => {
  it('generates once, judges the same text three times and keeps every judgement', async () => {
    const { chat, asked } = chatByRepeat({
      generate: ['It is two.'],
      judge: [
        '{"feedback":"f1","label":"wrong"}',
        '{"feedback":"f2","label":"correct"}',
        '{"feedback":"f3","label":"correct"}',
      ],
    });
    const spec = three({ ...classify, model_to_evaluate: model });
    const stored = await judgeRow({ spec, row }, chat, never);
    assert.deepEqual(stored, {
      result: {
        ...row.values,
        MODEL_TO_EVALUATE_OUTPUT: 'It is two.',
        evaluation_successful: true,
        label: 'correct',
        feedback: 'f2',
      },
      details: {
        row: 3,
        outcome: 'passed',
        usage: { prompt_tokens: 40, completion_tokens: 8 },
        by_role: {
          generate: { requests: 1, prompt_tokens: 10, completion_tokens: 2 },
          judge: { requests: 3, prompt_tokens: 30, completion_tokens: 6 },
        },
        judgements: [
          { evaluation_successful: true, label: 'wrong', feedback: 'f1' },
          { evaluation_successful: true, label: 'correct', feedback: 'f2' },
          { evaluation_successful: true, label: 'correct', feedback: 'f3' },
        ],
      },
    });
    assert.deepEqual(asked, [
      { role: 'generate', repeat: 1, isContinued: false, seed: 40 },
      { role: 'judge', repeat: 1, isContinued: true, seed: 40 },
      { role: 'judge', repeat: 2, isContinued: true, seed: 41 },
      { role: 'judge', repeat: 3, isContinued: true, seed: 42 },
    ]);
  });

  it('says of each failure in which repeat it was, in the order of the repeats', async () => {
    const { chat } = chatByRepeat({
      judge: ['!No answer.', '{"score":5,"feedback":"f"}', '{"score":50,"feedback":"too much"}'],
    });
    const { result, details } = await judgeRow({ spec: three(score), row }, chat, never);
    assert.deepEqual(
      { score: result['score'], outcome: details?.outcome, errors: details?.errors },
      {
        score: 5,
        outcome: 'failed',
        errors: [
          { stage: 'judge', cause: 'timeout', message: 'No answer.', repeat: 1 },
          {
            stage: 'judge',
            cause: 'not_allowed',
            message: 'The judge’s score 50 is outside the range 1 to 10.',
            repeat: 3,
          },
        ],
      },
    );
    assert.deepEqual(
      details?.judgements?.map((one) => one['score']),
      [null, 5, 50],
    );
  });

  it('asks for both orders each time, all side by side', async () => {
    let open = 0;
    let most = 0;
    const release: (() => void)[] = [];
    const chat: Chat = async (_request, _signal, asking) => {
      open += 1;
      most = Math.max(most, open);
      await new Promise<void>((resolve) => {
        release.push(resolve);
        if (release.length === 6) for (const go of release.toReversed()) go();
      });
      const choice = asking?.role === 'judge' ? (asking.repeat === 2 ? 'A' : 'B') : 'A';
      return reply(`{"feedback":"${asking?.role} ${asking?.repeat}","choice":"${choice}"}`);
    };
    const { result, details } = await judgeRow({ spec: three(compare), row }, chat, never);
    assert.equal(most, 6);
    assert.deepEqual(
      details?.judgements?.map((one) => [
        one['choice_original'],
        one['choice_flipped'],
        one['final_decision'],
        one['judge_feedback_flipped_order'],
      ]),
      [
        ['B', 'B', 'B', 'judge-flipped 1'],
        ['A', 'B', 'Tie', 'judge-flipped 2'],
        ['B', 'B', 'B', 'judge-flipped 3'],
      ],
    );
    assert.equal(result['final_decision'], 'B');
    assert.equal(result['judge_feedback_original_order'], 'judge 1');
  });

  const unjudged: readonly (readonly [string, ResolvedSpec, string, string])[] = [
    [
      'there is no response',
      three({ ...classify, model_to_evaluate: 'nowhere' }),
      'generation_error',
      'generate',
    ],
    [
      'the rubric fails',
      three({ ...classify, judge: { ...classify.judge, system_template: '{{ 1 / 0 }}' } }),
      'judge_error',
      'judge',
    ],
  ];
  for (const [name, spec, outcome, stage] of unjudged) {
    it(`asks nobody and tells one failure where ${name}`, async () => {
      const { chat, asked } = chatByRepeat({});
      const { details } = await judgeRow({ spec, row }, chat, never);
      assert.equal(details?.outcome, outcome);
      assert.deepEqual(
        details.errors?.map((error) => [error.stage, error.cause, error.repeat]),
        [[stage, 'input', undefined]],
      );
      assert.equal(details.judgements, undefined);
      assert.deepEqual(asked, []);
    });
  }

  it('stops the other repeats before it throws what every request would meet', async () => {
    const ended: number[] = [];
    const chat: Chat = async (_request, signal, asking) => {
      if (asking?.repeat === 2) throw new UserError('auth', 'The key is wrong.');
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      ended.push(asking?.repeat ?? 0);
      throw new ChatFailure('stopped');
    };
    await assert.rejects(judgeRow({ spec: three(classify), row }, chat, never), { kind: 'auth' });
    assert.deepEqual(ended, [1, 3]);
  });

  it('writes the same row with repeats of 1 as without the field, and sends no seed of its own', async () => {
    const requests: ChatRequest[] = [];
    const chat: Chat = (request) => {
      requests.push(request);
      return Promise.resolve(
        reply(isJudging(request) ? '{"feedback":"f","choice":"A"}' : 'generated'),
      );
    };
    const spec: ResolvedSpec = { ...compare, model_b: model };
    const once = await judgeRow({ spec, row }, chat, never);
    const again = await judgeRow({ spec: { ...spec, run: { repeats: 1 } }, row }, chat, never);
    assert.equal(JSON.stringify(again), JSON.stringify(once));
    assert.equal(once.details?.judgements, undefined);
    assert.ok(requests.every((request) => !('seed' in request)));
  });
});
