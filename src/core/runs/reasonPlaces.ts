import type { ResolvedSpec } from '../spec/evalSpec.js';
import { modelObjects } from '../spec/responders.js';

interface SpecTarget {
  readonly field: string;
  readonly model: string;
  readonly source: string;
}

/** The models that a spec asks, the judge first. */
export function specTargets(spec: ResolvedSpec | undefined): SpecTarget[] {
  return objectsOf(spec).map(([field, { model, model_source: source }]) => ({
    field,
    model,
    source,
  }));
}

/** The templates of a spec, the judge's first. */
export function specTemplates(
  spec: ResolvedSpec | undefined,
): { readonly path: readonly string[]; readonly text: string }[] {
  return objectsOf(spec).flatMap(([field, value]) => [
    { path: [field, 'system_template'], text: value.system_template },
    ...('input_template' in value
      ? [{ path: [field, 'input_template'], text: value.input_template }]
      : []),
  ]);
}

function objectsOf(spec: ResolvedSpec | undefined) {
  return spec ? modelObjects(spec) : [];
}
