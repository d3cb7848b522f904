import * as z from 'zod';

export const MODEL_SOURCES = ['serverless', 'dedicated', 'external'] as const;
export const BACKEND_NAMES = ['together', 'local', 'demo'] as const;

export type ModelSource = (typeof MODEL_SOURCES)[number];
export type BackendName = (typeof BACKEND_NAMES)[number];

/** Defaults of the service, applied where a spec is silent (API reference, sections 2.2, 2.3). */
export const JUDGE_DEFAULTS = { max_tokens: 32768, temperature: 0.05 } as const;
export const MODEL_DEFAULTS = { max_tokens: 1024, temperature: 0.05 } as const;

const template = (description: string, examples: string[]) =>
  z
    .union([
      z.string(),
      z.strictObject({
        file: z
          .string()
          .min(1)
          .meta({
            description: 'Path of the template, relative to this spec.',
            examples: ['judge.jinja'],
          }),
      }),
    ])
    .meta({ description, examples });

const TEMPLATE_NOTE =
  'A Jinja template whose variables are the dataset’s columns, written here or as `{ "file": "…" }` relative to this spec.';

const systemTemplate = (of: string, examples: string[]) =>
  template(`${of} ${TEMPLATE_NOTE}`, examples);

const target = {
  model: z
    .string()
    .min(1)
    .meta({
      description:
        'The model’s name where it is served; a dedicated endpoint’s id or name; or `vscode:<vendor>/<family>` for a language model of VS Code (local runner only).',
      examples: ['openai/gpt-oss-120b', 'openai/gpt-5', 'vscode:copilot/gpt-4.1'],
    }),
  model_source: z.enum(MODEL_SOURCES).meta({
    description:
      'Where the model runs: `serverless` (Together’s shared models), `dedicated` (an endpoint of your own on Together), or `external` (another provider, or an OpenAI-compatible server).',
    examples: [...MODEL_SOURCES],
  }),
  external_api_token: z
    .string()
    .min(1)
    .optional()
    .meta({
      description:
        'Reference to the external provider’s API key: `${secret:NAME}` (kept in secret storage) or `${env:NAME}` (an environment variable). Never the key itself.',
      examples: ['${secret:OPENAI_API_KEY}', '${env:OPENAI_API_KEY}'],
    }),
  external_base_url: z
    .string()
    .min(1)
    .optional()
    .meta({
      description:
        'Base URL of an OpenAI-compatible API: https, or http on this machine. A bare origin gets `/v1/chat/completions`, a URL with a path `/chat/completions`.',
      examples: ['https://api.openai.com/v1', 'http://localhost:11434/v1'],
    }),
  num_workers: z
    .int()
    .min(1)
    .optional()
    .meta({
      description:
        'How many requests the service sends to this model at once. The service takes 25 for serverless, 5 for dedicated (at least 5), 20 for an external base URL, 2 for an external shortcut.',
      examples: [5],
    }),
};

const sampling = (defaults: { max_tokens: number; temperature: number }) => ({
  max_tokens: z
    .int()
    .min(1)
    .optional()
    .meta({
      description: 'Most tokens of one reply.',
      default: defaults.max_tokens,
      examples: [512],
    }),
  temperature: z
    .number()
    .min(0)
    .max(2)
    .optional()
    .meta({
      description: 'Sampling temperature, 0 to 2.',
      default: defaults.temperature,
      examples: [0],
    }),
});

const judgeObject = z
  .strictObject({
    ...target,
    system_template: systemTemplate(
      'The rubric: what the judge looks at and how it decides. The response to judge is added for you.',
      ['Judge whether the response answers the question correctly.\n\nQuestion: {{ question }}'],
    ),
    ...sampling(JUDGE_DEFAULTS),
  })
  .meta({ description: 'The judge: a model and its rubric.' });

const modelObject = z.strictObject({
  ...target,
  system_template: systemTemplate('The model’s system message.', ['You are a helpful assistant.']),
  input_template: template(`The user message, one for each row. ${TEMPLATE_NOTE}`, [
    '{{ question }}',
  ]),
  ...sampling(MODEL_DEFAULTS),
});

/** A model object (responses are generated) or the name of a column (responses are there). */
export const responder = (what: string) =>
  z.union([z.string().min(1), modelObject]).meta({
    description: `${what}: the name of the dataset column that holds the responses, or a model object whose responses are generated row by row.`,
    examples: ['response'],
  });

