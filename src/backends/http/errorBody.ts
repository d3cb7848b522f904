import * as z from 'zod';
import { redactMessage } from '../../core/redaction/knownKeys.js';
import { parseReply } from './parseReply.js';

const errorSchema = z.union([
  z.looseObject({ error: z.looseObject({ message: z.string() }) }),
  z.looseObject({ error: z.string() }),
  z.looseObject({ message: z.string() }),
  z.looseObject({ detail: z.string() }),
]);

/** Whether a body has one of the forms in which endpoints say errors. */
export function isErrorBody(body: unknown): boolean {
  return errorSchema.safeParse(body).success;
}

/** Of a complaint that goes on for megabytes, no more is looked at. */
const MOST_SAID = 10_000;

/**
 * What an error body says, on one line and cut to a readable length; '' where it says nothing. What
 * looks like a key is no part of it, whoever's key it may be.
 */
export function errorText(body: string): string {
  const { data } = errorSchema.safeParse(parseReply(body));
  // Else it is plain text, or HTML of a proxy.
  const said = data ? saidIn(data) : /^\s*</.test(body) ? '' : body;
  const line = redactMessage(
    said
      .slice(0, MOST_SAID)
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim(),
  );
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

function saidIn(data: z.infer<typeof errorSchema>): string {
  for (const field of ['error', 'detail']) {
    if (typeof data[field] === 'string') return data[field];
  }
  const holder = z.looseObject({ message: z.string() }).safeParse(data['error'] ?? data);
  return holder.data?.message ?? '';
}

/** `error.code` of an error body. */
export function errorCodeIn(body: string): string | undefined {
  const schema = z.looseObject({ error: z.looseObject({ code: z.string() }) });
  return schema.safeParse(parseReply(body)).data?.error.code;
}
