import { keyOrigin } from '../../core/keyOrigin.js';
import { shortcutProvider } from '../../core/models/providerBases.js';
import type { ResolvedSpec } from '../../core/spec/evalSpec.js';
import { modelObjects } from '../../core/spec/responders.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';

/** References of the spec's keys, each with its model and the origin that this is asked at. */
export function keyReferences(
  spec: ResolvedSpec,
): { reference: string; origin: string; model: string }[] {
  return modelObjects(spec).flatMap(
    ([, { external_api_token: reference, external_base_url: url, model }]) =>
      reference === undefined
        ? []
        : [{ reference, origin: url === undefined ? provider(model) : originOf(url), model }],
  );
}

/** The shortcuts of the service name a provider instead of a URL (API reference, section 2.4). */
function provider(model: string): string {
  const meant = shortcutProvider(model);
  if (meant) return new URL(meant.base.url).origin;
  const message = t(
    'The external model "{0}" names no provider that is known here; add its external_base_url to the spec.',
    model,
  );
  throw new UserError('spec', message);
}

function originOf(url: string): string {
  const read = keyOrigin(url);
  if ('origin' in read) return read.origin;
  throw new UserError('spec', t('An external_base_url of the spec {0}.', read.fault));
}
