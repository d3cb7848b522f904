import * as z from 'zod';
import { SAMPLE_PLANS } from '../../core/labels/labelRecord.js';
import type { HumanLabel, LabelRecord } from '../../core/labels/labelRecord.js';
import { t } from '../../l10n/t.js';

const place = {
  row: z.int().min(1),
  key: z.string().min(1),
  rater: z.string().min(1),
};
const at = z.iso.datetime({ offset: true });

const labelSchema = z
  .object({
    ...place,
    label: z.string().optional(),
    score: z.number().optional(),
    choice: z.enum(['A', 'B', 'Tie']).optional(),
    shown: z.enum(['AB', 'BA']).optional(),
    note: z.string().optional(),
    at,
    blind: z.literal(true),
    sample: z.object({
      plan: z.enum(SAMPLE_PLANS),
      seed: z.number(),
      weight: z.number().positive(),
    }),
    took_ms: z.number().nonnegative().optional(),
  })
  .refine(
    ({ label, score, choice }) =>
      [label, score, choice].filter((verdict) => verdict !== undefined).length === 1,
    'needs exactly one of label, score and choice',
  );
const undoSchema = z.object({ undo: z.object(place), at });

/** One line of `labels.jsonl`, or what is wrong with it, as a phrase. Unknown fields are left out. */
export function readLabelLine(
  line: string,
): { readonly record: LabelRecord } | { readonly fault: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { fault: t('is no JSON') };
  }
  if (typeof value !== 'object' || value === null) return { fault: t('is no JSON object') };
  if ('undo' in value) {
    const undo = undoSchema.safeParse(value);
    return undo.success ? { record: undo.data } : { fault: faultOf(undo.error) };
  }
  const label = labelSchema.safeParse(value);
  // zod writes an absent field as `T | undefined`; JSON has no undefined.
  return label.success ? { record: label.data as HumanLabel } : { fault: faultOf(label.error) };
}

function faultOf({ issues: [first] }: z.ZodError): string {
  if (!first) return 'is no record';
  return first.path.length === 0 ? first.message : `${first.path.join('.')}: ${first.message}`;
}
