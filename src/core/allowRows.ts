import type { KeyAsker } from './keys.js';
import { UserError } from './userError.js';

/** Nothing may go where it is wanted: whoever asks again may ask a person again. */
export class RowsRefused extends UserError {
  constructor(origin: string) {
    super(
      'usage',
      `Nothing was sent to ${origin}, because you did not allow it; run again to be asked again.`,
    );
  }
}

/**
 * Port: whether rows may go to an origin that wants no key. Where a key goes too, the leave for the key
 * is about both. Rejects with `RowsRefused`. Where the port is absent, as on the command line, whoever
 * launches has chosen the address.
 */
export type AllowRows = (origin: string, asker: KeyAsker) => Promise<void>;
