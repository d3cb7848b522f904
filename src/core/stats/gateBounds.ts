import { t } from '../../l10n/t.js';
import type { JsonObject } from '../json.js';
import type { ResolvedSpec } from '../spec/evalSpec.js';
import { gateProblems } from '../spec/problems/semanticProblems.js';
import { UserError } from '../userError.js';

/** One bound as it is typed, e.g. `pass_rate>=0.8`. */
export interface GateBound {
  readonly metric: string;
  readonly side: 'min' | 'max';
  readonly value: number;
}

/** Whether a word that follows `--gate` is meant as a bound, right or wrong; a spec is not. */
export function looksLikeBound(text: string): boolean {
  return /^\s*\w+\s*[<>=]/.test(text);
}

/** Undefined for what is no bound. Bounds are inclusive, as they are in a spec. */
export function readGateBound(text: string): GateBound | undefined {
  const [, metric, sign, digits] = /^\s*(\w+)\s*([<>]=)\s*(\S+)\s*$/.exec(text) ?? [];
  const value = Number(digits);
  if (metric === undefined || !Number.isFinite(value)) return undefined;
  return { metric, side: sign === '>=' ? 'min' : 'max', value };
}

/**
 * The spec with these bounds: each takes the place of the spec's own, or joins them. They become part of
 * the run, so that every report and `gavel gates` holds it against the same. Throws `UserError` of kind
 * `usage` for a bound that the spec's type does not know.
 */
export function withGateBounds(spec: ResolvedSpec, bounds: readonly GateBound[]): ResolvedSpec {
  if (bounds.length === 0) return spec;
  const gates: Record<string, Bounds | undefined> = {
    ...spec.gates,
  };
  for (const { metric, side, value } of bounds) {
    if (!GATE_METRICS.some((known) => known === metric)) {
      const known = GATE_METRICS.join(', ');
      const message = t('--gate knows no figure {0}; it takes {1}.', metric, known);
      throw new UserError('usage', message);
    }
    gates[metric] = { ...gates[metric], [side]: value };
  }
  // A resolved spec is JSON, and so is a bound.
  const [problem] = gateProblems({ ...spec, gates } as unknown as JsonObject);
  if (problem) throw new UserError('usage', `--gate: ${problem.message}`);
  // Each name is one of the schema's.
  return { ...spec, gates };
}

/** The figures that a gate may be set on, in the order of the documentation. */
export const GATE_METRICS = [
  'pass_rate',
  'mean',
  'win_rate_a',
  'position_consistency',
  'first_position_rate',
  'self_consistency',
] as const;

type Bounds = { readonly min?: number | undefined; readonly max?: number | undefined };
