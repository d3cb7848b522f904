import type { ModelField } from './evalBackend.js';
import type { RunManifest } from './manifest.js';
import type { RequestRole, RoleUsage } from './resultRow.js';

/** Field of the spec whose model answers the requests of a role. */
export const MODEL_OF_ROLE = {
  generate: 'model_to_evaluate',
  'generate-a': 'model_a',
  'generate-b': 'model_b',
  judge: 'judge',
  'judge-flipped': 'judge',
} as const satisfies Record<RequestRole, ModelField>;

/**
 * US dollars that the requests have cost, by the prices of the launch; undefined where the price of a
 * model that was asked is not known, or where an endpoint did not report its tokens.
 */
export function runCost(
  usage: Readonly<Partial<Record<string, RoleUsage>>>,
  models: RunManifest['models'],
): number | undefined {
  let cost = 0;
  for (const role of ROLES) {
    const used = usage[role];
    if (!used) continue;
    const price = models[MODEL_OF_ROLE[role]]?.price;
    if (!price) return undefined;
    if (isFree(price)) continue;
    if ((used.unreported ?? 0) > 0) return undefined;
    cost += (used.prompt_tokens * price.input + used.completion_tokens * price.output) / 1e6;
  }
  return cost;
}

function isFree({ input, output }: { readonly input: number; readonly output: number }): boolean {
  return input === 0 && output === 0;
}

// The keys of an object literal are the members of its type.
const ROLES = Object.keys(MODEL_OF_ROLE) as RequestRole[];
