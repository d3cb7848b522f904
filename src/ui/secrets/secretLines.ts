import type { KeyPair } from './keyConsents.js';

/** A named key, where it may go, and who asks for it. No value is anywhere near. */
export interface SecretLine {
  readonly store: 'secret' | 'env';
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
  /** By `secret:NAME` or `env:NAME`. */
  readonly uses: ReadonlyMap<string, readonly string[]>;
}

/** Every named key that is kept, allowed or asked for: secrets by name, then the environment's. */
export function secretLines({ origins, consents, uses }: SecretFacts): SecretLine[] {
  const ids = new Set([
    ...Object.keys(origins).map((name) => `secret:${name}`),
    ...consents.map(({ store, name }) => `${store}:${name}`),
    ...uses.keys(),
  ]);
  return [...ids]
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
}

/** Where a key may go: `https://a, https://b`, or that it is not there. */
export function originsText({ store, origins }: SecretLine): string {
  if (store === 'env') return 'from the environment';
  return origins.length === 0 ? 'not set yet' : origins.join(', ');
}

export function usesText({ consents, specs }: SecretLine): string {
  const used = specs.length === 0 ? 'used by no spec here' : `used by ${specs.join(', ')}`;
  if (consents.length === 0) return used;
  return `${used} · also allowed at ${consents.map(({ origin }) => origin).join(', ')}`;
}
