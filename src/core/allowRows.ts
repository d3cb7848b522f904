import { t } from '../l10n/t.js';
import type { KeyAsker } from './keys.js';
import { UserError } from './userError.js';

/** Nothing may go where it is wanted: whoever asks again may ask a person again. */
export class RowsRefused extends UserError {
  constructor(origin: string) {
    super(
      'usage',
      t(
        'Nothing was sent to {0}, because you did not allow it; run again to be asked again.',
        origin,
      ),
    );
  }
}

/**
 * Port: whether rows may go to an origin that wants no key. Where a key goes too, the leave for the key
 * is about both. Rejects with `RowsRefused`. Where the port is absent, as on the command line, whoever
 * launches has chosen the address.
 */
export type AllowRows = (origin: string, asker: KeyAsker) => Promise<void>;
