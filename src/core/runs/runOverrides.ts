import type { ResolvedSpec } from '../spec/evalSpec.js';

/** What may be changed of a run that was launched: it says nothing of the verdicts. */
export interface RunOverrides {
  /** US dollars. */
  readonly maxCostUsd?: number | undefined;
  /** Requests at a time to each endpoint. */
  readonly concurrency?: number | undefined;
}

export function withOverrides(spec: ResolvedSpec, overrides: RunOverrides): ResolvedSpec {
  const { maxCostUsd, concurrency } = overrides;
  if (maxCostUsd === undefined && concurrency === undefined) return spec;
  return {
    ...spec,
    run: {
      ...spec.run,
      ...(maxCostUsd !== undefined && { max_cost_usd: maxCostUsd }),
      ...(concurrency !== undefined && { concurrency }),
    },
  };
}
