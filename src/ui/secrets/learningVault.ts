import { knownKeys } from '../../core/redaction/knownKeys.js';
import type { KeyVault } from './keyMemory.js';

/** The same storage; each value that comes out of it or goes in is known from then on. */
export function learningVault(vault: KeyVault): KeyVault {
  return {
    async get(key) {
      const value = await vault.get(key);
      knownKeys.learn(value, key);
      return value;
    },
    store(key, value) {
      knownKeys.learn(value, key);
      return vault.store(key, value);
    },
    delete: (key) => vault.delete(key),
  };
}
