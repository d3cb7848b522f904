import * as z from 'zod/mini';

const estimate = z.object({ value: z.number(), low: z.number(), high: z.number() });

/** A run against the baseline of its spec. */
const delta = z.object({
  /** `+3.1 pts (−0.4 to +6.6)`; null where too few rows are in both. */
  text: z.nullable(z.string()),
  /** `no clear difference`, `passes more often`. */
  words: z.string(),
  clear: z.enum(['better', 'worse', 'none']),
  /** What to know before it is believed, one sentence each. */
  cautions: z.array(z.string()),
});
export type DeltaView = z.infer<typeof delta>;

const specRun = z.object({
  id: z.string(),
  /** `14 Nov, 10:12`; with the year where it is another than the newest run's. */
  when: z.string(),
  /** `14 Nov` */
  day: z.string(),
  isThis: z.boolean(),
  isBaseline: z.boolean(),
  /** Why it can't be pinned. */
  unpinnable: z.nullable(z.string()),
  /** What became of a run that has not completed. */
  status: z.nullable(z.string()),
  /** `dry run`, `demo`. */
  notes: z.array(z.string()),
  /** The headline, in words. */
  figure: z.nullable(z.string()),
  estimate: z.nullable(estimate),
  /** `500`, `212/500` */
  rows: z.string(),
  /** What is another than in the run before, e.g. `rubric`, and what it is now: a name or a hash. */
  changes: z.array(z.object({ what: z.string(), now: z.nullable(z.string()) })),
  /** It judged other rows than the run before: their figures are no series. */
  isNewSeries: z.boolean(),
  cost: z.nullable(z.string()),
  delta: z.nullable(delta),
});
export type SpecRunView = z.infer<typeof specRun>;

const specRuns = z.object({
  /** Relative to the workspace; null for a run without a spec here. */
  spec: z.nullable(z.string()),
  /** What the trend shows, e.g. `pass rate`. */
  measure: z.string(),
  isShare: z.boolean(),
  hasBaseline: z.boolean(),
  /** Newest first. */
  runs: z.array(specRun),
});
export type SpecRunsView = z.infer<typeof specRuns>;

const baseline = z.object({ id: z.string(), day: z.string(), delta });
export type BaselineView = z.infer<typeof baseline>;

const SPEC_RUN_ACTIONS = ['open', 'compare', 'pin', 'unpin'] as const;

export const specRunsMethods = {
  /** All runs of the spec of this one. */
  specRuns: { request: z.object({}), reply: specRuns },
  /** This run against its baseline; null without one. */
  baseline: { request: z.object({}), reply: z.object({ baseline: z.nullable(baseline) }) },
  specRunAct: {
    request: z.object({ id: z.string(), action: z.enum(SPEC_RUN_ACTIONS) }),
    reply: z.object({}),
  },
};

export const specRunsEvents = {
  /** There are other runs of the spec, or they stand otherwise to the baseline. */
  specRunsChanged: z.object({}),
};
