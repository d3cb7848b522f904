import { RowsRefused, type AllowRows } from '../../core/allowRows.js';
import type { KeyAsker } from '../../core/keys.js';
import { isLoopback } from '../../core/loopback.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import type { KeyMemory } from './keyMemory.js';
import { createRememberedConsents } from './rememberedConsents.js';

/** Rows that are to go to an address that wants no key. */
export interface RowQuestion {
  readonly origin: string;
  readonly asker: KeyAsker;
}

interface RowConsentPorts {
  readonly memory: KeyMemory;
  readonly trusted: () => boolean;
  /** Whether the person has said before, with a key or a setting of their own, that they use an origin. */
  readonly isChosen: (origin: string) => boolean;
  /** Asks the person. */
  readonly mayReceive: (question: RowQuestion) => PromiseLike<boolean>;
}

/** The addresses that rows may go to without a key. */
export interface RowConsents {
  readonly allow: AllowRows;
  /** Origins that a person has allowed. */
  all(): readonly string[];
  withdraw(origin: string): Promise<void>;
}

const CONSENTS = 'gavel.rowConsents';

/**
 * Rows stay on this machine or go where a person has chosen that they go: to any other address that a
 * file of the workspace names only after a yes, once for each.
 */
export function createRowConsents(ports: RowConsentPorts): RowConsents {
  const { memory, trusted, isChosen } = ports;
  const consents = createRememberedConsents<RowQuestion>({
    memory,
    key: CONSENTS,
    entryOf: ({ origin }) => origin,
    ask: ports.mayReceive,
  });
  return {
    async allow(origin, asker) {
      if (!trusted()) {
        throw new UserError(
          'trust',
          t('Nothing is sent in Restricted Mode: trust this workspace first.'),
        );
      }
      if (isLoopback(new URL(origin).hostname) || isChosen(origin)) return;
      if (!(await consents.allows({ origin, asker }))) throw new RowsRefused(origin);
    },
    all: () => consents.entries(),
    withdraw: (origin) => consents.withdraw(origin),
  };
}
