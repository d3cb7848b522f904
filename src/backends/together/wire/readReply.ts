import type * as z from 'zod';
import { parseReply } from '../../http/parseReply.js';
import { badReply } from '../serviceErrors.js';
import type { Asked, ServiceReply } from '../serviceErrors.js';

/** Reads JSON of this shape; throws `UserError` of kind `bad_reply`. */
export function readReplyAs<T>(schema: z.ZodType<T>, reply: ServiceReply, asked: Asked): T {
  const parsed = schema.safeParse(parseReply(reply.text));
  if (!parsed.success) throw badReply(asked, parsed.error);
  return parsed.data;
}
