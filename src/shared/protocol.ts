import * as z from 'zod/mini';
import { rowsMethods, shownColumns } from './results/rowsProtocol.js';
import { chartMethods } from './results/chartProtocol.js';
import { setupMethods } from './results/setupProtocol.js';
import { detailEvents, detailMethods } from './results/detailProtocol.js';
import { specRunsEvents, specRunsMethods } from './results/specRunsProtocol.js';
import { titledText, tone } from './results/rowViews.js';
import { judgeMethods } from './results/judgeProtocol.js';
import { slicesMethods } from './results/slicesProtocol.js';
import { labelEvents, labelMethods } from './results/labelsProtocol.js';
import type { Protocol } from './rpc.js';

const nothing = z.object({});
const count = z.int().check(z.nonnegative());
/** Row numbers count from 1; both ends are included. */
const range = { from: z.int().check(z.positive()), to: count };

const estimate = z.object({ value: z.number(), low: z.number(), high: z.number() });
export type EstimateView = z.infer<typeof estimate>;

/** A value of a dataset, written for reading. `missing`: the row has no such column. */
const field = z.object({
  column: z.string(),
  kind: z.enum(['text', 'number', 'json', 'missing']),
  text: z.string(),
});
export type FieldView = z.infer<typeof field>;

const request = z.object({
  role: z.string(),
  title: z.string(),
  model: z.string(),
  tokens: count,
  /** Who counted; `≈ …` where it is not the model's own tokenizer. */
  tokenizer: z.string(),
  messages: z.array(z.object({ role: z.string(), content: z.string() })),
});
export type RequestView = z.infer<typeof request>;

// Results editor ---------------------------------------------------------------------------------

const RUN_STATUS_WORDS = [
  'queued',
  'running',
  'paused',
  'completed',
  'failed',
  'cancelled',
] as const;

export type Tone = z.infer<typeof tone>;

const tally = z.object({ id: z.string(), label: z.string(), count, tone });
export type TallyView = z.infer<typeof tally>;

const RESULT_ACTIONS = [
  'save',
  'openText',
  'pause',
  'cancel',
  'resume',
  'rerun',
  'retryFailed',
  'openInBrowser',
  'openSpec',
  'compare',
  'label',
  'export',
] as const;

const resultsView = z.object({
  name: z.string(),
  type: z.enum(['classify', 'score', 'compare']),
  status: z.enum(RUN_STATUS_WORDS),
  /** The same for people. */
  statusWords: z.string(),
  /** Why it failed or paused. */
  reason: z.nullable(z.string()),
  /** The service's own words, where the reason explains them. */
  said: z.nullable(z.string()),
  /** Field of the spec that the reason comes from, e.g. `judge.model`. */
  reasonField: z.nullable(z.string()),
  /** Of a dry run: how many of the rows it took, and what the whole would cost. */
  dryRun: z.nullable(z.string()),
  /** What to know before the figures are believed, the grave ones first. */
  warnings: z.array(
    z.object({
      severity: z.enum(['warn', 'hint']),
      message: z.string(),
      /** What helps, where it can be done now. */
      action: z.nullable(z.enum(RESULT_ACTIONS)),
    }),
  ),
  demo: z.boolean(),
  /** Where it ran: `local`, `together`, `demo`. */
  backend: z.string(),
  judge: z.string(),
  /** Who answered, e.g. `column answer` or a model; for compare both. */
  responders: z.array(z.object({ name: z.string(), who: z.string() })),
  /** From its start to its end, or so far; null while it waits. */
  took: z.nullable(z.string()),
  /** What it has cost; null where that is not known, or not yet. */
  cost: z.nullable(z.string()),
  progress: z.object({
    done: count,
    total: z.nullable(count),
    /** All that is known of it, e.g. `412 of 1,319 rows`, `38 rows/s`, `$0.31`. */
    phrases: z.array(z.string()),
  }),
  /** True while this window drives or polls the run. */
  live: z.boolean(),
  /** False until the rows were read once. */
  loaded: z.boolean(),
  /** Changes whenever rows do. */
  version: z.number(),
  headline: z.nullable(
    z.object({
      text: z.string(),
      sentence: z.string(),
      estimate: z.nullable(estimate),
      /** Ends of the bar on which the interval is drawn, and the mark of the pass threshold. */
      scale: z.object({ min: z.number(), max: z.number(), mark: z.nullable(z.number()) }),
      /** Rows the estimate is over. */
      n: count,
      /** What it is over, and how its interval is made, for who points at it. */
      title: z.string(),
    }),
  ),
  /** The spec's gates, once the run has completed. */
  gates: z.array(
    z.object({
      outcome: z.enum(['passed', 'failed', 'inconclusive']),
      /** The figure and what was wanted, one sentence. */
      message: z.string(),
    }),
  ),
  /** How many replies came from the cache; null where none was looked up. */
  cache: z.nullable(z.string()),
  /** Further figures, e.g. how often both orders agree. */
  figures: z.array(z.object({ label: z.string(), text: z.string(), title: z.string() })),
  distribution: z.nullable(
    z.object({
      title: z.string(),
      unit: z.string(),
      /** The bars stand on a scale: their order has a meaning. */
      isScale: z.boolean(),
      /** Before which bar, from 0, what passes begins; null where no line divides the bars. */
      threshold: z.nullable(z.object({ before: count, label: z.string() })),
      bars: z.array(z.object({ label: z.string(), count, tone, filter: z.nullable(z.string()) })),
    }),
  ),
  /** Adds up to `total`. */
  accounting: z.array(tally),
  total: count,
  /** Rows by what went wrong with them, the most frequent first; `id` filters. */
  causes: z.array(tally),
  /** What requests and replies came to nothing for, worded. */
  failures: z.nullable(z.string()),
  /** The filters that most look for. */
  filters: z.array(tally),
  /** Further ones, under the title of their group. */
  moreFilters: z.array(z.object({ title: z.string(), filters: z.array(tally) })),
  /** Columns that conditions can name, and what each holds where that isn't plain. */
  conditionColumns: z.array(z.object({ name: z.string(), about: z.nullable(z.string()) })),
  actions: z.array(z.enum(RESULT_ACTIONS)),
  columns: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      kind: z.enum(['text', 'number']),
      /** On offer, but not shown unless it is chosen. */
      isExtra: z.optional(z.boolean()),
    }),
  ),
});
export type ResultsView = z.infer<typeof resultsView>;

