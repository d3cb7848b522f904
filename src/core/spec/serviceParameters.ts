import * as z from 'zod';
import type { Json, JsonObject } from '../json.js';
import { isJsonObject } from '../json.js';
import { JUDGE_DEFAULTS, MODEL_DEFAULTS, MODEL_SOURCES } from './evalSpec.js';
import type { EvaluationType, ResolvedSpec, Responder } from './evalSpec.js';

/**
 * The `parameters` of `POST /evaluation` (API reference, section 2): a resolved spec without what is
 * local only. `tokens` maps references such as `${secret:NAME}` to keys; the result holds keys and
 * belongs into a request body and nowhere else. A reference without a key is left out.
 */
export function serviceParameters(
  spec: ResolvedSpec,
  fileId: string,
  tokens: ReadonlyMap<string, string>,
): JsonObject {
  const judge = asked(spec.judge, tokens);
  const responder = (each: Responder): Json =>
    typeof each === 'string' ? each : asked({ ...MODEL_DEFAULTS, ...withoutNothing(each) }, tokens);
  const common = { judge, input_data_file_path: fileId };
  switch (spec.type) {
    case 'classify':
      return {
        ...common,
        labels: spec.labels,
        pass_labels: spec.pass_labels,
        model_to_evaluate: responder(spec.model_to_evaluate),
      };
    case 'score':
      return {
        ...common,
        min_score: spec.min_score,
        max_score: spec.max_score,
        pass_threshold: spec.pass_threshold,
        model_to_evaluate: responder(spec.model_to_evaluate),
      };
    case 'compare':
      return {
        ...common,
        model_a: responder(spec.model_a),
        model_b: responder(spec.model_b),
        ...(spec.disable_position_bias_correction !== undefined && {
          disable_position_bias_correction: spec.disable_position_bias_correction,
        }),
      };
  }
}

type Target = ResolvedSpec['judge'];

function asked(target: Target, tokens: ReadonlyMap<string, string>): JsonObject {
  const { external_api_token: reference, ...rest } = withoutNothing(target);
  const token = reference === undefined ? undefined : tokens.get(reference);
  // What `withoutNothing` returns holds strings and numbers alone.
  return { ...(rest as JsonObject), ...(token !== undefined && { external_api_token: token }) };
}

function withoutNothing<T extends object>(value: T): T {
  // Only undefined members are dropped, which the type allows to be absent.
  return Object.fromEntries(
    Object.entries(value).filter(([, member]) => member !== undefined),
  ) as T;
}

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

export type ReadParameters =
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
