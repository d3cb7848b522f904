import * as z from 'zod';
import { isJsonObject } from '../json.js';
import { BACKEND_NAMES, EVALUATION_TYPES, MODEL_SOURCES } from '../spec/evalSpec.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { FAILURE_CAUSES, MISS_REASONS, REQUEST_ROLES } from './resultRow.js';

/** Where a run's verdicts come from: a backend that a spec names, or a file that held them already. */
const RUN_BACKENDS = [...BACKEND_NAMES, 'imported'] as const;
export type RunBackend = (typeof RUN_BACKENDS)[number];

export const RUN_STATUSES = [
  'queued',
  'running',
  'paused',
  'completed',
  'failed',
  'cancelled',
] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

const estimate = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  /**
   * `wilson`, `wilson-effective` (of shares, one a row, by their spread), `t`, or `range` (too few
   * rows: the whole range of values); elsewhere what the function of `core/stats` says.
   */
  method: z.string(),
  /** What it is an estimate over: rows, or passes of the judge. */
  n: z.number().optional(),
});

/** A record of zod's loses the key `__proto__`, which a label may have as well as any other name. */
const counts = z.custom<Readonly<Record<string, number>>>(
  (value) =>
    isJsonObject(value) && Object.values(value).every((count) => typeof count === 'number'),
  'must hold a number for each label',
);

/** The object `gavel stats --json` prints; rates are fractions over `evaluated`, null for 0 rows. */
export const runStatisticsSchema = z.object({
  type: z.enum(EVALUATION_TYPES),
  n: z.number(),
  evaluated: z.number(),
  passed: z.number(),
  failed: z.number(),
  invalid: z.number(),
  judge_errors: z.number(),
  generation_errors: z.number(),
  pass_rate: estimate.nullable().optional(),
  mean: estimate.nullable().optional(),
  std: z.number().nullable().optional(),
  labels: counts.optional(),
  /** Score: rows per distinct score, for a small set of values, else per bin. */
  scores: z.array(z.object({ from: z.number(), to: z.number(), count: z.number() })).optional(),
  compare: z
    .object({
      a_wins: z.number(),
      b_wins: z.number(),
      ties: z.number(),
      win_rate_a: estimate.nullable(),
      position_consistency: estimate.nullable(),
      first_position_rate: estimate.nullable(),
    })
    .optional(),
  /** With `run.repeats`: share of pairs of judgements of a row that agree, mean over rows. */
  self_consistency: estimate.nullable().optional(),
  /** Score with `run.repeats`: standard deviation of the scores of the same row, pooled. */
  within_row_sd: z.number().nullable().optional(),
});
export type RunStatistics = z.infer<typeof runStatisticsSchema>;
export type Estimate = z.infer<typeof estimate>;

/** Who was asked; never a token. */
const modelIdentity = z.object({
  model: z.string(),
  model_source: z.enum(MODEL_SOURCES),
  origin: z.string().optional(),
  /** USD per million tokens when the run was launched, and who says so. */
  price: z
    .object({
      input: z.number(),
      output: z.number(),
      from: z.enum(['list', 'setting', 'loopback']),
    })
    .optional()
    .catch(undefined),
});

const tokens = { prompt_tokens: z.number(), completion_tokens: z.number() };
const roleUsage = z.object({
  requests: z.number(),
  ...tokens,
  unreported: z.number().optional(),
});

const storedJudge = z.looseObject({ model: z.string(), system_template: z.string() });
const storedResponder = z.union([
  z.string(),
  z.looseObject({ model: z.string(), system_template: z.string(), input_template: z.string() }),
]);

/** What reading rows and asking for more of them relies on; the rest is as the launch checked it. */
const storedSpec = z.discriminatedUnion('type', [
  z.looseObject({
    type: z.literal('classify'),
    judge: storedJudge,
    labels: z.array(z.string()),
    pass_labels: z.array(z.string()),
    model_to_evaluate: storedResponder,
  }),
  z.looseObject({
    type: z.literal('score'),
    judge: storedJudge,
    min_score: z.number(),
    max_score: z.number(),
    pass_threshold: z.number(),
    model_to_evaluate: storedResponder,
  }),
  z.looseObject({
    type: z.literal('compare'),
    judge: storedJudge,
    model_a: storedResponder,
    model_b: storedResponder,
  }),
]);

