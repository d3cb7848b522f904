import * as z from 'zod/mini';

const count = z.int().check(z.nonnegative());
const estimate = z.object({ value: z.number(), low: z.number(), high: z.number() });
/** A figure in words; the number is what it is sorted by, null where nothing can be said. */
const figure = z.object({ value: z.nullable(z.number()), text: z.string() });

const group = z.object({
  label: z.string(),
  kind: z.enum(['value', 'range', 'other', 'empty']),
  /** Conditions that pick these rows, all of which hold. */
  where: z.array(z.string()),
  n: count,
  evaluated: count,
  rate: z.nullable(estimate),
  rateText: z.string(),
  /** Score alone. */
  mean: z.nullable(figure),
  difference: figure,
  /** Corrected for the groups that are compared. */
  p: figure,
  /** Which way it differs where that is clear. */
  differs: z.nullable(z.enum(['less', 'more'])),
});
export type SliceGroupView = z.infer<typeof group>;

const slices = z.object({
  column: z.string(),
  /** Whether groups are held against the rest: not those by the verdict itself. */
  isCompared: z.boolean(),
  /** What the rate is: `pass rate`, `A wins`. */
  rateName: z.string(),
  groups: z.array(group),
  overall: z.nullable(estimate),
  overallText: z.string(),
  sentence: z.string(),
  warning: z.nullable(z.string()),
});
export type SlicesView = z.infer<typeof slices>;

const column = z.object({
  name: z.string(),
  origin: z.enum(['dataset', 'run', 'verdict']),
  /** Different values; null where they are too many, or long texts. */
  distinct: z.nullable(count),
  canGroup: z.boolean(),
});
export type SliceColumnView = z.infer<typeof column>;

const slicesPage = z.object({
  columns: z.array(column),
  /** null where there is no column to group by. */
  slices: z.nullable(slices),
});
export type SlicesPageView = z.infer<typeof slicesPage>;

/** The Slices page. */
export const slicesMethods = {
  /**
   * The columns that rows can be grouped by, and the groups of one. Rows are read for it: while that
   * lasts, the answer says how far it is, and the page asks again.
   */
  slices: {
    request: z.object({
      /** Of the rows that the page knows of. */
      version: z.number(),
      /** null: one that is likely to tell something. */
      column: z.nullable(z.string()),
    }),
    reply: z.discriminatedUnion('state', [
      z.object({ state: z.literal('reading'), done: count, total: z.nullable(count) }),
      z.object({
        state: z.literal('read'),
        /** Of the rows that were read: older than was asked for where newer ones came meanwhile. */
        version: z.number(),
        view: slicesPage,
      }),
    ]),
  },
};
