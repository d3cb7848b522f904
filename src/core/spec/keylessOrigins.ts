import type { ResolvedSpec } from './evalSpec.js';
import { modelObjects } from './responders.js';

/**
 * The origins that models of a spec are asked at without a key, each once with the first model that is.
 * An address that is no URL is left out: nobody can be asked there.
 */
export function keylessOrigins(
  spec: ResolvedSpec,
): { readonly origin: string; readonly model: string }[] {
  const found = new Map<string, string>();
  for (const [, { model, model_source: source, ...at }] of modelObjects(spec)) {
    const { external_base_url: url, external_api_token: token } = at;
    if (source !== 'external' || url === undefined || token !== undefined) continue;
    if (!URL.canParse(url)) continue;
    const { origin } = new URL(url);
    if (!found.has(origin)) found.set(origin, model);
  }
  return [...found].map(([origin, model]) => ({ origin, model }));
}
