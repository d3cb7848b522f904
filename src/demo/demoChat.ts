import { ChatFailure } from '../core/judging/chat.js';
import type { Chat, ChatReply } from '../core/judging/chat.js';
import { cutToTokens } from './cutToTokens.js';
import type { Faults } from './faults.js';
import { scriptedReply } from './scriptedModel.js';
import { outsideVerdict } from './scriptedVerdict.js';
import type { ScriptedRequest } from './scriptedModel.js';
import { verdictForm } from './verdictForm.js';
import { shareOf } from './words.js';

const SITE = { method: 'POST', path: '/chat/completions' };

/** The scripted model with the faults of a judge's reply: what every chat request ends in. */
export async function demoReply(
  seed: number,
  request: ScriptedRequest,
  faults: Faults,
): Promise<ChatReply> {
  const full = scriptedReply(seed, request);
  const text = await cutToTokens(full.text, request.max_tokens);
  const reply: ChatReply = text === full.text ? full : { text, finish: 'length' };
  const form = verdictForm(request);
  if (!form) return reply;
  const { model, messages, seed: own } = request;
  const share = shareOf(
    seed,
    'fault',
    model,
    JSON.stringify(messages),
    ...(own === undefined ? [] : [own]),
  );
  const fault = faults.strike(['malformed', 'refusal', 'truncated', 'outside'], { ...SITE, share });
  switch (fault?.kind) {
    case 'malformed':
      return { ...reply, text: `demo: The verdict is clear. ${reply.text.replace(/[{}"]/g, '')}` };
    case 'refusal':
      return { ...reply, text: "demo: I'm sorry, but I can't help with judging this." };
    case 'truncated':
      return { ...reply, text: reply.text.slice(0, reply.text.length / 2), finish: 'length' };
    case 'outside':
      return { ...reply, text: outsideVerdict(form) };
    case undefined:
      return reply;
  }
}

/** Whether the model will never answer this. */
export function isUnanswered(seed: number, request: Asked, faults: Faults): boolean {
  const share = unansweredShare(seed, request);
  return faults.strike(['unanswered'], { ...SITE, share }) !== undefined;
}

type Asked = Pick<ScriptedRequest, 'model' | 'messages'>;

function unansweredShare(seed: number, { model, messages }: Asked): number {
  return shareOf(seed, 'unanswered', model, JSON.stringify(messages));
}

/** The same model for the jobs of the service, without the way over HTTP; they report no usage. */
export function createDemoChat(seed: number, faults: Faults): Chat {
  return (request, signal) => {
    if (signal.aborted) return Promise.reject(new ChatFailure('The service is shutting down.'));
    const { target, messages, schema, max_tokens, temperature, seed: own } = request;
    const share = unansweredShare(seed, { model: target.model, messages });
    if (faults.strike(['status', 'cut', 'unanswered'], { ...SITE, share })) {
      return Promise.reject(new ChatFailure('The model did not answer.'));
    }
    const sampling = { temperature, ...(own !== undefined && { seed: own }) };
    const asked = { model: target.model, messages, max_tokens, ...sampling };
    return demoReply(seed, schema ? { ...asked, schema: schema.schema } : asked, faults);
  };
}
