import * as z from 'zod';
import type { Json, JsonObject } from '../json.js';
import { isJsonObject } from '../json.js';
import { JUDGE_DEFAULTS, MODEL_DEFAULTS, MODEL_SOURCES } from './evalSpec.js';
import type {
  EvaluationType,
  ModelSource,
  ResolvedModel,
  ResolvedSpec,
  Responder,
} from './evalSpec.js';

/** A judge as it is asked for (API reference, section 2.2). */
interface SentJudge {
  readonly model: string;
  readonly model_source: ModelSource;
  readonly system_template: string;
  readonly external_base_url?: string;
  /** The key itself. */
  readonly external_api_token?: string;
  readonly num_workers?: number;
  readonly max_tokens?: number;
  readonly temperature?: number;
}

/** A model under evaluation (section 2.3). */
interface SentModel extends SentJudge {
  readonly input_template: string;
  readonly max_tokens: number;
  readonly temperature: number;
}

interface SentCommon {
  readonly judge: SentJudge;
  /** A file id, despite its name. */
  readonly input_data_file_path: string;
}

interface SentClassify extends SentCommon {
  readonly labels: string[];
  readonly pass_labels: string[];
  readonly model_to_evaluate: string | SentModel;
}

interface SentScore extends SentCommon {
  readonly min_score: number;
  readonly max_score: number;
  readonly pass_threshold: number;
  readonly model_to_evaluate: string | SentModel;
}

interface SentCompare extends SentCommon {
  readonly model_a: string | SentModel;
  readonly model_b: string | SentModel;
  readonly disable_position_bias_correction?: boolean;
}

/** The body of `POST /evaluation` (API reference, section 2). */
export type EvaluationRequest =
  | { readonly type: 'classify'; readonly parameters: SentClassify }
  | { readonly type: 'score'; readonly parameters: SentScore }
  | { readonly type: 'compare'; readonly parameters: SentCompare };

/**
 * The request that launches a resolved spec, without what is local only. `tokens` maps references such
 * as `${secret:NAME}` to keys; the result holds keys and belongs into a request body and nowhere else.
 * A reference without a key is left out.
 */
export function evaluationRequest(
  spec: ResolvedSpec,
  fileId: string,
  tokens: ReadonlyMap<string, string>,
): EvaluationRequest {
  const judge = sent(spec.judge, tokens);
  const responder = (each: Responder): string | SentModel =>
    typeof each === 'string' ? each : sentModel(each, tokens);
  const common = { judge, input_data_file_path: fileId };
  switch (spec.type) {
    case 'classify': {
      const { labels, pass_labels } = spec;
      const model_to_evaluate = responder(spec.model_to_evaluate);
      return {
        type: spec.type,
        parameters: { ...common, labels, pass_labels, model_to_evaluate },
      };
    }
    case 'score': {
      const { min_score, max_score, pass_threshold } = spec;
      const model_to_evaluate = responder(spec.model_to_evaluate);
      const scale = { min_score, max_score, pass_threshold };
      return { type: spec.type, parameters: { ...common, ...scale, model_to_evaluate } };
    }
    case 'compare': {
      const { disable_position_bias_correction: isSingle } = spec;
      return {
        type: spec.type,
        parameters: {
          ...common,
          model_a: responder(spec.model_a),
          model_b: responder(spec.model_b),
          ...(isSingle !== undefined && { disable_position_bias_correction: isSingle }),
        },
      };
    }
  }
}

/** The `parameters` of that request, as plain JSON. */
export function serviceParameters(
  spec: ResolvedSpec,
  fileId: string,
  tokens: ReadonlyMap<string, string>,
): JsonObject {
  // The types above hold texts, numbers, booleans, lists and objects alone.
  return evaluationRequest(spec, fileId, tokens).parameters as unknown as JsonObject;
}

function sent(target: ResolvedSpec['judge'], tokens: ReadonlyMap<string, string>): SentJudge {
  const { external_api_token: reference, ...rest } = target;
  const token = reference === undefined ? undefined : tokens.get(reference);
  return { ...withoutNothing(rest), ...(token !== undefined && { external_api_token: token }) };
}

