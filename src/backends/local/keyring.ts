import { RowsRefused, type AllowRows } from '../../core/allowRows.js';
import { NoKey, type KeyAsker, type Keys } from '../../core/keys.js';
import type { ChatEndpoint } from './chatEndpoint.js';

/**
 * The key that an endpoint is asked with; undefined for none. `model`: who is asked, for a consent.
 * Rejects where nothing may be sent there.
 */
type Keyring = (endpoint: ChatEndpoint, model: string) => Promise<string | undefined>;

/** What a person is told of who asks, and how they are asked. */
interface KeyringOptions extends Omit<KeyAsker, 'model'> {
  readonly allowRows?: AllowRows;
}

/**
 * Looks each key up once, or the leave to go without one; a failed look-up is tried again, but not what
 * a person refused: they are asked once in a run.
 */
export function createKeyring(
  keys: Keys,
  { allowRows, spec, columns }: KeyringOptions = {},
): Keyring {
  const found = new Map<string, Promise<string | undefined>>();

  async function leave({ url, key }: ChatEndpoint, asker: KeyAsker): Promise<string | undefined> {
    if (key === 'service') return keys.service(url.origin, asker);
    if (key !== 'none') return keys.resolve(key.reference, url.origin, asker);
    await allowRows?.(url.origin, asker);
    return undefined;
  }

  return async (endpoint, model) => {
    const { url, key } = endpoint;
    const id = `${url.origin} ${typeof key === 'string' ? key : key.reference}`;
    let looked = found.get(id);
    if (!looked) {
      looked = leave(endpoint, {
        model,
        ...(spec !== undefined && { spec }),
        ...(columns && { columns }),
      });
      found.set(id, looked);
      looked.catch((error: unknown) => {
        if (!(error instanceof NoKey) && !(error instanceof RowsRefused)) found.delete(id);
      });
    }
    return looked;
  };
}
