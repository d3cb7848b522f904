import { keyOrigin } from '../../core/keyOrigin.js';

/** What is wrong with an address that a secret is to be bound to; undefined where nothing is. */
export function secretAddressFault(text: string): string | undefined {
  const read = keyOrigin(text.trim());
  return 'fault' in read ? `The address ${read.fault}.` : undefined;
}
