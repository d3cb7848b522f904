import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { ChatReply, ChatUsage } from '../core/judging/chat.js';
import { promptTokens } from '../core/judging/promptTokens.js';
import { loadTokenizer } from '../core/judging/tokenizer.js';
import type { JsonObject } from '../core/json.js';
import { isJsonObject } from '../core/json.js';
import { demoReply, isUnanswered } from './demoChat.js';
import { DEMO_ENDPOINTS, findDemoModel } from './demoModels.js';
import type { Faults } from './faults.js';
import { failure, json, readJson, ReplyError } from './reply.js';
import type { DemoReply, DemoRequest } from './reply.js';

const content = z.union([
  z.string(),
  z.array(z.looseObject({ type: z.string(), text: z.string().optional() })),
]);

const ROLES = ['system', 'user', 'assistant', 'tool', 'function'] as const;

const bodySchema = z.looseObject({
  model: z.string().min(1),
  messages: z.array(z.looseObject({ role: z.enum(ROLES), content: content.nullish() })).min(1),
  max_tokens: z.int().min(1).nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  stream: z.boolean().nullish(),
  seed: z.int().nullish(),
  stop: z.union([z.string().min(1), z.array(z.string().min(1)).max(4)]).nullish(),
  reasoning_effort: z.enum(['low', 'medium', 'high']).nullish(),
  context_length_exceeded_behavior: z.enum(['error', 'truncate']).nullish(),
  response_format: z
    .discriminatedUnion('type', [
      z.looseObject({ type: z.literal('text') }),
      z.looseObject({ type: z.literal('json_object') }),
      z.looseObject({
        type: z.literal('json_schema'),
        json_schema: z.looseObject({
          name: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
          schema: z.custom<JsonObject>(isJsonObject, 'must be a JSON Schema').optional(),
          strict: z.boolean().nullish(),
        }),
      }),
    ])
    .nullish(),
});

interface ChatRouteOptions {
  readonly seed: number;
  readonly faults: Faults;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** `POST /chat/completions`. */
export async function chatRoute(
  request: DemoRequest,
  { seed, faults, now }: ChatRouteOptions,
): Promise<DemoReply> {
  const parsed = bodySchema.safeParse(await readJson(request));
  if (!parsed.success) throw new ReplyError(failure(400, firstIssue(parsed.error)));
  const body = parsed.data;
  const endpoint = DEMO_ENDPOINTS.find(({ id, name }) => id === body.model || name === body.model);
  if (endpoint && endpoint.state !== 'STARTED') {
    return failure(400, `Endpoint ${body.model} is not running.`, 'endpoint_not_ready');
  }
  const model = findDemoModel(endpoint?.model ?? body.model);
  if (!model) return failure(404, unknownModel(body.model), 'model_not_available');

  const messages = body.messages.map((message) => ({
    // What a tool said is read as the user's words: the script has no tools.
    role: message.role === 'tool' || message.role === 'function' ? ('user' as const) : message.role,
    content: textOf(message.content ?? ''),
  }));
  const tokenizer = await loadTokenizer();
  const used = promptTokens({ model: model.id, messages }, tokenizer);
  if (body.context_length_exceeded_behavior !== 'truncate') {
    if (used > model.contextLength) {
      return failure(400, `The prompt has ${used} tokens, the context ${model.contextLength}.`);
    }
    if (used + (body.max_tokens ?? 0) > model.contextLength) {
      return failure(403, `Prompt and max_tokens exceed the context of ${model.contextLength}.`);
    }
  }
  if (isUnanswered(seed, { model: body.model, messages }, faults)) {
    // For good: a client that asks again loses time alone.
    const reply = failure(500, 'The model did not answer.');
    return { ...reply, headers: { ...reply.headers, 'x-should-retry': 'false' } };
  }
  const format = body.response_format;
  const schema = format?.type === 'json_schema' ? format.json_schema.schema : undefined;
  const stop = typeof body.stop === 'string' ? [body.stop] : body.stop;
  const answer = await demoReply(
    seed,
    {
      model: body.model,
      messages,
      ...(typeof body.max_tokens === 'number' && { max_tokens: body.max_tokens }),
      ...(typeof body.temperature === 'number' && { temperature: body.temperature }),
      ...(typeof body.seed === 'number' && { seed: body.seed }),
      ...(schema && { schema }),
      ...(format?.type === 'json_object' && { isJson: true }),
      ...(stop && { stop }),
    },
    faults,
  );
  const usage = { prompt_tokens: used, completion_tokens: tokenizer.count(answer.text) };
  const reply = { ...answer, usage };
  const id = `demo-${createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 16)}`;
  const head = { id, created: Math.floor(now() / 1000), model: body.model };
  return body.stream === true ? streamed(head, reply) : json(completion(head, reply));
}

interface Head {
  readonly id: string;
  readonly created: number;
  readonly model: string;
}

type Answer = ChatReply & { readonly usage: ChatUsage };

function usageOf({ usage }: Answer) {
  return { ...usage, total_tokens: usage.prompt_tokens + usage.completion_tokens };
}

function completion(head: Head, reply: Answer) {
  return {
    ...head,
    object: 'chat.completion',
    prompt: [],
    choices: [
      {
        index: 0,
        finish_reason: reply.finish,
        message: { role: 'assistant', content: reply.text, tool_calls: [] },
      },
    ],
    usage: usageOf(reply),
  };
}

function streamed(head: Head, reply: Answer): DemoReply {
  const chunk = (delta: object, finish: string | null) => ({
    ...head,
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta, finish_reason: finish }],
  });
  const pieces = reply.text.match(/\s*\S+|\s+$/g) ?? [];
  const events = [
    chunk({ role: 'assistant', content: '' }, null),
    ...pieces.map((content) => chunk({ content }, null)),
    { ...chunk({ content: '' }, reply.finish), usage: usageOf(reply) },
  ].map((event) => `data: ${JSON.stringify(event)}\n\n`);
  return {
    status: 200,
    headers: { 'content-type': 'text/event-stream' },
    body: { events: [...events, 'data: [DONE]\n\n'] },
  };
}

function textOf(value: z.infer<typeof content>): string {
  return typeof value === 'string' ? value : value.map((part) => part.text ?? '').join('');
}

/** The first fault of a request body as one sentence. */
export function firstIssue(error: z.ZodError): string {
  const issue = error.issues[0];
  const where = issue?.path.join('.') ?? '';
  return `Invalid request: ${where === '' ? '' : `${where}: `}${issue?.message ?? 'unknown fault'}.`;
}

export function unknownModel(name: string): string {
  return `Unable to access model ${name}. The embedded service answers for the models that GET /models lists and for any name that begins with demo/.`;
}
