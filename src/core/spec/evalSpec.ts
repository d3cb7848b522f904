import * as z from 'zod';

export const EVALUATION_TYPES = ['classify', 'score', 'compare'] as const;
export const MODEL_SOURCES = ['serverless', 'dedicated', 'external'] as const;
export const BACKEND_NAMES = ['together', 'local', 'demo'] as const;

export type EvaluationType = (typeof EVALUATION_TYPES)[number];
export type ModelSource = (typeof MODEL_SOURCES)[number];
export type BackendName = (typeof BACKEND_NAMES)[number];

const template = z.union([z.string(), z.strictObject({ file: z.string().min(1) })]);

const target = {
  model: z.string().min(1),
  model_source: z.enum(MODEL_SOURCES),
  external_api_token: z.string().optional(),
  external_base_url: z.string().optional(),
  num_workers: z.int().min(1).optional(),
};

const judge = z.strictObject({
  ...target,
  system_template: template,
  max_tokens: z.int().min(1).optional(),
  temperature: z.number().min(0).max(2).optional(),
});

const modelObject = z.strictObject({
  ...target,
  system_template: template,
  input_template: template,
  max_tokens: z.int().min(1).optional(),
  temperature: z.number().min(0).max(2).optional(),
});

/** A model object (responses are generated) or the name of a column (responses are there). */
const responder = z.union([z.string().min(1), modelObject]);

const gate = z.strictObject({ min: z.number().optional(), max: z.number().optional() });

const common = {
  name: z.string().min(1).optional(),
  description: z.string().optional(),
  tags: z.array(z.string()).optional(),
  dataset: z.string().min(1),
  judge,
  backend: z.enum(BACKEND_NAMES).optional(),
  run: z
    .strictObject({
      concurrency: z.int().min(1).max(1024).optional(),
      limit: z.int().min(1).optional(),
      sample_seed: z.int().optional(),
      repeats: z.int().min(1).optional(),
      max_cost_usd: z.number().positive().optional(),
      cache: z.boolean().optional(),
    })
    .optional(),
  gates: z.record(z.string(), gate).optional(),
};

export const classifySpec = z.strictObject({
  ...common,
  type: z.literal('classify'),
  labels: z.array(z.string().min(1)).min(2),
  pass_labels: z.array(z.string().min(1)).min(1),
  model_to_evaluate: responder,
});

export const scoreSpec = z.strictObject({
  ...common,
  type: z.literal('score'),
  min_score: z.number(),
  max_score: z.number(),
  pass_threshold: z.number(),
  model_to_evaluate: responder,
});

export const compareSpec = z.strictObject({
  ...common,
  type: z.literal('compare'),
  model_a: responder,
  model_b: responder,
  disable_position_bias_correction: z.boolean().optional(),
});

/** The eval spec file: the single source of its JSON Schema, documentation and validation. */
export const evalSpecSchema = z.discriminatedUnion('type', [classifySpec, scoreSpec, compareSpec]);

export type EvalSpec = z.infer<typeof evalSpecSchema>;

/** A spec whose templates are inlined: what a run snapshots and a backend gets. */
export type Resolved<T> = T extends { file: string }
  ? never
  : T extends readonly (infer E)[]
    ? Resolved<E>[]
    : T extends object
      ? { [K in keyof T]: Resolved<T[K]> }
      : T;

export type ResolvedSpec = Resolved<EvalSpec>;
export type ResolvedJudge = ResolvedSpec['judge'];
export type ResolvedModel = Exclude<
  Extract<ResolvedSpec, { type: 'classify' }>['model_to_evaluate'],
  string
>;
export type Responder = string | ResolvedModel;

/** Defaults of the service, applied where a spec is silent (API reference, sections 2.2, 2.3). */
export const JUDGE_DEFAULTS = { max_tokens: 32768, temperature: 0.05 } as const;
export const MODEL_DEFAULTS = { max_tokens: 1024, temperature: 0.05 } as const;
