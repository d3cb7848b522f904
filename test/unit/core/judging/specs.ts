import { ChatFailure } from '../../../../src/core/judging/chat.js';
import type { Chat, ChatReply, ChatRequest } from '../../../../src/core/judging/chat.js';
import type { ResolvedModel, ResolvedSpec } from '../../../../src/core/spec/evalSpec.js';

const judge = {
  model: 'judge-model',
  model_source: 'serverless',
  system_template: 'Is the answer to {{ question }} right?',
} as const;

export const model: ResolvedModel = {
  model: 'small-model',
  model_source: 'serverless',
  system_template: 'Be brief.',
  input_template: 'Q: {{ question }}',
};

export const classify = {
  type: 'classify',
  dataset: 'd.jsonl',
  judge,
  labels: ['correct', 'wrong', 'partly right'],
  pass_labels: ['correct'],
  model_to_evaluate: 'answer',
} satisfies ResolvedSpec;

export const score = {
  type: 'score',
  dataset: 'd.jsonl',
  judge,
  min_score: 1,
  max_score: 10,
  pass_threshold: 7,
  model_to_evaluate: 'answer',
} satisfies ResolvedSpec;

export const compare = {
  type: 'compare',
  dataset: 'd.jsonl',
  judge,
  model_a: 'old',
  model_b: 'new',
} satisfies ResolvedSpec;

export const onePass = {
  ...compare,
  disable_position_bias_correction: true,
} satisfies ResolvedSpec;

export function reply(text: string, finish: ChatReply['finish'] = 'stop'): ChatReply {
  return { text, finish };
}

export function isJudging(request: ChatRequest): boolean {
  return request.schema !== undefined;
}

export function lastMessage(request: ChatRequest): string {
  return request.messages.at(-1)?.content ?? '';
}

/** Answers requests in the order they are made; a string that starts with `!` is a failure. */
export function scriptedChat(...replies: readonly string[]): {
  readonly chat: Chat;
  readonly requests: ChatRequest[];
} {
  const requests: ChatRequest[] = [];
  const chat: Chat = (request) => {
    const text = replies[requests.length];
    requests.push(request);
    if (text === undefined) return Promise.reject(new Error('one request too many'));
    return text.startsWith('!')
      ? Promise.reject(new ChatFailure(text.slice(1)))
      : Promise.resolve(reply(text));
  };
  return { chat, requests };
}