const rowQuery = {
  /** Ids of filters: those of one kind are alternatives, kinds must all hold. None: every row. */
  filters: z.array(z.string()),
  /** Conditions such as `question~text`, all of which hold. */
  where: z.optional(z.array(z.string())),
  search: z.string(),
  /** `row`, `verdict`, or the id of a column. */
  sort: z.string(),
  descending: z.boolean(),
};
export type RowQuery = z.infer<z.ZodMiniObject<typeof rowQuery>>;

const resultRow = z.object({
  /**
   * The row's name for the view: the row of the dataset, or minus its place in `results.jsonl` where
   * that isn't known. Places change when a run ends or is retried.
   */
  id: z.number(),
  /** Row of the dataset, or the line where that isn't known. */
  row: z.number(),
  tone,
  verdict: z.string(),
  /** One short text per column that was asked for. */
  cells: z.array(z.string()),
});
export type ResultRowView = z.infer<typeof resultRow>;

export type TitledText = z.infer<typeof titledText>;

const resultDetail = z.object({
  /** Place of the row in `results.jsonl`, from 1. */
  line: z.number(),
  row: z.number(),
  tone,
  verdict: z.string(),
  /** What led to the verdict, one sentence, where it isn't plain. */
  explanation: z.nullable(z.string()),
  inputs: z.array(field),
  responses: z.array(titledText),
  feedback: z.array(titledText),
  raw: z.array(titledText),
  errors: z.array(z.string()),
  requests: z.array(request),
  /** Why there are no requests. */
  requestsProblem: z.nullable(z.string()),
  /** What to know of them, one sentence. */
  requestsNote: z.nullable(z.string()),
  usage: z.nullable(z.object({ prompt: count, completion: count })),
  /** How long it took to judge the row. */
  duration: z.nullable(z.string()),
  /** Whether its replies came from the cache, or why not; null where none was looked up. */
  cache: z.nullable(z.string()),
});
export type ResultDetail = z.infer<typeof resultDetail>;

export const resultsProtocol = {
  methods: {
    open: { request: nothing, reply: resultsView },
    rows: {
      request: z.object({ ...rowQuery, ...range, ...shownColumns }),
      reply: z.object({ version: z.number(), matched: count, rows: z.array(resultRow) }),
    },
    /** Position (from 1) of a row among those that match; null where it doesn't. */
    position: {
      request: z.object({ ...rowQuery, id: z.number() }),
      reply: z.object({ position: z.nullable(z.number()) }),
    },
    row: { request: z.object({ id: z.number() }), reply: resultDetail },
    act: { request: z.object({ action: z.enum(RESULT_ACTIONS) }), reply: nothing },
    /** Does it with the rows that match. `copyNumbers`: as `3,7,10-20`, which a run takes as its rows. */
    shownRowsAct: {
      request: z.object({ ...rowQuery, action: z.enum(['dataset', 'label', 'copyNumbers']) }),
      reply: nothing,
    },
    ...rowsMethods,
    copy: { request: z.object({ text: z.string() }), reply: nothing },
    ...chartMethods,
    ...setupMethods,
    ...detailMethods,
    ...specRunsMethods,
    ...judgeMethods,
    ...slicesMethods,
    ...labelMethods,
  },
  events: {
    changed: resultsView,
    /** The run can't be read any more, and why; the next `changed` says that it can again. */
    unreadable: z.object({ message: z.string() }),
    ...detailEvents,
    ...specRunsEvents,
    ...labelEvents,
  },
} satisfies Protocol;
