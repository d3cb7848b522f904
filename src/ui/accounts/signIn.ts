import type { Account } from '../../core/account.js';
import { accountText } from '../../core/account.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import type { ServiceKey } from '../secrets/secretKeys.js';

export type SignInState =
  /** Nothing was looked up: in Restricted Mode, or before anybody wants to know. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'signed-out' }
  | {
      readonly kind: 'signed-in';
      readonly key: ServiceKey;
      /** Undefined until the service has said whose key it is. */
      readonly account?: Account;
      readonly isRefused: boolean;
    };

interface SignInPorts {
  readonly trusted: () => boolean;
  /** The key that the configured service is asked with; undefined where there is none. */
  readonly serviceKey: () => Promise<ServiceKey | undefined>;
  /** Asks the service. */
  readonly whose: (signal: AbortSignal) => Promise<Account>;
  /** The service said whose the key of a profile is. */
  readonly verified: (profileId: string, account: Account) => Promise<void>;
  readonly changed: () => void;
  /** Why nothing was learned; nobody waits for it. */
  readonly failed: (error: unknown) => void;
  /** Milliseconds. */
  readonly now: () => number;
}

/** Who is signed in to the service. The service is asked once for each key, and when it refuses one. */
export interface SignIn {
  readonly state: () => SignInState;
  /** Looks anew: another key, another service, another trust. */
  look(): Promise<void>;
  /** A request was refused: is it the key? */
  doubt(): Promise<void>;
  dispose(): void;
}

/** A key that is refused some things and not itself is not asked about all the time. */
const DOUBT_AGAIN_MS = 5 * 60_000;

export function createSignIn(ports: SignInPorts): SignIn {
  let state: SignInState = { kind: 'unknown' };
  let asking: AbortController | undefined;
  let doubtedMs: number | undefined;

  const set = (next: SignInState): void => {
    state = next;
    ports.changed();
  };

  async function ask(key: ServiceKey, abort: AbortController): Promise<void> {
    try {
      const account = await ports.whose(abort.signal);
      if (asking !== abort) return;
      if (key.source === 'profile') await ports.verified(key.profile.id, account);
      // What was said of the profile stands in it now.
      const fresh = key.source === 'profile' ? await ports.serviceKey() : key;
      if (asking === abort && fresh)
        set({ kind: 'signed-in', key: fresh, account, isRefused: false });
    } catch (error) {
      if (asking !== abort) return;
      ports.failed(error);
      const isRefused = error instanceof UserError && error.kind === 'auth';
      if (isRefused && state.kind === 'signed-in') set({ ...state, isRefused });
    }
  }

  const begin = (): AbortController => {
    asking?.abort();
    asking = new AbortController();
    return asking;
  };

  return {
    state: () => state,
    async look() {
      const abort = begin();
      doubtedMs = undefined;
      try {
        const key = ports.trusted() ? await ports.serviceKey() : undefined;
        if (asking !== abort) return;
        if (!key) {
          set({ kind: ports.trusted() ? 'signed-out' : 'unknown' });
          return;
        }
        const account = key.source === 'profile' ? key.profile.account : undefined;
        set({ kind: 'signed-in', key, isRefused: false, ...(account && { account }) });
        if (!account) await ask(key, abort);
      } catch (error) {
        ports.failed(error);
        if (asking === abort) set({ kind: 'unknown' });
      }
    },
    async doubt() {
      if (state.kind !== 'signed-in' || state.isRefused) return;
      if (doubtedMs !== undefined && ports.now() - doubtedMs < DOUBT_AGAIN_MS) return;
      doubtedMs = ports.now();
      await ask(state.key, begin());
    },
    dispose() {
      asking?.abort();
      asking = undefined;
    },
  };
}

/** In a few words, for a view's title. */
export function signInText(state: SignInState): string {
  if (state.kind === 'unknown') return '';
  if (state.kind === 'signed-out') return t('not signed in');
  const { key, account, isRefused } = state;
  const told = account && accountText(account);
  const who =
    key.source === 'profile'
      ? key.profile.name
      : told === undefined
        ? t('key from the environment')
        : t('{0} (environment)', told);
  return isRefused ? t('{0}, key refused', who) : who;
}
