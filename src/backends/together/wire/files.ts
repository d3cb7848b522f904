import * as z from 'zod';
import { badReply } from '../serviceErrors.js';
import type { Asked, ServiceReply } from '../serviceErrors.js';
import { count, flag, LAST_MOMENT, serviceId, text } from './lenient.js';
import { readReplyAs } from './readReply.js';

// API reference, section 6.

export const fileReply = z.looseObject({
  id: serviceId,
  filename: text,
  bytes: count,
  created_at: z.number().min(0).max(LAST_MOMENT).nullish().catch(undefined),
  purpose: text,
  FileType: text,
  LineCount: count,
  Processed: flag,
  processing_status: text,
});

export const deletedReply = z.looseObject({ id: text, deleted: flag });

/** The service has the same bytes already. */
export const duplicateReply = z.looseObject({ file_id: serviceId });

/** Throws `UserError` of kind `bad_reply`, also for another file than the one that was asked for. */
export function readFile(
  fileId: string,
  reply: ServiceReply,
  asked: Asked,
): z.infer<typeof fileReply> {
  const file = readReplyAs(fileReply, reply, asked);
  if (file.id !== fileId) throw badReply(asked);
  return file;
}
