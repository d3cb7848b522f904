import * as z from 'zod/mini';

const count = z.int().check(z.nonnegative());

/** What people's labels say of a run's judge, worded; shown when labelling ends and in the results editor. */
export const labelFiguresView = z.object({
  /** Rows with a label of somebody; 0: nothing else is said. */
  rows: count,
  /** The answer, one sentence. */
  headline: z.string(),
  /** Raw and corrected figure, or agreement with its interval, as bars on one scale. */
  bars: z.array(
    z.object({
      label: z.string(),
      text: z.string(),
      value: z.number(),
      low: z.number(),
      high: z.number(),
    }),
  ),
  /** Ends of that scale. */
  scale: z.object({ min: z.number(), max: z.number() }),
  /** The judge against each rater and against all together. */
  raters: z.array(
    z.object({ who: z.string(), rows: count, agreement: z.string(), kappa: z.string() }),
  ),
  /** `counts[people][judge]`; null where no row has both. */
  confusion: z.nullable(
    z.object({ who: z.string(), labels: z.array(z.string()), counts: z.array(z.array(count)) }),
  ),
  /** What else there is to know, one sentence each. */
  notes: z.array(z.string()),
  /** Rows on which the judge and people differ. */
  differences: count,
  demo: z.boolean(),
});
export type LabelFiguresView = z.infer<typeof labelFiguresView>;
