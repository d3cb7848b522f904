import * as z from 'zod';
import type { RowDetails } from '../../core/runs/resultRow.js';

const usage = z.object({ prompt_tokens: z.number(), completion_tokens: z.number() });
const detailsSchema = z.object({
  row: z.int().min(1),
  outcome: z.enum([
    'passed',
    'failed',
    'a',
    'b',
    'tie',
    'invalid',
    'judge_error',
    'generation_error',
  ]),
  errors: z
    .array(
      z.object({
        stage: z.enum(['generate', 'generate-a', 'generate-b', 'judge', 'judge-flipped']),
        message: z.string(),
      }),
    )
    .optional(),
  usage: usage.optional(),
  duration_ms: z.number().optional(),
});

/** A value of `details.jsonl`; undefined for one that does not describe a row. */
export function readDetails(value: unknown): RowDetails | undefined {
  const { data } = detailsSchema.safeParse(value);
  // zod writes an absent field as `T | undefined`; JSON has no undefined.
  return data as RowDetails | undefined;
}