function sentModel(model: ResolvedModel, tokens: ReadonlyMap<string, string>): SentModel {
  const { max_tokens, temperature } = { ...MODEL_DEFAULTS, ...withoutNothing(model) };
  return { ...sent(model, tokens), input_template: model.input_template, max_tokens, temperature };
}

type Given<T> = { readonly [K in keyof T]: Exclude<T[K], undefined> };

function withoutNothing<T extends object>(value: T): Given<T> {
  // Only undefined members are dropped, which the type allows to be absent.
  return Object.fromEntries(
    Object.entries(value).filter(([, member]) => member !== undefined),
  ) as Given<T>;
}

/** Fields of `parameters` that each type has, besides those of all types. */
export const TYPE_FIELDS = {
  classify: ['labels', 'pass_labels', 'model_to_evaluate'],
  score: ['min_score', 'max_score', 'pass_threshold', 'model_to_evaluate'],
  compare: ['model_a', 'model_b', 'disable_position_bias_correction'],
} as const satisfies Record<EvaluationType, readonly string[]>;

const target = {
  model: z.string().min(1),
  model_source: z.enum(MODEL_SOURCES),
  system_template: z.string(),
  external_api_token: z.string().optional(),
  external_base_url: z.string().optional(),
  num_workers: z.int().min(1).optional(),
};

const judge = z.object({
  ...target,
  max_tokens: z.int().min(1).default(JUDGE_DEFAULTS.max_tokens),
  temperature: z.number().min(0).max(2).default(JUDGE_DEFAULTS.temperature),
});

const modelObject = z.object({
  ...target,
  input_template: z.string(),
  max_tokens: z.int().min(1),
  temperature: z.number().min(0).max(2),
});

const responder = z.union([z.string().min(1), modelObject], {
  error:
    'must be a model object with model, model_source, system_template, input_template, max_tokens and temperature, or the name of a column',
});

const common = { judge, input_data_file_path: z.string().min(1) };

const parametersSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('classify'),
    ...common,
    labels: z.array(z.string().min(1)).min(2),
    pass_labels: z.array(z.string().min(1)).min(1),
    model_to_evaluate: responder,
  }),
  z.object({
    type: z.literal('score'),
    ...common,
    min_score: z.number(),
    max_score: z.number(),
    pass_threshold: z.number(),
    model_to_evaluate: responder,
  }),
  z.object({
    type: z.literal('compare'),
    ...common,
    model_a: responder,
    model_b: responder,
    disable_position_bias_correction: z.boolean().optional(),
  }),
]);

type ReadParameters =
  | { readonly ok: true; readonly spec: ResolvedSpec; readonly tokens: readonly string[] }
  /** One sentence, without a full stop, that names the field. */
  | { readonly ok: false; readonly fault: string };

/**
 * The spec that a job's `parameters` stand for; its dataset is the file id. `model_name`, the older
 * name of `model`, is understood, null is as good as absent, unknown fields are dropped. Keys are
 * taken out of the spec: `tokens` lists them, so that they can be kept out of everything else too.
 */
export function readServiceParameters(type: EvaluationType, parameters: unknown): ReadParameters {
  const tokens: string[] = [];
  const plain = cleaned(parameters, tokens);
  const parsed = parametersSchema.safeParse({ ...(isJsonObject(plain) ? plain : {}), type });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const where = issue?.path.join('.') ?? '';
    return { ok: false, fault: `parameters.${where}: ${issue?.message ?? 'unknown fault'}` };
  }
  const { input_data_file_path: dataset, ...rest } = parsed.data;
  return { ok: true, spec: { ...rest, dataset }, tokens };
}

function cleaned(value: unknown, tokens: string[]): unknown {
  if (!isJsonObject(value)) return value;
  const members: [string, unknown][] = [];
  for (const [key, member] of Object.entries<Json>(value)) {
    if (member === null) continue;
    if (key === 'external_api_token') {
      if (typeof member === 'string') tokens.push(member);
    } else if (key === 'model_name' && typeof value['model'] !== 'string') {
      members.push(['model', member]);
    } else members.push([key, cleaned(member, tokens)]);
  }
  return Object.fromEntries(members);
}