const gate = (what: string, example: number) =>
  z
    .strictObject({
      min: z
        .number()
        .optional()
        .meta({ description: 'Passes at or above.', examples: [example] }),
      max: z
        .number()
        .optional()
        .meta({ description: 'Passes at or below.', examples: [example] }),
    })
    .optional()
    .meta({ description: what });

/** Gates are set on figures that carry an interval; rates are fractions from 0 to 1. */
const gates = z
  .strictObject({
    pass_rate: gate('Share of evaluated rows that pass, 0 to 1 (classify, score).', 0.8),
    mean: gate('Mean score over evaluated rows (score).', 7),
    win_rate_a: gate('Share of evaluated rows that A wins, 0 to 1 (compare).', 0.5),
    position_consistency: gate(
      'Share of rows on which both orders agree, 0 to 1 (compare, two passes).',
      0.8,
    ),
    first_position_rate: gate(
      'Share of verdicts for the response shown first, 0 to 1 (compare, two passes).',
      0.4,
    ),
    self_consistency: gate(
      'Share of pairs of judgements of a row that agree, 0 to 1 (with `run.repeats`).',
      0.9,
    ),
  })
  .optional()
  .meta({
    description:
      'Thresholds for CI, judged pass, fail or inconclusive by the figure’s interval, e.g. `{ "pass_rate": { "min": 0.8 } }`.',
    examples: [{ pass_rate: { min: 0.8 } }],
  });

const runOptions = z
  .strictObject({
    concurrency: z
      .int()
      .min(1)
      .max(1024)
      .optional()
      .meta({
        description:
          'Local runner: the most requests at a time to each endpoint; fewer while it limits the rate. Left out, they grow from 8 up to 64 as long as the endpoint keeps up.',
        examples: [16],
      }),
    limit: z
      .int()
      .min(1)
      .optional()
      .meta({
        description:
          'Judge at most this many rows: the first ones, or a sample with `sample_seed`.',
        examples: [50],
      }),
    sample_seed: z
      .int()
      .optional()
      .meta({
        description: 'With `limit`: take a random sample, the same one for the same seed.',
        examples: [1],
      }),
    seed: z
      .int()
      .optional()
      .meta({
        description:
          'Local runner: `seed` of every request, where the endpoint takes one; repeats count up from it.',
        examples: [1],
      }),
    repeats: z
      .int()
      .min(1)
      .max(100)
      .optional()
      .meta({
        description:
          'Local runner: judge each row this many times. The majority decides (scores: the mean), and how far the judge agrees with itself is reported.',
        default: 1,
        examples: [3],
      }),
    max_cost_usd: z
      .number()
      .positive()
      .optional()
      .meta({
        description:
          'Local runner: pause the run when its requests have cost this many US dollars. Needs the price of every model.',
        examples: [5],
      }),
    cache: z
      .boolean()
      .optional()
      .meta({
        description:
          'Local runner: reuse replies to identical requests. Left out, generated responses are reused and every row is judged anew; `true` reuses verdicts too, `false` nothing.',
        examples: [false],
      }),
  })
  .optional()
  .meta({ description: 'Options of the launch and of the local runner.' });

export const headFields = {
  name: z
    .string()
    .min(1)
    .optional()
    .meta({
      description: 'Name of the evaluation; without it, the file’s name. Stays on this machine.',
      examples: ['Answer correctness'],
    }),
  description: z
    .string()
    .optional()
    .meta({
      description: 'What is evaluated and why. Stays on this machine.',
      examples: ['Are the answers correct, by the reference?'],
    }),
  tags: z
    .array(z.string())
    .optional()
    .meta({ description: 'Words to find runs by. Stay on this machine.', examples: [['nightly']] }),
};

export const commonFields = {
  dataset: z
    .string()
    .min(1)
    .meta({
      description:
        'The rows: a CSV or JSONL file relative to this spec, or the id of a file on the service (`file-…`).',
      examples: ['data.jsonl'],
    }),
  judge: judgeObject,
};

export const tailFields = {
  backend: z
    .enum(BACKEND_NAMES)
    .optional()
    .meta({
      description:
        'What runs the evaluation: `together` (the cloud service), `local` (the runner on this machine) or `demo` (the embedded service with a scripted judge). Without it, the setting `gavel.defaultBackend`.',
      examples: [...BACKEND_NAMES],
    }),
  run: runOptions,
  gates,
};
