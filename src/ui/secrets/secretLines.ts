import { t } from '../../l10n/t.js';
import type { KeyPair } from './keyConsents.js';

/**
 * A named key, where it may go, and who asks for it; no value is anywhere near. `rows`: the name is an
 * origin that rows may go to without a key.
 */
export interface SecretLine {
  readonly store: 'secret' | 'env' | 'rows';
  readonly name: string;
  /** Origins it was entered for; none for a key from the environment. */
  readonly origins: readonly string[];
  /** Other origins that the user allowed. */
  readonly consents: readonly KeyPair[];
  /** Names of the specs in the workspace that ask for it. */
  readonly specs: readonly string[];
}

export interface SecretFacts {
  readonly origins: Readonly<Record<string, readonly string[]>>;
  readonly consents: readonly KeyPair[];
  /** Origins that rows may go to without a key. */
  readonly rows: readonly string[];
  /** By `secret:NAME` or `env:NAME`. */
  readonly uses: ReadonlyMap<string, readonly string[]>;
}

/**
 * Every named key that is kept, allowed or asked for: secrets by name, then the environment's; last the
 * addresses for rows alone.
 */
export function secretLines({ origins, consents, rows, uses }: SecretFacts): SecretLine[] {
  const ids = new Set([
    ...Object.keys(origins).map((name) => `secret:${name}`),
    ...consents.map(({ store, name }) => `${store}:${name}`),
    ...uses.keys(),
  ]);
  const keys = [...ids]
    .map((id): SecretLine => {
      const store = id.startsWith('env:') ? 'env' : 'secret';
      const name = id.slice(store.length + 1);
      const own = store === 'secret' && Object.hasOwn(origins, name) ? origins[name] : undefined;
      return {
        store,
        name,
        origins: own ?? [],
        consents: consents.filter((pair) => pair.store === store && pair.name === name),
        specs: uses.get(id) ?? [],
      };
    })
    .sort((a, b) => b.store.localeCompare(a.store) || a.name.localeCompare(b.name));
  const places = [...rows]
    .sort()
    .map((name): SecretLine => ({ store: 'rows', name, origins: [], consents: [], specs: [] }));
  return [...keys, ...places];
}

/** Where a key may go: `https://a, https://b`, or that it is not there. */
export function originsText({ store, origins }: SecretLine): string {
  if (store === 'env') return t('from the environment');
  if (store === 'rows') return t('rows may go there, without a key');
  return origins.length === 0 ? t('not set yet') : origins.join(', ');
}

export function usesText({ store, consents, specs }: SecretLine): string {
  if (store === 'rows') return t('allowed when a spec asked for it');
  const used = specs.length === 0 ? t('used by no spec here') : t('used by {0}', specs.join(', '));
  if (consents.length === 0) return used;
  return t('{0} · also allowed at {1}', used, consents.map(({ origin }) => origin).join(', '));
}
