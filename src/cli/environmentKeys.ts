import { NoKey, parseKeyReference, type Keys } from '../core/keys.js';
import { PROVIDER_BASES } from '../core/models/providerBases.js';
import { UserError } from '../core/userError.js';
import { t } from '../l10n/t.js';

/** Where a well-known key may go without being asked: its provider's own address. */
const PROVIDER_ORIGINS: ReadonlyMap<string, string> = new Map(
  PROVIDER_BASES.flatMap(({ key, url }) =>
    key === undefined ? [] : [[key, new URL(url).origin] as const],
  ),
);

/**
 * Keys of the command line: the environment alone. `TOGETHER_API_KEY` goes to the service's origin.
 * `${env:NAME}` and `${secret:NAME}` (read from `GAVEL_SECRET_NAME`) go to the origin they are bound
 * to: a provider's own, or one that `GAVEL_KEY_ORIGINS` names (`NAME=https://host,…`), so that a spec
 * from elsewhere can't send a key to its own server.
 */
export function environmentKeys(
  env: Readonly<Record<string, string | undefined>>,
  serviceOrigin: string,
): Keys {
  const allowed = new Set(
    (env['GAVEL_KEY_ORIGINS'] ?? '')
      .split(',')
      .map((entry) => entry.trim())
      .filter(Boolean),
  );

  const read = (name: string, variable: string, origin: string): string => {
    const home = name === 'TOGETHER_API_KEY' ? serviceOrigin : PROVIDER_ORIGINS.get(name);
    if (origin !== home && !allowed.has(`${name}=${origin}`)) {
      throw new NoKey(
        t(
          'The spec wants to send the key {0} to {1}, which it is not bound to; if you trust that address, set GAVEL_KEY_ORIGINS={0}={1} and run again.',
          name,
          origin,
        ),
      );
    }
    const value = Object.hasOwn(env, variable) ? env[variable]?.trim() : undefined;
    if (!value) {
      throw new NoKey(t('The key {0} is not set; set {1} and run again.', name, variable));
    }
    return value;
  };

  return {
    service: (origin) => settle(() => read('TOGETHER_API_KEY', 'TOGETHER_API_KEY', origin)),
    resolve: (reference, origin) =>
      settle(() => {
        const key = parseKeyReference(reference);
        if (!key) {
          throw new UserError(
            'spec',
            t('external_api_token must be ${env:NAME} or ${secret:NAME}, never the key itself.'),
          );
        }
        const variable = key.store === 'env' ? key.name : `GAVEL_SECRET_${key.name}`;
        return read(key.name, variable, origin);
      }),
  };
}

/** A throw becomes a rejection, as the port promises. */
function settle(read: () => string): Promise<string> {
  return new Promise((resolve) => {
    resolve(read());
  });
}
