import * as z from 'zod/mini';

const count = z.int().check(z.nonnegative());
const tone = z.enum(['pass', 'fail', 'warn', 'error', 'a', 'b', 'neutral']);

/** Leads to rows: what the Rows page is filtered by, any of which may hold. */
const rowsLink = z.object({ text: z.string(), filters: z.array(z.string()) });
export type RowsLink = z.infer<typeof rowsLink>;

const figure = z.object({
  label: z.string(),
  value: z.string(),
  /** The 95 % interval; null where there is none. */
  range: z.nullable(z.string()),
  /** What it is over, e.g. `130 rows`. */
  n: z.string(),
  /** How it is found, with its source. */
  title: z.string(),
  /** The figure on its scale; `mark` is where it would say nothing. */
  bar: z.nullable(
    z.object({
      value: z.number(),
      low: z.number(),
      high: z.number(),
      min: z.number(),
      max: z.number(),
      mark: z.nullable(z.number()),
    }),
  ),
  rows: z.nullable(rowsLink),
});
export type JudgeFigure = z.infer<typeof figure>;

/** Counts of rows by two things that should agree. */
const matrix = z.object({
  caption: z.string(),
  /** What stands at the left, and on top. */
  across: z.string(),
  down: z.string(),
  labels: z.array(z.string()),
  cells: z.array(z.array(z.object({ count, rows: z.nullable(rowsLink) }))),
});
export type JudgeMatrix = z.infer<typeof matrix>;

const note = z.object({
  id: z.number(),
  row: count,
  tone,
  verdict: z.string(),
  texts: z.array(z.string()),
});
export type JudgeNote = z.infer<typeof note>;

const panel = z.object({
  id: z.enum(['order', 'length', 'repeats', 'truth', 'feedback', 'people']),
  title: z.string(),
  /** What the figures say, in words; one short line each. */
  sentences: z.array(z.string()),
  figures: z.array(figure),
  matrix: z.nullable(matrix),
  /** Precision and recall, one line a label. */
  labels: z.array(
    z.object({
      label: z.string(),
      precision: z.string(),
      recall: z.string(),
      f1: z.string(),
      support: count,
    }),
  ),
  notes: z.array(note),
});
export type JudgePanel = z.infer<typeof panel>;

const truth = z.object({
  /** Columns that can be chosen, likely ones first. */
  candidates: z.array(z.object({ column: z.string(), values: count, likely: z.boolean() })),
  chosen: z.nullable(
    z.object({
      column: z.string(),
      /** What a value can be taken for; none for numbers. */
      targets: z.array(z.string()),
      values: z.array(z.object({ value: z.string(), count, means: z.nullable(z.string()) })),
    }),
  ),
});
export type TruthView = z.infer<typeof truth>;

const judgeView = z.object({
  trust: z.string(),
  panels: z.array(panel),
  truth,
  readFirst: z.array(note),
});
export type JudgeView = z.infer<typeof judgeView>;

const chosenTruth = z.object({
  column: z.string(),
  /** Values whose meaning the person chose, with it; an empty text leaves the value out. */
  map: z.array(z.tuple([z.string(), z.string()])),
});
export type ChosenTruth = z.infer<typeof chosenTruth>;

/** The Judge page. */
export const judgeMethods = {
  /**
   * How far the judge can be trusted. Rows are read for it: while that lasts, the answer says how far
   * it is, and the page asks again.
   */
  judge: {
    request: z.object({
      /** Of the rows that the page knows of. */
      version: z.number(),
      truth: z.nullable(chosenTruth),
    }),
    reply: z.discriminatedUnion('state', [
      z.object({ state: z.literal('reading'), done: count, total: z.nullable(count) }),
      z.object({
        state: z.literal('read'),
        /** Of the rows that were read: older than was asked for where newer ones came meanwhile. */
        version: z.number(),
        view: judgeView,
      }),
    ]),
  },
};
