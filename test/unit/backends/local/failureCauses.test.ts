import assert from 'node:assert/strict';
import { readCompletion } from '../../../../src/backends/local/chatWire.js';
import { judgeRow } from '../../../../src/core/judging/judgeRow.js';
import type { FailureCause, RowOutcome } from '../../../../src/core/runs/resultRow.js';
import type { ResolvedSpec } from '../../../../src/core/spec/evalSpec.js';
import { classify, isJudging, model, score } from '../../core/judging/specs.js';

const row = { row: 1, values: { question: '1+1?', answer: '2' } };
const never = new AbortController().signal;
const GOOD = '{"feedback":"Right.","label":"correct"}';

interface Message {
  readonly content?: unknown;
  readonly refusal?: string | null;
  readonly reasoning?: string;
  readonly reasoning_content?: string;
}

interface Case {
  readonly name: string;
  readonly message: Message;
  /** `stop` where it is left out. */
  readonly finish?: string | null;
  readonly spec?: ResolvedSpec;
  readonly outcome: RowOutcome;
  readonly causes: readonly FailureCause[];
}

function completion(message: Message, finish: string | null = 'stop'): string {
  const choice = { index: 0, finish_reason: finish, message: { role: 'assistant', ...message } };
  return JSON.stringify({ id: 'x', object: 'chat.completion', choices: [choice], usage: null });
}

const judgeReplies: readonly Case[] = [
  { name: 'a plain verdict', message: { content: GOOD }, outcome: 'passed', causes: [] },
  {
    name: 'message.refusal, as of structured outputs',
    message: { content: null, refusal: 'I can’t help with that.' },
    outcome: 'invalid',
    causes: ['refusal'],
  },
  {
    name: 'a content filter, although some verdict came',
    message: { content: GOOD },
    finish: 'content_filter',
    outcome: 'invalid',
    causes: ['refusal'],
  },
  {
    name: 'another API’s word for a refusal',
    message: { content: '' },
    finish: 'refusal',
    outcome: 'invalid',
    causes: ['refusal'],
  },
  {
    name: 'a verdict with the limit of tokens reached behind it',
    message: { content: `${GOOD} And then` },
    finish: 'length',
    outcome: 'passed',
    causes: ['truncated'],
  },
  {
    name: 'JSON that is cut off',
    message: { content: GOOD.slice(0, -5) },
    finish: 'length',
    outcome: 'invalid',
    causes: ['truncated'],
  },
  {
    name: 'JSON that is cut off, in another API’s word for it',
    message: { content: GOOD.slice(0, -5) },
    finish: 'MAX_TOKENS',
    outcome: 'invalid',
    causes: ['truncated'],
  },
  {
    name: 'JSON that stops without anybody saying why',
    message: { content: GOOD.slice(0, -5) },
    outcome: 'invalid',
    causes: ['unreadable'],
  },
  {
    name: 'all tokens spent on reasoning apart',
    message: { content: '', reasoning_content: 'Let me see' },
    finish: 'length',
    outcome: 'invalid',
    causes: ['truncated'],
  },
  {
    name: 'reasoning apart that holds another verdict',
    message: { content: GOOD, reasoning_content: '{"label":"wrong"}' },
    outcome: 'passed',
    causes: [],
  },
  {
    name: 'reasoning apart under Together’s name, and no content',
    message: { content: null, reasoning: '{"label":"wrong"}' },
    outcome: 'invalid',
    causes: ['unreadable'],
  },
  {
    name: 'thinking before the JSON, with a draft in it',
    message: { content: `<think>Perhaps {"label":"wrong"}? No.</think>\n${GOOD}` },
    outcome: 'passed',
    causes: [],
  },
  {
    name: 'thinking in brackets',
    message: { content: `[THINK]Perhaps {"label":"wrong"}? No.[/THINK]${GOOD}` },
    outcome: 'passed',
    causes: [],
  },
  {
    name: 'thinking whose beginning the server left out',
    message: { content: `Perhaps wrong? No.</think>${GOOD}` },
    outcome: 'passed',
    causes: [],
  },
  {
    name: 'thinking that never ends',
    message: { content: `<think>Perhaps ${GOOD}` },
    outcome: 'invalid',
    causes: ['unreadable'],
  },
  {
    name: 'thinking that the limit of tokens ends',
    message: { content: `<think>Perhaps ${GOOD}` },
    finish: 'length',
    outcome: 'invalid',
    causes: ['truncated'],
  },
  {
    name: 'content in parts, thinking among them',
    message: {
      content: [
        { type: 'thinking', thinking: [{ type: 'text', text: '{"label":"wrong"}' }] },
        { type: 'text', text: GOOD.slice(0, 10) },
        { type: 'text', text: GOOD.slice(10) },
      ],
    },
    outcome: 'passed',
    causes: [],
  },
  {
    name: 'an empty reply',
    message: { content: '  ' },
    outcome: 'invalid',
    causes: ['unreadable'],
  },
  {
    name: 'no reason for the end',
    message: { content: GOOD },
    finish: null,
    outcome: 'passed',
    causes: [],
  },
  {
    name: 'prose',
    message: { content: 'It is correct.' },
    outcome: 'invalid',
    causes: ['unreadable'],
  },
  {
    name: 'a refusal in words alone',
    message: { content: 'I’m sorry, but I can’t help with judging this.' },
    outcome: 'invalid',
    causes: ['unreadable'],
  },
  {
    name: 'two verdicts',
    message: { content: `${GOOD} {"label":"wrong"}` },
    outcome: 'invalid',
    causes: ['unreadable'],
  },
  {
    name: 'a label outside the list',
    message: { content: '{"feedback":"f","label":"maybe"}' },
    outcome: 'invalid',
    causes: ['not_allowed'],
  },
  {
    name: 'a score outside the range',
    message: { content: '{"feedback":"f","score":11}' },
    spec: score,
    outcome: 'invalid',
    causes: ['not_allowed'],
  },
  {
    name: 'a score that is no number',
    message: { content: '{"feedback":"f","score":"8/10"}' },
    spec: score,
    outcome: 'invalid',
    causes: ['unreadable'],
  },
  {
    name: 'a label outside the list before the limit of tokens',
    message: { content: '{"feedback":"f","label":"maybe"} and' },
    finish: 'length',
    outcome: 'invalid',
    causes: ['truncated', 'not_allowed'],
  },
];

