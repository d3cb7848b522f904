import type { Account } from '../../core/account.js';
import { readAccount } from './readAccount.js';
import type { ServiceOptions } from './serviceOptions.js';
import { serviceUrl } from './serviceUrl.js';

/**
 * Tells whose key the service is asked with, asked once for each key. It is good to know and nothing
 * waits for it in vain: without an answer it is undefined, and asked for again the next time. Rejects
 * with `NoKey`, as whatever needs the key would.
 */
export function createKnownAccount(
  options: ServiceOptions,
): (signal: AbortSignal) => Promise<Account | undefined> {
  let known: { readonly key: string; readonly account: Account } | undefined;
  return async (signal) => {
    signal.throwIfAborted();
    const key = await options.keys.service(serviceUrl(options.baseUrl).origin);
    if (known?.key === key) return known.account;
    try {
      // Of this very key, whatever is in use by the time it is asked.
      const keys = { ...options.keys, service: () => Promise.resolve(key) };
      const account = await readAccount({ ...options, keys }, signal);
      known = { key, account };
      return account;
    } catch {
      signal.throwIfAborted();
      return undefined;
    }
  };
}
