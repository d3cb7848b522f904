import * as z from 'zod';
import { commonFields, headFields, responder, tailFields } from './specFields.js';

export {
  BACKEND_NAMES,
  JUDGE_DEFAULTS,
  MODEL_DEFAULTS,
  MODEL_SOURCES,
  type BackendName,
  type ModelSource,
} from './specFields.js';

export const EVALUATION_TYPES = ['classify', 'score', 'compare'] as const;
export type EvaluationType = (typeof EVALUATION_TYPES)[number];

const TYPE_NOTE =
  'How responses are judged: `classify` gives one of the labels, `score` a number in a range, `compare` says which of two responses is better.';

const typeField = <T extends EvaluationType>(type: T) =>
  z.literal(type).meta({ description: TYPE_NOTE, examples: [type] });

const classifySpec = z.strictObject({
  ...headFields,
  type: typeField('classify'),
  ...commonFields,
  labels: z
    .array(z.string().min(1))
    .min(2)
    .meta({
      description: 'The labels the judge chooses from, at least two.',
      examples: [['correct', 'incorrect']],
    }),
  pass_labels: z
    .array(z.string().min(1))
    .min(1)
    .meta({
      description: 'Those of the labels that count as passed, at least one.',
      examples: [['correct']],
    }),
  model_to_evaluate: responder('What is judged'),
  ...tailFields,
});

const scoreSpec = z.strictObject({
  ...headFields,
  type: typeField('score'),
  ...commonFields,
  min_score: z.number().meta({
    description: 'Lowest score the judge may give. Below `max_score`.',
    examples: [1],
  }),
  max_score: z.number().meta({ description: 'Highest score the judge may give.', examples: [10] }),
  pass_threshold: z.number().meta({
    description: 'A score at or above this passes. From `min_score` to `max_score`.',
    examples: [7],
  }),
  model_to_evaluate: responder('What is judged'),
  ...tailFields,
});

const compareSpec = z.strictObject({
  ...headFields,
  type: typeField('compare'),
  ...commonFields,
  model_a: responder('Response A'),
  model_b: responder('Response B'),
  disable_position_bias_correction: z.boolean().optional().meta({
    description:
      'By default each row is judged twice with A and B swapped, and a disagreement is a tie. `true` judges once: about half the cost, open to position bias.',
    default: false,
  }),
  ...tailFields,
});

/** The eval spec file by its type: the single source of JSON Schema, documentation and validation. */
export const specSchemas = {
  classify: classifySpec,
  score: scoreSpec,
  compare: compareSpec,
} satisfies Record<EvaluationType, z.ZodType>;

export type EvalSpec = z.infer<(typeof specSchemas)[EvaluationType]>;

/** A spec whose templates are inlined: what a run snapshots and a backend gets. */
type Resolved<T> = T extends { file: string }
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
