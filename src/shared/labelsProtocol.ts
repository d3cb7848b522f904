import * as z from 'zod/mini';
import { labelFiguresView } from './labelFiguresView.js';
import type { Protocol } from './rpc.js';

const nothing = z.object({});
const count = z.int().check(z.nonnegative());
const plan = z.enum(['random', 'whereItMatters', 'filtered']);
export type PlanId = z.infer<typeof plan>;

/** What a person answers with. */
const scale = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('labels'), labels: z.array(z.string()) }),
  /** `values`: each has a key; none: a field from `min` to `max`. */
  z.object({
    kind: z.literal('score'),
    min: z.number(),
    max: z.number(),
    values: z.array(z.number()),
  }),
  /** Which of two; the letters of the spec are never shown. */
  z.object({ kind: z.literal('choice') }),
]);
export type LabelScale = z.infer<typeof scale>;

const verdict = z.union([z.string(), z.number()]);

/** A row to label. Nothing in it says what the judge said, nor who answered. */
const card = z.object({
  id: z.number(),
  inputs: z.array(z.object({ column: z.string(), text: z.string() })),
  responses: z.array(z.object({ title: z.string(), text: z.string() })),
});
export type LabelCard = z.infer<typeof card>;

const step = z.object({
  /** Rows of this sample that are labelled, and all of them. */
  done: count,
  total: count,
  /** Null: the sample is at its end. */
  card: z.nullable(card),
  canUndo: z.boolean(),
  /** What was said of this row and taken back, to start from. */
  note: z.string(),
  /** Figures so far, renewed every few labels; empty before they mean anything. */
  live: z.array(z.string()),
});
export type LabelStep = z.infer<typeof step>;

const labellingView = z.object({
  /** Of the run's manifest, to find it again after a reload. */
  uri: z.string(),
  name: z.string(),
  demo: z.boolean(),
  scale,
  /** The judge's instructions, as the spec has them. */
  rubric: z.string(),
  /** Who labelled here last. */
  rater: z.string(),
  /** Who has labelled rows of this run. */
  raters: z.array(z.object({ name: z.string(), rows: count })),
  plans: z.array(z.object({ id: plan, label: z.string(), detail: z.string(), rows: count })),
  plan,
  number: count,
  seed: z.int(),
  /** Names of the rows of the filter, to be kept over a reload. */
  filtered: z.nullable(z.array(z.number())),
});
export type LabellingView = z.infer<typeof labellingView>;

const sample = {
  rater: z.string(),
  plan,
  number: z.int().check(z.positive()),
  seed: z.int(),
};

/** What was started, as the view keeps it over a reload. */
const session = z.object({
  ...sample,
  /** When it was; ISO 8601. */
  since: z.string(),
});
export type LabelSession = z.infer<typeof session>;

export const labelsProtocol = {
  methods: {
    open: { request: nothing, reply: labellingView },
    /** What so many labels will tell, one sentence. */
    foresee: {
      request: z.object(sample),
      reply: z.object({ sentence: z.string(), available: count }),
    },
    /** With `since`, an earlier start is taken up again. */
    start: {
      request: z.object({ ...sample, since: z.nullable(z.string()), skipped: z.array(z.number()) }),
      reply: z.object({ session, step }),
    },
    /** The label is on disk when the next row comes. */
    label: {
      request: z.object({ id: z.number(), verdict, note: z.string(), tookMs: z.number() }),
      reply: step,
    },
    skip: { request: z.object({ id: z.number() }), reply: step },
    /** Takes back the last label or skip, and shows its row again. */
    undo: { request: nothing, reply: step },
    summary: { request: nothing, reply: labelFiguresView },
    /** The rows on which the judge and people differ, in the results editor. */
    showDifferences: { request: nothing, reply: nothing },
    exportExamples: { request: nothing, reply: nothing },
    close: { request: nothing, reply: nothing },
  },
  events: {},
} satisfies Protocol;
