import * as z from 'zod/mini';

/** Ids of the columns whose cells are wanted; absent: all that are not extra. */
export const shownColumns = { columns: z.optional(z.array(z.string())) };

/** What the Rows page asks beside rows. */
export const rowsMethods = {
  /** Whether a condition can be read, and names a column that there is. */
  condition: {
    request: z.object({ text: z.string() }),
    reply: z.object({
      /** `at`: the character, from 1. */
      problem: z.nullable(z.object({ at: z.number(), message: z.string() })),
    }),
  },
};
