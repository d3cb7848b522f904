import * as z from 'zod';
import { count, flag, LAST_MOMENT, text } from './lenient.js';

// API reference, section 6.

export const fileReply = z.looseObject({
  id: z.string().min(1),
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
export const duplicateReply = z.looseObject({ file_id: z.string().min(1) });
