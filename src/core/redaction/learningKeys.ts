import type { Keys } from '../keys.js';
import { knownKeys } from './knownKeys.js';

/** The same keys; each that is given out is known from then on. */
export function learningKeys(keys: Keys): Keys {
  return {
    async service(origin) {
      const key = await keys.service(origin);
      knownKeys.learn(key, `the key of ${origin}`);
      return key;
    },
    async resolve(reference, origin, asker) {
      const key = await keys.resolve(reference, origin, asker);
      knownKeys.learn(key, reference);
      return key;
    },
  };
}
