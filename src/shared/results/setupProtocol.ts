import * as z from 'zod/mini';

const nothing = z.object({});

const facts = z.array(
  z.object({
    label: z.string(),
    text: z.string(),
    /** An id, a path or a hash: it can be copied. */
    isCode: z.optional(z.literal(true)),
  }),
);
export type SetupFactView = z.infer<typeof facts>[number];

/** The first cell of a row is its name. */
const table = z.object({ columns: z.array(z.string()), rows: z.array(z.array(z.string())) });
export type SetupTableView = z.infer<typeof table>;

const template = z.object({
  field: z.string(),
  file: z.optional(z.string()),
  sha256: z.optional(z.string()),
  text: z.string(),
});
export type SetupTemplateView = z.infer<typeof template>;

const setupView = z.object({
  run: facts,
  task: facts,
  models: table,
  dataset: facts,
  templates: z.array(template),
  usage: z.nullable(table),
  usageFacts: facts,
  /** The files that can be opened: `spec`, `dataset`, or the field of a template. */
  files: z.array(z.string()),
});
export type SetupView = z.infer<typeof setupView>;

const check = z.object({
  /** `dataset`, or the field of a template. */
  of: z.string(),
  state: z.enum(['same', 'changed', 'missing', 'unreadable']),
});
export type SetupCheck = z.infer<typeof check>;

export const setupMethods = {
  setup: { request: nothing, reply: setupView },
  /** Whether the files are what they were at the launch; reads the whole dataset. */
  setupChecks: { request: nothing, reply: z.array(check) },
  /** `folder`, `spec`, `dataset` or the field of a template. */
  openSetup: { request: z.object({ of: z.string() }), reply: nothing },
} as const;
