import * as z from 'zod';
import type { JsonObject } from '../../core/json.js';
import type { Dialect } from '../../core/judging/dialect.js';
import { t } from '../../l10n/t.js';
import { errorText, isErrorBody } from '../http/errorBody.js';
import { parseReply } from '../http/parseReply.js';
import { ChatFailure, type ChatReply, type ChatRequest } from '../../core/judging/chat.js';

/**
 * What to change after a refusal (400 or 422) that complains about something we can do without;
 * undefined for any other complaint. There is no code for it: providers say it in words only.
 */
export function otherDialect(
  now: Dialect,
  request: ChatRequest,
  body: string,
): Dialect | undefined {
  if (now.limit === 'max_tokens' && /max_completion_tokens/.test(body)) {
    return { ...now, limit: 'max_completion_tokens' };
  }
  const unsupported =
    /unsupported|not support|does not support|only the default|unknown|unrecognized|not permitted|extra/i.test(
      body,
    );
  if (request.seed !== undefined && now.seed === 'sent' && /\bseed\b/i.test(body) && unsupported) {
    return { ...now, seed: 'left out' };
  }
  if (now.temperature === 'sent' && /temperature/i.test(body) && unsupported) {
    return { ...now, temperature: 'left out' };
  }
  if (
    request.schema &&
    now.format !== 'none' &&
    /response_?format|json_?(schema|object|mode)|structured|guided|grammar/i.test(body)
  ) {
    return { ...now, format: now.format === 'json_schema' ? 'json_object' : 'none' };
  }
  return undefined;
}

export function chatBody(request: ChatRequest, dialect: Dialect): JsonObject {
  const { target, messages, max_tokens, temperature, seed, schema } = request;
  return {
    model: target.model,
    messages: messages.map(({ role, content }) => ({ role, content })),
    [dialect.limit]: max_tokens,
    ...(dialect.temperature === 'sent' && { temperature }),
    ...(seed !== undefined && dialect.seed === 'sent' && { seed }),
    ...(schema && dialect.format !== 'none' && { response_format: format(schema, dialect.format) }),
  };
}

function format(
  { name, schema }: NonNullable<ChatRequest['schema']>,
  kind: 'json_schema' | 'json_object',
): JsonObject {
  if (kind === 'json_object') return { type: 'json_object' };
  return { type: 'json_schema', json_schema: { name, schema, strict: true } };
}

/** Whatever an endpoint counts: less than nothing would outwit the cost cap, and sums must stay numbers. */
const tokens = z.number().min(0).max(1e9);
const part = z.looseObject({ text: z.string().optional() });
const replySchema = z.looseObject({
  id: z.string().nullish().catch(null),
  choices: z
    .array(
      z.looseObject({
        finish_reason: z.string().nullish(),
        message: z.looseObject({
          content: z.union([z.string(), z.array(part)]).nullish(),
          refusal: z.string().nullish(),
        }),
      }),
    )
    .min(1),
  usage: z.looseObject({ prompt_tokens: tokens, completion_tokens: tokens }).nullish().catch(null),
});

interface Completion {
  readonly reply: ChatReply;
  /** The embedded service answered, by script: it says so in the completion's id. */
  readonly isScripted: boolean;
}

/** Reads a chat completion; throws `ChatFailure`. What a model thought before (`reasoning`) is left out. */
export function readCompletion(text: string): Completion {
  const value = parseReply(text);
  if (value === undefined) {
    throw new ChatFailure(t('The endpoint answered with something that is no JSON.'), {
      kind: 'endpoint',
    });
  }
  const parsed = replySchema.safeParse(value);
  if (!parsed.success) {
    const message = isErrorBody(value)
      ? t('The endpoint answered with an error: {0}', errorText(text))
      : t('The endpoint answered with something that is no chat completion.');
    throw new ChatFailure(message, { cause: parsed.error, kind: 'endpoint' });
  }
  const { id, choices, usage } = parsed.data;
  const choice = choices[0];
  const content = choice?.message.content ?? choice?.message.refusal ?? '';
  const reply: ChatReply = {
    text: typeof content === 'string' ? content : content.map((each) => each.text ?? '').join(''),
    finish: choice?.message.refusal ? 'refusal' : finish(choice?.finish_reason),
    ...(usage && {
      usage: { prompt_tokens: usage.prompt_tokens, completion_tokens: usage.completion_tokens },
    }),
  };
  return { reply, isScripted: id?.startsWith('demo-') ?? false };
}

function finish(reason: string | null | undefined): ChatReply['finish'] {
  // Gateways pass on what other APIs call it: Anthropic's `end_turn`, Mistral's `model_length`, …
  switch (reason?.toLowerCase() ?? '') {
    case 'stop':
    case 'eos':
    case 'end_turn':
    case 'stop_sequence':
      return 'stop';
    case 'length':
    case 'max_tokens':
    case 'model_length':
      return 'length';
    case 'content_filter':
    case 'refusal':
    case 'safety':
      return 'refusal';
    default:
      return 'other';
  }
}
