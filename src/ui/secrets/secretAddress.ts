import { keyOrigin } from '../../core/keyOrigin.js';
import { t } from '../../l10n/t.js';

/** What is wrong with an address that a secret is to be bound to; undefined where nothing is. */
export function secretAddressFault(text: string): string | undefined {
  const read = keyOrigin(text.trim());
  return 'fault' in read ? t('The address {0}.', read.fault) : undefined;
}
