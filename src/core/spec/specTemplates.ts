import type { EvalSpec, ResolvedSpec } from './evalSpec.js';
import { MODEL_FIELDS } from './problems/semanticProblems.js';

type TemplateSource = string | { readonly file: string };

/** A template field of a spec: `judge.system_template`, `model_a.input_template`, … */
export interface TemplateField {
  readonly path: readonly [field: string, template: 'system_template' | 'input_template'];
  readonly source: TemplateSource;
}

/** Every template of a spec, in the order of its requests: models under evaluation, then the judge. */
export function templateFields(spec: EvalSpec | ResolvedSpec): TemplateField[] {
  // The three types name their models differently; a field that a type lacks is undefined.
  const models = spec as Partial<Record<(typeof MODEL_FIELDS)[number], unknown>>;
  return [...MODEL_FIELDS.slice(1), MODEL_FIELDS[0]].flatMap((field) => {
    const model = models[field] as Partial<Record<string, TemplateSource>> | string | undefined;
    if (typeof model !== 'object') return [];
    return (['system_template', 'input_template'] as const).flatMap((template) => {
      const source = model[template];
      return source === undefined ? [] : [{ path: [field, template] as const, source }];
    });
  });
}

/** The fields that name a column of finished responses, with that column. */
export function responseColumns(
  spec: EvalSpec | ResolvedSpec,
): { readonly field: string; readonly column: string }[] {
  const responders =
    spec.type === 'compare'
      ? { model_a: spec.model_a, model_b: spec.model_b }
      : { model_to_evaluate: spec.model_to_evaluate };
  return Object.entries(responders).flatMap(([field, responder]) =>
    typeof responder === 'string' ? [{ field, column: responder }] : [],
  );
}
