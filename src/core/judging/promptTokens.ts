import type { ChatMessage } from './chat.js';
import { modelName, type Tokenizer } from './tokenizer.js';

type Counter = Pick<Tokenizer, 'count'>;

/**
 * Prompt tokens of a chat request as endpoints report them: the messages' texts and what the chat
 * format puts around them. Exact where the tokenizer is the model's own and the endpoint adds nothing
 * else; of other models both the texts and the frame are near.
 */
export function promptTokens(
  { model, messages }: { readonly model: string; readonly messages: readonly ChatMessage[] },
  tokenizer: Counter,
): number {
  const texts = messages.reduce((sum, { content }) => sum + tokenizer.count(content), 0);
  return texts + frameTokens({ model, messages }, tokenizer);
}

/** What the chat format adds to the texts of messages. */
export function frameTokens(
  request: { readonly model: string; readonly messages: readonly ChatMessage[] },
  tokenizer: Counter,
): number {
  const { messages } = request;
  if (!isHarmony(request.model)) return messages.length * PER_MESSAGE + PER_REPLY;
  const instructions = messages.filter(({ role }) => role === 'system').length;
  return (
    PER_MESSAGE + // the preamble is a message of its own
    tokenizer.count(PREAMBLE) +
    messages.length * PER_MESSAGE +
    instructions * tokenizer.count(INSTRUCTIONS) +
    PER_HARMONY_REPLY
  );
}

/**
 * OpenAI's cookbook ("How to count tokens with tiktoken", for gpt-4o and later): three tokens frame a
 * message, its role is a fourth, and three begin the reply.
 */
const PER_MESSAGE = 4;
const PER_REPLY = 3;

/**
 * The gpt-oss models' own chat template (openai/gpt-oss-120b, `chat_template.jinja`; the harmony
 * format): `<|start|>role<|message|>…<|end|>` is four tokens as well, `<|start|>assistant` begins the
 * reply, a preamble goes before everything, and what a request calls `system` becomes a developer
 * message with a heading. A date is six tokens, whichever it is.
 */
const PER_HARMONY_REPLY = 2;
const PREAMBLE = `You are ChatGPT, a large language model trained by OpenAI.
Knowledge cutoff: 2024-06
Current date: 2025-08-05

Reasoning: medium

# Valid channels: analysis, commentary, final. Channel must be included for every message.`;
const INSTRUCTIONS = '# Instructions\n\n\n\n';

function isHarmony(model: string): boolean {
  return /^gpt-oss(?:$|[-._])/.test(modelName(model));
}
