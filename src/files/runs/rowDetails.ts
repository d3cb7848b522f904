import * as z from 'zod';
import {
  FAILURE_CAUSES,
  MISS_REASONS,
  REQUEST_ROLES,
  ROW_OUTCOMES,
  type RowDetails,
} from '../../core/runs/resultRow.js';
import { isJsonObject } from '../../core/json.js';
import type { JsonObject } from '../../core/json.js';

const usage = z.object({ prompt_tokens: z.number(), completion_tokens: z.number() });
const detailsSchema = z.object({
  row: z.int().min(1),
  outcome: z.enum(ROW_OUTCOMES),
  errors: z
    .array(
      z.object({
        stage: z.enum(REQUEST_ROLES),
        // A cause of a newer version is as good as none.
        cause: z.enum(FAILURE_CAUSES).optional().catch(undefined),
        message: z.string(),
        repeat: z.number().optional(),
      }),
    )
    .optional(),
  usage: usage.optional(),
  by_role: z
    .partialRecord(
      z.enum(REQUEST_ROLES),
      usage.extend({ requests: z.number(), unreported: z.number().optional() }),
    )
    .optional(),
  cache: z.partialRecord(z.enum(['hit', ...MISS_REASONS]), z.number()).optional(),
  judgements: z.array(z.custom<JsonObject>(isJsonObject)).optional(),
  duration_ms: z.number().optional(),
});

/** A value of `details.jsonl`; undefined for one that does not describe a row. */
export function readDetails(value: unknown): RowDetails | undefined {
  const { data } = detailsSchema.safeParse(value);
  // zod writes an absent field as `T | undefined`; JSON has no undefined.
  return data as RowDetails | undefined;
}
