import type { ResolvedJudge, ResolvedModel, ResolvedSpec, Responder } from './evalSpec.js';

/** Field of a spec that says where a response comes from. */
export type ResponderField = 'model_to_evaluate' | 'model_a' | 'model_b';

export function responders(spec: ResolvedSpec): readonly (readonly [ResponderField, Responder])[] {
  return spec.type === 'compare'
    ? [
        ['model_a', spec.model_a],
        ['model_b', spec.model_b],
      ]
    : [['model_to_evaluate', spec.model_to_evaluate]];
}

type ModelObject = readonly ['judge', ResolvedJudge] | readonly [ResponderField, ResolvedModel];

/** The models that a spec asks, with their fields; the judge first. */
export function modelObjects(spec: ResolvedSpec): readonly ModelObject[] {
  const asked = responders(spec).flatMap(([field, responder]): ModelObject[] =>
    typeof responder === 'string' ? [] : [[field, responder]],
  );
  return [['judge', spec.judge], ...asked];
}
