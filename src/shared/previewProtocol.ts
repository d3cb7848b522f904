import * as z from 'zod/mini';
import type { Protocol } from './rpc.js';

const nothing = z.object({});
const count = z.int().check(z.nonnegative());
const number = z.int().check(z.positive());

/** What wrote a stretch of a message. */
const origin = z.object({
  /** `text`: a template's own words. `gavel`: words around templates and material. */
  kind: z.enum(['column', 'text', 'generated', 'gavel']),
  /** Columns that flow into it, in order. */
  columns: z.array(z.string()),
  /** Where it comes from, for people: `judge.system_template`, `the output instruction`. */
  source: z.string(),
  /** Whether there is a template to go to. */
  isLink: z.boolean(),
});
export type OriginView = z.infer<typeof origin>;

const message = z.object({
  role: z.string(),
  content: z.string(),
  /** Start, end (UTF-16 units, half-open) and index of the origin, for one piece after another. */
  pieces: z.array(count),
  /** Null until they are counted. */
  tokens: z.nullable(count),
});
export type PreviewMessage = z.infer<typeof message>;

const request = z.object({
  role: z.string(),
  title: z.string(),
  model: z.string(),
  /** Who counts its tokens; `≈ …` where it is not the model's own tokenizer. Null until it is loaded. */
  tokenizer: z.nullable(z.string()),
  /** What the reply may take. */
  maxTokens: count,
  /** Tokens of prompt and reply together that the model takes; null where nobody said. */
  contextLength: z.nullable(count),
  messages: z.array(message),
});
export type PreviewRequest = z.infer<typeof request>;

const about = {
  dataset: z.nullable(z.string()),
  rows: z.nullable(count),
  row: number,
};

const previewFrame = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('messages'),
    ...about,
    /** Grows with each frame; what is told later of a frame names it. */
    version: count,
    requests: z.array(request),
    origins: z.array(origin),
    /** What a person should know of these messages, one sentence each. */
    notes: z.array(z.string()),
    /** What the templates asked for and the row has not, one sentence each, with its place. */
    warnings: z.array(z.object({ message: z.string(), place: z.string() })),
  }),
  z.object({
    kind: z.literal('problem'),
    ...about,
    problem: z.enum(['spec', 'template', 'dataset', 'trust', 'missing']),
    /** One sentence. */
    message: z.string(),
    /** Where to go, e.g. `judge.eval.yaml:12`. */
    place: z.nullable(z.string()),
  }),
]);
export type PreviewFrame = z.infer<typeof previewFrame>;

const ROW_FLAGS = ['ok', 'fails', 'empty', 'warns'] as const;
/** How a row's rendering went; null until it was looked at. */
const flag = z.nullable(z.enum(ROW_FLAGS));
export type RowFlag = NonNullable<z.infer<typeof flag>>;

const railRow = z.object({
  row: number,
  flag,
  /** The beginning of a value by which a person knows the row. */
  text: z.string(),
});
export type RailRow = z.infer<typeof railRow>;

/** How far the look at all rows has come. */
const scan = z.object({
  checked: count,
  rows: count,
  /** `paused`: its time was up before its rows were. */
  state: z.enum(['idle', 'working', 'paused', 'done', 'broken']),
  counts: z.object({ ok: count, fails: count, empty: count, warns: count }),
});
export type ScanView = z.infer<typeof scan>;

const JUMPS = ['fails', 'longest', 'shortest', 'match', 'previousMatch'] as const;
export type Jump = (typeof JUMPS)[number];

const pin = z.nullable(number);

export const previewProtocol = {
  methods: {
    /** At once: whose preview it is, where to begin, and the pinned row. */
    open: {
      request: nothing,
      reply: z.object({ spec: z.string(), uri: z.string(), row: z.nullable(number), pin }),
    },
    /** The messages of a row; a row beyond the end is the last one. */
    show: { request: z.object({ row: number }), reply: previewFrame },
    /** Rows `from` to `to` of those that have the flag (null: any) and hold the text. */
    rail: {
      request: z.object({ from: number, to: count, flag, search: z.string() }),
      reply: z.object({ total: count, rows: z.array(railRow), searching: z.boolean() }),
    },
    /** A row to go to; without one, why. */
    jump: {
      request: z.object({ to: z.enum(JUMPS), row: number, search: z.string() }),
      reply: z.object({ row: z.nullable(number), message: z.nullable(z.string()) }),
    },
    /** Goes on with a look at all rows that was paused. */
    scan: { request: nothing, reply: nothing },
    pin: { request: z.object({ row: pin }), reply: z.object({ pin }) },
    /** Goes to the template that wrote this place of a message of the last frame. */
    goToOrigin: {
      request: z.object({ role: z.string(), message: count, offset: count }),
      reply: nothing,
    },
    goToWarning: { request: z.object({ index: count }), reply: nothing },
    /** Goes to the place of the problem that was shown last. */
    goToProblem: { request: nothing, reply: nothing },
    manageTrust: { request: nothing, reply: nothing },
    openDataset: { request: nothing, reply: nothing },
    /** Puts a request of the last frame on the clipboard; says what it put there. */
    copy: {
      request: z.object({ role: z.string(), as: z.enum(['text', 'json', 'curl']) }),
      reply: z.object({ message: z.string() }),
    },
  },
  events: {
    /** The frame of the row that was asked for last, after a change: nobody need ask first. */
    frame: previewFrame,
    /** The same without a frame: ask again. */
    changed: nothing,
    /** The tokens of a frame's requests, message by message. */
    counted: z.object({
      version: count,
      requests: z.array(
        z.object({
          tokenizer: z.string(),
          contextLength: z.nullable(count),
          tokens: z.array(count),
        }),
      ),
    }),
    scanned: scan,
    /** What the cursor in a template made, of the last frame. */
    marked: z.object({
      marks: z.array(z.object({ role: z.string(), message: count, start: count, end: count })),
      /** Whether to bring the first one into view. */
      reveal: z.boolean(),
    }),
    /** Somebody asked for this row from outside. */
    goTo: z.object({ row: number }),
    pinned: z.object({ pin }),
  },
} satisfies Protocol;
