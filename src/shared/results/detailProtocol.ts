import * as z from 'zod/mini';
import { titledText, tone } from './rowViews.js';

/** A row's name, see `resultRow`. */
const named = z.object({ id: z.number() });

/** What can be done with one row. */
const ROW_ACTIONS = [
  'rejudge',
  'openDataset',
  'preview',
  'openSpec',
  'copyLink',
  'copyJson',
] as const;
export type RowAction = (typeof ROW_ACTIONS)[number];

/** What the judge said when it was asked again; stands beside the run's own result. */
const rejudgement = z.object({
  verdict: z.string(),
  tone,
  /** The same verdict as the run's. */
  isSame: z.boolean(),
  explanation: z.nullable(z.string()),
  feedback: z.array(titledText),
  raw: z.array(titledText),
  errors: z.array(z.string()),
  /** Tokens, cost, duration, one phrase each. */
  facts: z.array(z.string()),
  /** What to know of it, one sentence each. */
  notes: z.array(z.string()),
});
export type RejudgementView = z.infer<typeof rejudgement>;

const rejudged = z.object({
  /** In the order of asking. */
  all: z.array(rejudgement),
  /** One is being asked for. */
  isAsking: z.boolean(),
});
export type RejudgedView = z.infer<typeof rejudged>;

export const detailMethods = {
  /** The row that somebody wants to see and has not seen yet; asking takes it. */
  wantedRow: { request: z.object({}), reply: z.object({ id: z.nullable(z.number()) }) },
  /** Why an action can't be taken on a row; one that is not named can. */
  rowUnless: {
    request: named,
    reply: z.object({ unless: z.partialRecord(z.enum(ROW_ACTIONS), z.string()) }),
  },
  rowAct: {
    request: z.object({ id: z.number(), action: z.enum(ROW_ACTIONS) }),
    reply: z.object({}),
  },
  /** What asking again has come to so far. */
  rejudged: { request: named, reply: rejudged },
  /** Asks the judge again; one asking at a time for a row, who calls meanwhile waits for the same. */
  rejudge: { request: named, reply: rejudged },
  /** Gives up what is being asked. */
  stopRejudging: { request: named, reply: z.object({}) },
};

export const detailEvents = {
  /** Somebody wants to see a row: ask for `wantedRow`. */
  rowWanted: z.object({}),
};
