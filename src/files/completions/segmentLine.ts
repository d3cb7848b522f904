import * as z from 'zod';
import type { KeptReply } from '../../core/judging/completionCache.js';
import type { CompletionKey } from '../../core/judging/completionKey.js';
import { knownKeys } from '../../core/redaction/knownKeys.js';

/**
 * A line of a segment: `{"key":"…","messages":"…","asked":"…","reply":{…}}`. What is looked up stands
 * first and in this order, so that an index is made without reading replies.
 */
export function segmentLine({ key, messages, asked }: CompletionKey, reply: KeptReply): string {
  // What is looked up is a digest: no key of an endpoint stands in it.
  return `${knownKeys.redact(JSON.stringify({ key, messages, asked, reply }))}\n`;
}

/** No key and no sample is longer than what fits in here. */
export const HEAD_BYTES = 192;
const KEY_FROM = '{"key":"'.length;
const MESSAGES_FROM = KEY_FROM + 64 + '","messages":"'.length;
const ASKED_FROM = MESSAGES_FROM + 32 + '","asked":"'.length;
const HEAD =
  /^\{"key":"[0-9a-f]{64}","messages":"[0-9a-f]{32}","asked":"((?:[0-9a-f]{8}\.){3}\d{1,6}b?)","reply":\{/;

/** The key at the start of a line; undefined for a line that nobody of ours wrote. */
export function readHead(bytes: Buffer): CompletionKey | undefined {
  const asked = HEAD.exec(bytes.toString('latin1', 0, HEAD_BYTES))?.[1];
  if (asked === undefined) return undefined;
  // Slices of their own: a part of a longer text would keep the whole of it in memory.
  return {
    key: bytes.toString('latin1', KEY_FROM, KEY_FROM + 64),
    messages: bytes.toString('latin1', MESSAGES_FROM, MESSAGES_FROM + 32),
    asked: bytes.toString('latin1', ASKED_FROM, ASKED_FROM + asked.length),
  };
}

const tokenCount = z.number().int().nonnegative();
const lineSchema = z.object({
  key: z.string(),
  reply: z.object({
    text: z.string(),
    finish: z.enum(['stop', 'length', 'refusal', 'other']),
    usage: z.object({ prompt_tokens: tokenCount, completion_tokens: tokenCount }).optional(),
    scripted: z.literal(true).optional(),
  }),
});

/** The reply on a line; undefined where it is not that of `key`. */
export function readReply(line: string, key: string): KeptReply | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  const parsed = lineSchema.safeParse(value);
  if (!parsed.success || parsed.data.key !== key) return undefined;
  const { text, finish, usage, scripted } = parsed.data.reply;
  return { text, finish, ...(usage && { usage }), ...(scripted && { scripted }) };
}