/** `<slug>.evalrun.json`. Unknown fields are kept: a newer version may have written the file. */
export const runManifestSchema = z.looseObject({
  gavel_run: z.literal(1),
  /** Short id, unique among the runs of a folder. */
  id: z.string().min(1),
  slug: z.string().min(1),
  name: z.string(),
  description: z.string().optional(),
  tags: z.array(z.string()).optional(),
  type: z.enum(EVALUATION_TYPES),
  backend: z.enum(RUN_BACKENDS),
  status: z.enum(RUN_STATUSES),
  /** The service's own word for the status, as it came. */
  service_status: z.string().optional(),
  /** Why it failed, paused or was cancelled: one sentence. */
  reason: z.string().optional(),
  /** What `reason` explains: the service's own words, and the field of the spec that is at fault. */
  reason_from: z.object({ raw: z.string(), path: z.array(z.string()).optional() }).optional(),
  /** When a job that was started elsewhere was brought here; ISO 8601. */
  imported_at: z.string().optional(),
  /** `imported` only: the file of verdicts that the rows were made of, and how its columns were read. */
  imported_from: z
    .object({
      /** Relative to the run folder, `/` as separator. */
      file: z.string(),
      sha256: z.string(),
      /** `verdict`, `response`, `feedback`, … → column of the file. */
      map: z.record(z.string(), z.string()),
      /** What nobody said and the columns and values were taken to say, a phrase each. */
      guesses: z.array(z.string()).optional(),
    })
    .optional(),
  /** Imported only: fields of the spec that nobody told; what stands there is a blank. */
  unknown_parameters: z.array(z.string()).optional(),
  /** A scripted judge gave the verdicts: every view says "demo". */
  demo: z.boolean(),
  /** Some rows were tried before the whole: no figures of the dataset. Absent for any other run. */
  dry_run: z.boolean().optional().catch(undefined),
  /** One of several parts of a run; `rows`: of all parts together, drawn by `sample_seed` if any. */
  shard: z
    .object({
      number: z.number(),
      of: z.number(),
      rows: z.number(),
      sample_seed: z.number().optional(),
    })
    .optional()
    .catch(undefined),
  /** Made of shards: which runs they were, and what of the whole is missing. */
  merged: z
    .object({
      of: z.number(),
      shards: z.array(
        z.object({
          run: z.string(),
          number: z.number(),
          rows: z.number(),
          job: z.string().optional(),
        }),
      ),
      missing_shards: z.array(z.number()).optional(),
      missing_rows: z.array(z.number()).optional(),
    })
    .optional()
    .catch(undefined),
  /** Origin that was asked, e.g. `https://api.together.ai`. */
  origin: z.string().optional(),
  /** The spec as resolved, templates inlined. */
  spec: z.custom<ResolvedSpec>(
    (value) => storedSpec.safeParse(value).success,
    'is no spec with its templates inlined',
  ),
  /** Relative to the run folder, `/` as separator. */
  spec_path: z.string().optional(),
  dataset: z.object({
    /** Relative to the run folder; absent where the data is only on the service. */
    path: z.string().optional(),
    sha256: z.string().optional(),
    format: z.enum(['csv', 'jsonl']).optional(),
    /** Rows of the file. */
    rows: z.number().optional(),
    columns: z.array(z.string()).optional(),
  }),
  /** Row numbers (from 1) that are judged; absent: all of them. */
  selected_rows: z.array(z.number()).optional(),
  /** Field of the spec → where its text came from and what it was. */
  templates: z.record(z.string(), z.object({ sha256: z.string(), file: z.string().optional() })),
  models: z.object({
    judge: modelIdentity,
    model_to_evaluate: modelIdentity.optional(),
    model_a: modelIdentity.optional(),
    model_b: modelIdentity.optional(),
  }),
  /** Service only. */
  file_ids: z.object({ dataset: z.string().optional(), results: z.string().optional() }).optional(),
  workflow_id: z.string().optional(),
  /** Whose key launched the job, as the service said; never the key. */
  account: z
    .looseObject({
      organization: z.string().optional(),
      organization_id: z.string().optional(),
      project: z.string().optional(),
      project_id: z.string().optional(),
      key_id: z.string().optional(),
    })
    .optional()
    .catch(undefined),
  created_at: z.string(),
  started_at: z.string().optional(),
  finished_at: z.string().optional(),
  /** Rows done and to do; `total` is null where the service doesn't say. */
  progress: z.object({ done: z.number(), total: z.number().nullable() }),
  /** Aggregates in the service's own shape (API reference, section 4). */
  results: z.record(z.string(), z.unknown()).optional(),
  statistics: runStatisticsSchema.optional(),
  /** Figures in which the service's aggregates say something else than its rows, a phrase each. */
  aggregate_differences: z.array(z.string()).optional(),
  /** How the service's rows fit the dataset's, in rows. */
  join: z
    .object({ joined: z.number(), without_result: z.number(), without_row: z.number() })
    .optional(),
  /** What the endpoints reported; nothing of what came from the cache. */
  usage: z
    .object({
      ...tokens,
      by_role: z.partialRecord(z.enum(REQUEST_ROLES), roleUsage).optional(),
      /** By the prices in `models`; absent where one of them is not known. */
      cost_usd: z.number().optional(),
    })
    .optional(),
  /** Rows' requests by what the cache had for them: `hit`, or why it missed. */
  cache: z.partialRecord(z.enum(['hit', ...MISS_REASONS]), z.number()).optional(),
  /** Why the replies of this run could not be kept: one sentence. */
  cache_fault: z.string().optional(),
  /** How many requests and replies came to nothing, by cause. */
  failures: z.partialRecord(z.enum(FAILURE_CAUSES), z.number()).optional(),
  /**
   * When failed rows were asked again, how many they were and what asking them had come to; `run`: the
   * run that asks them, where the service needs one of its own.
   */
  retries: z
    .array(
      z.object({
        at: z.string(),
        rows: z.number(),
        usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).optional(),
        run: z.string().optional(),
      }),
    )
    .optional(),
  tool_version: z.string(),
});

export type RunManifest = z.infer<typeof runManifestSchema>;
