import type { ResolvedSpec } from '../../core/spec/evalSpec.js';
import { UserError } from '../../core/userError.js';

/** References of the spec's keys, each with the origin that its model is asked at. */
export function keyReferences(spec: ResolvedSpec): { reference: string; origin: string }[] {
  const responders =
    spec.type === 'compare' ? [spec.model_a, spec.model_b] : [spec.model_to_evaluate];
  const targets = [spec.judge, ...responders.filter((each) => typeof each !== 'string')];
  return targets.flatMap(({ external_api_token: reference, external_base_url: url, model }) =>
    reference === undefined
      ? []
      : [{ reference, origin: url === undefined ? provider(model) : originOf(url) }],
  );
}

const PROVIDERS: Readonly<Record<string, string>> = {
  openai: 'https://api.openai.com',
  anthropic: 'https://api.anthropic.com',
  google: 'https://generativelanguage.googleapis.com',
};

/** The shortcuts of the service name a provider instead of a URL (API reference, section 2.4). */
function provider(model: string): string {
  const origin = PROVIDERS[model.split('/')[0] ?? ''];
  if (origin !== undefined) return origin;
  const message = `The external model "${model}" names no provider that is known here; add its external_base_url to the spec.`;
  throw new UserError('spec', message);
}

function originOf(url: string): string {
  if (URL.canParse(url)) return new URL(url).origin;
  throw new UserError(
    'spec',
    'An external_base_url of the spec is no URL; write it like https://api.example.com/v1.',
  );
}
