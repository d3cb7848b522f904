import type { KeyAsker } from '../../core/keys.js';
import type { KeyMemory } from './keyMemory.js';
import { createRememberedConsents } from './rememberedConsents.js';

/** A key and an origin that it was not entered for. */
export interface KeyPair {
  readonly store: 'secret' | 'env';
  readonly name: string;
  /** Where the key is sent. */
  readonly origin: string;
  /** The origin that the secret was entered for; undefined for a key from the environment. */
  readonly boundTo?: string;
}

export interface ConsentQuestion extends KeyPair {
  readonly asker?: KeyAsker;
}

/** What the user allowed: which key goes to which origin besides its own. */
export interface KeyConsents {
  /** Asks the user where nothing was allowed yet; one question at a time for a pair. */
  allows(question: ConsentQuestion): Promise<boolean>;
  given(pair: KeyPair): boolean;
  all(): readonly KeyPair[];
  withdraw(pair: KeyPair): Promise<void>;
}

const CONSENTS = 'gavel.keyConsents';

/** Consents are kept per pair. `mayUse` asks the user. */
export function createKeyConsents(
  memory: KeyMemory,
  mayUse: (question: ConsentQuestion) => PromiseLike<boolean>,
): KeyConsents {
  const consents = createRememberedConsents<ConsentQuestion>({
    memory,
    key: CONSENTS,
    entryOf,
    ask: mayUse,
  });
  return {
    given: (pair) => consents.given(pair),
    allows: (question) => consents.allows(question),
    all: () => consents.entries().flatMap((entry) => pairOf(entry) ?? []),
    withdraw: (pair) => consents.withdraw(entryOf(pair)),
  };
}

/** Neither names nor origins hold blanks. */
function entryOf({ store, name, origin, boundTo }: KeyPair): string {
  return [`${store}:${name}`, origin, ...(boundTo === undefined ? [] : [boundTo])].join(' ');
}

/** Undefined for a consent to send a secret that does not say which one: it is asked for again. */
function pairOf(entry: string): KeyPair | undefined {
  const [, store, name, origin, boundTo] =
    /^(secret|env):(\S+) (\S+)(?: (\S+))?$/.exec(entry) ?? [];
  if (name === undefined || origin === undefined) return undefined;
  if (store === 'env') return { store, name, origin };
  return boundTo === undefined ? undefined : { store: 'secret', name, origin, boundTo };
}
