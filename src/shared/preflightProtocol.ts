import * as z from 'zod/mini';
import type { Protocol } from './rpc.js';

const nothing = z.object({});
const count = z.int().check(z.nonnegative());

/** All that the card shows, worded. */
const preflightView = z.object({
  name: z.string(),
  /** Where it would run: `local`, `together`, `demo`. */
  backend: z.string(),
  /** The run would be refused or fail as things stand. */
  isRejected: z.boolean(),
  /** The answer in one line: what it costs. */
  headline: z.string(),
  /** Rows, requests, tokens, time. */
  facts: z.array(z.object({ label: z.string(), text: z.string() })),
  roles: z.array(
    z.object({
      role: z.string(),
      model: z.string(),
      requests: z.string(),
      tokensIn: z.string(),
      tokensOut: z.string(),
      outAtMost: z.string(),
      price: z.string(),
      cost: z.string(),
    }),
  ),
  /** Where the figures come from, one sentence each. */
  notes: z.array(z.string()),
  problems: z.array(
    z.object({ severity: z.enum(['error', 'warning', 'information']), message: z.string() }),
  ),
  destinations: z.array(
    z.object({ who: z.string(), to: z.string(), what: z.string(), key: z.string() }),
  ),
});
export type PreflightView = z.infer<typeof preflightView>;

export const PREFLIGHT_ACTIONS = ['run', 'dryRun', 'openSpec', 'close'] as const;

export const preflightProtocol = {
  methods: {
    /** Counts the prompts as they are now. */
    open: { request: nothing, reply: preflightView },
    act: { request: z.object({ action: z.enum(PREFLIGHT_ACTIONS) }), reply: nothing },
  },
  events: { counting: z.object({ done: count, total: count }) },
} satisfies Protocol;
