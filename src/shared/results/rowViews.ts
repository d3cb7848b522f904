import * as z from 'zod/mini';

/** What a figure means: decides its colour and icon. */
export const tone = z.enum(['pass', 'fail', 'warn', 'error', 'a', 'b', 'neutral']);

export const titledText = z.object({
  title: z.string(),
  /** Beside the title, e.g. the choice of this order. */
  note: z.nullable(z.string()),
  text: z.nullable(z.string()),
});