const broken: readonly (readonly [string, string])[] = [
  ['no JSON', '<html>Bad gateway</html>'],
  ['an error in place of a completion', '{"error":{"message":"overloaded","type":"x"}}'],
  ['no choices', '{"id":"x","choices":[]}'],
];

async function causesOf(spec: ResolvedSpec, bodyFor: (isJudge: boolean) => string) {
  const { result, details } = await judgeRow(
    { spec, row },
    (request) => Promise.resolve().then(() => readCompletion(bodyFor(isJudging(request))).reply),
    never,
  );
  const causes = new Set((details?.errors ?? []).map(({ stage, cause }) => `${stage} ${cause}`));
  return { result, outcome: details?.outcome, causes: [...causes] };
}

describe('why a reply came to nothing', () => {
  for (const { name, message, finish, spec = classify, outcome, causes } of judgeReplies) {
    it(`judge: ${name}`, async () => {
      const found = await causesOf(spec, () => completion(message, finish));
      assert.deepEqual(
        { outcome: found.outcome, causes: found.causes },
        { outcome, causes: causes.map((cause) => `judge ${cause}`) },
      );
    });
  }

  for (const [name, body] of broken) {
    it(`judge: ${name}`, async () => {
      const found = await causesOf(classify, () => body);
      assert.deepEqual([found.outcome, found.causes], ['judge_error', ['judge endpoint']]);
    });
  }

  const generated: ResolvedSpec = { ...classify, model_to_evaluate: model };
  const responses: readonly (readonly [string, string, RowOutcome, readonly string[], unknown])[] =
    [
      ['a response', completion({ content: 'Two.' }), 'passed', [], 'Two.'],
      [
        'a refusal, which is judged as what the model said',
        completion({ content: null, refusal: 'No.' }),
        'passed',
        ['generate refusal'],
        'No.',
      ],
      [
        'a response that is cut off, which is judged as far as it came',
        completion({ content: 'Tw' }, 'length'),
        'passed',
        ['generate truncated'],
        'Tw',
      ],
      [
        'no completion, so that nothing is judged',
        '{"error":"overloaded"}',
        'generation_error',
        ['generate endpoint'],
        null,
      ],
    ];
  for (const [name, body, outcome, causes, text] of responses) {
    it(`generation: ${name}`, async () => {
      const found = await causesOf(generated, (isJudge) =>
        isJudge ? completion({ content: GOOD }) : body,
      );
      assert.deepEqual(
        [found.outcome, found.causes, found.result['MODEL_TO_EVALUATE_OUTPUT']],
        [outcome, causes, text],
      );
    });
  }
});
