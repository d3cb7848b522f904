import { NoKey, type Keys } from '../../core/keys.js';
import type { ChatEndpoint } from './chatEndpoint.js';

/** The key that an endpoint is asked with; undefined for none. `model`: who is asked, for a consent. */
export type Keyring = (endpoint: ChatEndpoint, model: string) => Promise<string | undefined>;

/**
 * Looks each key up once; a failed look-up is tried again, but not what a person refused: they are
 * asked once in a run. `spec`: as a person is told of who asks.
 */
export function createKeyring(keys: Keys, spec?: string): Keyring {
  const found = new Map<string, Promise<string>>();
  return async ({ url, key }, model) => {
    if (key === 'none') return undefined;
    const id = `${url.origin} ${key === 'service' ? '' : key.reference}`;
    let looked = found.get(id);
    if (!looked) {
      const asker = { model, ...(spec !== undefined && { spec }) };
      looked =
        key === 'service'
          ? keys.service(url.origin)
          : keys.resolve(key.reference, url.origin, asker);
      found.set(id, looked);
      looked.catch((error: unknown) => {
        if (!(error instanceof NoKey)) found.delete(id);
      });
    }
    return looked;
  };
}
