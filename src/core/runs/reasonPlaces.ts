import type { ResolvedSpec } from '../spec/evalSpec.js';

interface SpecTarget {
  readonly field: string;
  readonly model: string;
  readonly source: string;
}

/** The models that a spec asks, the judge first. */
export function specTargets(spec: ResolvedSpec | undefined): SpecTarget[] {
  return members(spec).map(({ field, value }) => ({
    field,
    model: value.model,
    source: value.model_source,
  }));
}

/** The templates of a spec, the judge's first. */
export function specTemplates(
  spec: ResolvedSpec | undefined,
): { readonly path: readonly string[]; readonly text: string }[] {
  return members(spec).flatMap(({ field, value }) => [
    { path: [field, 'system_template'], text: value.system_template },
    ...('input_template' in value
      ? [{ path: [field, 'input_template'], text: value.input_template }]
      : []),
  ]);
}

function members(spec: ResolvedSpec | undefined) {
  if (!spec) return [];
  const responders =
    spec.type === 'compare'
      ? ([
          ['model_a', spec.model_a],
          ['model_b', spec.model_b],
        ] as const)
      : ([['model_to_evaluate', spec.model_to_evaluate]] as const);
  return [['judge', spec.judge] as const, ...responders].flatMap(([field, value]) =>
    typeof value === 'string' ? [] : [{ field, value }],
  );
}
