import * as z from 'zod/mini';
import type { Protocol } from './rpc.js';

const nothing = z.object({});
const count = z.int().check(z.nonnegative());
const estimate = z.object({ value: z.number(), low: z.number(), high: z.number() });
const scale = z.object({ min: z.number(), max: z.number() });
const tone = z.enum(['pass', 'fail', 'warn', 'error', 'a', 'b', 'neutral']);
const field = z.object({
  column: z.string(),
  kind: z.enum(['text', 'number', 'json', 'missing']),
  text: z.string(),
});

const run = z.object({
  /** Of its manifest. */
  uri: z.string(),
  name: z.string(),
  id: z.string(),
  /** When it was started, for reading. */
  when: z.string(),
  demo: z.boolean(),
  /** Where it ran and who judged. */
  facts: z.string(),
});
export type ComparedRunView = z.infer<typeof run>;

const plotted = z.object({
  estimate,
  /** `+3.1 pts (+0.4 to +5.8)` */
  text: z.string(),
});

const difference = z.object({
  field: z.string(),
  label: z.string(),
  a: z.nullable(z.string()),
  b: z.nullable(z.string()),
  isTemplate: z.boolean(),
});

const comparison = z.object({
  /** Another number is another content. */
  version: z.number(),
  /** The answer, with its full stop. */
  sentence: z.string(),
  /** Interval and test agree that there is a difference, and which way it goes. */
  clear: z.enum(['better', 'worse', 'none']),
  cautions: z.array(z.string()),
  delta: z.nullable(plotted),
  scale,
  /** What stands at the ends of the scale: `−10 pts`. */
  ends: z.tuple([z.string(), z.string()]),
  /** The measure in each run, over the same rows: `78.2 % (75.9 to 80.3)`. */
  a: z.nullable(z.string()),
  b: z.nullable(z.string()),
  /** What the measure is called: `pass rate`. */
  measure: z.string(),
  /** What the figures are over, and the test, in one line. */
  facts: z.string(),
  /** In the order of the chips; each is a filter. */
  filters: z.array(z.object({ id: z.string(), label: z.string(), count, tone })),
  total: count,
  /** Few rows pair: columns that may be the same under two names. */
  mapping: z.nullable(
    z.object({
      a: z.array(z.string()),
      b: z.array(z.string()),
      note: z.string(),
    }),
  ),
  differences: z.array(difference),
  columns: z.array(z.object({ id: z.string(), label: z.string() })),
});
export type ComparisonView = z.infer<typeof comparison>;

/** A run against the baseline. */
const entry = z.object({
  /** Its place among the runs. */
  run: count,
  delta: z.nullable(plotted),
  judged: count,
  p: z.nullable(z.string()),
  adjustedP: z.nullable(z.string()),
  words: z.string(),
  clear: z.enum(['better', 'worse', 'none']),
});

const ranking = z.object({
  models: z.array(
    z.object({
      place: z.nullable(z.number()),
      name: z.string(),
      strength: plotted,
      games: count,
      /** `62.5 %` */
      wins: z.string(),
    }),
  ),
  scale,
  cautions: z.array(z.string()),
});
export type RankingView = z.infer<typeof ranking>;

/** Which runs are compared and how: all that the view has to remember. */
export const arrangement = z.object({
  /** Manifests; the first is A, the baseline. */
  runs: z.array(z.string()),
  /** Place of the run that is B. */
  focus: count,
  /** Columns of A with the name they have in B. */
  mapped: z.array(z.tuple([z.string(), z.string()])),
});
export type Arrangement = z.infer<typeof arrangement>;

const compareView = z.object({
  arrangement,
  runs: z.array(run),
  /** Rows read so far; null when it is done. */
  reading: z.nullable(count),
  failure: z.nullable(z.string()),
  /** A run has changed since it was read. */
  isStale: z.boolean(),
  comparison: z.nullable(comparison),
  /** Of more than two runs: each against the first. */
  entries: z.array(entry),
  entryScale: scale,
  ranking: z.nullable(ranking),
});
export type CompareView = z.infer<typeof compareView>;

const query = {
  /** Ids of filters, any of which may hold; none: every row. */
  filters: z.array(z.string()),
};

const row = z.object({
  id: z.string(),
  /** Of the dataset of B, of A where B lacks it. */
  row: z.number(),
  /** The row of A where its number is another one. */
  rowA: z.nullable(z.number()),
  change: z.string(),
  tone,
  /** Null where the run has no such row. */
  a: z.nullable(z.object({ tone, text: z.string() })),
  b: z.nullable(z.object({ tone, text: z.string() })),
  cells: z.array(z.string()),
});
export type ComparedRowView = z.infer<typeof row>;

const titledText = z.object({
  title: z.string(),
  note: z.nullable(z.string()),
  text: z.nullable(z.string()),
});

const side = z.object({
  row: z.number(),
  verdict: z.string(),
  tone,
  feedback: z.array(titledText),
  responses: z.array(titledText),
  errors: z.array(z.string()),
});
export type ComparedSide = z.infer<typeof side>;

const rowDetail = z.object({
  id: z.string(),
  row: z.number(),
  change: z.string(),
  tone,
  a: z.nullable(side),
  b: z.nullable(side),
  inputs: z.array(field),
});
export type ComparedDetail = z.infer<typeof rowDetail>;

export const compareProtocol = {
  methods: {
    open: { request: nothing, reply: compareView },
    /** Compares again, in another way: swapped, with another baseline, with columns mapped. */
    arrange: { request: arrangement, reply: nothing },
    rows: {
      request: z.object({ ...query, from: z.int().check(z.positive()), to: count }),
      reply: z.object({ version: z.number(), matched: count, rows: z.array(row) }),
    },
    /** Place (from 1) of a row among those that match; null where it isn't. */
    position: {
      request: z.object({ ...query, id: z.string() }),
      reply: z.object({ position: z.nullable(z.number()) }),
    },
    row: { request: z.object({ id: z.string() }), reply: rowDetail },
    /** Opens VS Code's diff editor on the two specs, or on the two versions of a template. */
    showDiff: { request: z.object({ field: z.string() }), reply: nothing },
    /** Opens the results of a run. */
    openRun: { request: z.object({ run: count }), reply: nothing },
  },
  events: { changed: compareView },
} satisfies Protocol;
