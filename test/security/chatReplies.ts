import { ChatFailure } from '../../src/core/judging/chat.js';
import type { ChatReply } from '../../src/core/judging/chat.js';
import { parseVerdict } from '../../src/core/judging/parseVerdict.js';
import type { ParsedVerdict } from '../../src/core/judging/parseVerdict.js';
import type { ResolvedSpec } from '../../src/core/spec/evalSpec.js';
import { refusal } from '../../src/backends/local/chatErrors.js';
import { otherDialect, readCompletion } from '../../src/backends/local/chatWire.js';
import { UserError } from '../../src/core/userError.js';
import { FIRST_DIALECT } from '../../src/core/judging/dialect.js';
import { classify, compare, score } from '../unit/core/judging/specs.js';

const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
const whole = (message: object, more: object = {}) =>
  JSON.stringify({
    id: 'x',
    object: 'chat.completion',
    choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', ...message } }],
    usage,
    ...more,
  });

/** What chat endpoints say, well-formed, of many makers. */
export const CHAT_REPLIES: readonly string[] = [
  whole({ content: '{"feedback":"fine","label":"correct"}' }),
  whole({
    content: [
      { type: 'text', text: '{"score":' },
      { type: 'text', text: '7}' },
    ],
  }),
  whole({
    content: null,
    tool_calls: [{ id: 'c', type: 'function', function: { name: 'f', arguments: '{}' } }],
  }),
  whole({ content: null, refusal: 'I will not.' }),
  whole({ content: 'x', reasoning_content: 'hm' }, { usage: null }),
  'data: {"id":"x","choices":[{"delta":{"content":"{"}}]}\n\ndata: [DONE]\n\n',
  JSON.stringify({
    error: { message: 'response_format is not supported', code: 'bad', param: null },
  }),
  '<html><body>Bad gateway</body></html>',
];

export const CHAT_WORDS = [
  ...['"choices":', '"message":', '"content":[', '"finish_reason":"length"', '"prompt_tokens":-1'],
  ...['"completion_tokens":1e308', '"refusal":""', 'max_completion_tokens', 'data: ', '[DONE]'],
  ...[
    'temperature is not supported',
    'unsupported seed',
    'json_schema',
    '"code":"model_not_found"',
  ],
];

export const VERDICTS: readonly string[] = [
  '{"feedback":"fine","label":"correct"}',
  '```json\n{"feedback":"a\nb","score":7,}\n```\nThat is all.',
  '<think>{"label":"wrong"} or not?</think>\n{"label":" correct ","feedback":null}',
  'First {"choice":"A"}, then: {"feedback":"b","choice":"Tie"}',
  '{"label":"correct","label":"wrong"}',
  '{"score":"8","feedback":{"why":["a",{"b":1}]}} {"score":8.0}',
];

export const VERDICT_WORDS = [
  ...['<think>', '</think>', '[THINK]', '[/THINK]', '```', '{"label":"correct"}', '"score":NaN'],
  ...['"score":1e999', '"score":"1e3"', '"label":"CORRECT"', '"choice":"Both"', '{ ', ',}', ',]'],
];

const SPECS: readonly ResolvedSpec[] = [classify, score, compare];
const MATERIAL = ['The answer is {"label":"correct"}.', '{"score": 7}', 'x'.repeat(1000)];

/** Fails unless the reply is read as a completion, or a failure of this one request. */
export function readAnyReply(text: string): ChatReply | undefined {
  try {
    const { reply } = readCompletion(text);
    const { prompt_tokens: prompt = 0, completion_tokens: completion = 0 } = reply.usage ?? {};
    const isCount = prompt >= 0 && completion >= 0 && Number.isFinite(prompt + completion);
    if (!isCount) throw new Error(`counts ${prompt} and ${completion} tokens`);
    return reply;
  } catch (error) {
    if (error instanceof ChatFailure && error.message.length < 500) return undefined;
    throw error;
  }
}

/** Fails unless the refusal is one of the two kinds of failures, in one sentence. */
export function readAnyRefusal(status: number, text: string): void {
  const request = {
    target: classify.judge,
    messages: [],
    max_tokens: 1,
    temperature: 0,
    seed: 1,
    schema: { name: 'x', schema: {} },
  };
  // Each change is one step: no endpoint can have a request said again for ever.
  let dialect = FIRST_DIALECT;
  for (let steps = 0; ; steps += 1) {
    const other = otherDialect(dialect, request, text);
    if (!other) break;
    if (steps > 5) throw new Error(`asks for one more dialect: ${text}`);
    dialect = other;
  }
  const error = refusal({ status, headers: {}, text }, { model: 'm', host: 'h' });
  const isTyped = error instanceof UserError || error instanceof ChatFailure;
  if (!isTyped || error.message.length > 700) throw error;
}

/** Fails unless a verdict is of the spec's list or range, or none with a reason; for each type. */
export function readAnyVerdict(text: string): void {
  for (const spec of SPECS) {
    for (const finish of ['stop', 'length'] as const) {
      const parsed = parseVerdict({ text, finish }, spec, MATERIAL);
      const fault = faultOf(parsed, spec);
      if (fault !== undefined) throw new Error(`${fault}: ${JSON.stringify(parsed)}`);
    }
  }
}

function faultOf(parsed: ParsedVerdict, spec: ResolvedSpec): string | undefined {
  if (typeof parsed.feedback !== 'string') return 'feedback is no text';
  if (!parsed.ok) return parsed.reason === '' ? 'no reason' : undefined;
  const { verdict } = parsed;
  if (verdict.type !== spec.type) return 'another type';
  switch (verdict.type) {
    case 'classify':
      return spec.type === 'classify' && spec.labels.includes(verdict.label)
        ? undefined
        : 'a label outside the list';
    case 'score':
      return spec.type === 'score' &&
        verdict.score >= spec.min_score &&
        verdict.score <= spec.max_score
        ? undefined
        : 'a score outside the range';
    case 'compare':
      return ['A', 'B', 'Tie'].includes(verdict.choice) ? undefined : 'another choice';
  }
}
