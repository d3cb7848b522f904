import type { KeyAsker, Keys } from '../../core/keys.js';
import { NoKey, parseKeyReference } from '../../core/keys.js';
import { UserError } from '../../core/userError.js';
import { t } from '../../l10n/t.js';
import type { AccountProfile, AccountProfiles } from '../accounts/accountProfiles.js';
import type { ConsentQuestion, KeyConsents } from './keyConsents.js';
import { createKeyConsents } from './keyConsents.js';
import type { KeyMemory, KeyVault } from './keyMemory.js';

/** What the keys of the editor need from around them. */
interface KeyPorts {
  readonly secrets: KeyVault;
  readonly memory: KeyMemory;
  /** The keys of the service. */
  readonly accounts: AccountProfiles;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The configured service; `chosenByUser` is false where a workspace's settings chose it. */
  readonly service: () => { readonly origin: string; readonly chosenByUser: boolean };
  /** Asks the user whether a key may go to an origin. */
  readonly mayUse: (question: ConsentQuestion) => PromiseLike<boolean>;
  readonly trusted: () => boolean;
}

/** The key that the service is asked with. */
export type ServiceKey =
  | { readonly source: 'profile'; readonly profile: AccountProfile }
  | { readonly source: 'environment' };

export interface SecretKeys extends Keys {
  /** The key for the service, without asking anybody; undefined where there is none. */
  serviceKey(origin: string): Promise<ServiceKey | undefined>;
  hasServiceKey(origin: string): Promise<boolean>;
  /** Whether the environment has a key for the service at this origin. */
  hasEnvironmentKey(origin: string): boolean;
  /** Names what the service shows with the key in use: what is kept of it belongs to this alone. */
  accountKey(origin: string): Promise<string>;
  setSecret(name: string, origin: string, value: string): Promise<void>;
  /** For one origin, or for all where it is left out; consents to send it elsewhere go with it. */
  removeSecret(name: string, origin?: string): Promise<void>;
  /** Names of the secrets that were set, with the origins each is bound to. */
  secretOrigins(): Readonly<Record<string, readonly string[]>>;
  readonly consents: Pick<KeyConsents, 'all' | 'withdraw'>;
  /** Whether a person chose to use an origin: as the service, or by a key entered or allowed for it. */
  isChosen(origin: string): boolean;
}

const ORIGINS = 'gavel.secretOrigins';
const SERVICE_ENV = 'TOGETHER_API_KEY';

/**
 * API keys in the editor. Each is bound to the origin it was entered for. A key from the environment,
 * or one that was entered for another origin, goes to a new origin only after the user said so by
 * name, once for that pair.
 */
export function createSecretKeys(ports: KeyPorts): SecretKeys {
  const { secrets, memory, accounts, env } = ports;
  const consents = createKeyConsents(memory, ports.mayUse);

  function secretOrigins(): Readonly<Record<string, readonly string[]>> {
    const stored = memory.get(ORIGINS);
    return typeof stored === 'object' && stored !== null
      ? (stored as Record<string, readonly string[]>) // written below and nowhere else
      : {};
  }

  const originsOf = (name: string): readonly string[] => {
    const all = secretOrigins();
    return Object.hasOwn(all, name) ? (all[name] ?? []) : [];
  };

  async function bind(name: string, origins: readonly string[]): Promise<void> {
    const others = Object.entries(secretOrigins()).filter(([one]) => one !== name);
    const own: readonly [string, readonly string[]][] =
      origins.length === 0 ? [] : [[name, origins]];
    await memory.update(ORIGINS, Object.fromEntries([...others, ...own]));
  }

  async function fromEnvironment(question: ConsentQuestion): Promise<string> {
    const { name, origin } = question;
    const value = Object.hasOwn(env, name) ? env[name]?.trim() : undefined;
    if (!value) {
      throw new NoKey(
        t(
          'The spec asks for the environment variable {0}, which is not set; set it and start VS Code again, or use ${secret:{0}} and Gavel: Set Secret.',
          name,
        ),
      );
    }
    if (!isOwn(name, origin) && !(await consents.allows(question))) throw refused(name, origin);
    return value;
  }

  /** The service's usual variable, for a service that no workspace chose. */
  function isOwn(name: string, origin: string): boolean {
    const service = ports.service();
    return name === SERVICE_ENV && origin === service.origin && service.chosenByUser;
  }

  async function fromSecrets(
    name: string,
    origin: string,
    asker: KeyAsker | undefined,
  ): Promise<string> {
    const value = await secrets.get(secretKey(name, origin));
    if (value) return value;
    for (const boundTo of originsOf(name)) {
      const elsewhere = await secrets.get(secretKey(name, boundTo));
      if (!elsewhere) continue;
      const pair = { store: 'secret', name, origin, boundTo } as const;
      if (!(await consents.allows({ ...pair, ...(asker && { asker }) }))) {
        throw refused(name, origin);
      }
      return elsewhere;
    }
    throw new NoKey(
      t('The secret {0} for {1} is not set; set it with Gavel: Set Secret.', name, origin),
    );
  }

  function requireTrust(): void {
    if (ports.trusted()) return;
    throw new UserError(
      'trust',
      t('No key is used in Restricted Mode: trust this workspace first.'),
    );
  }

  const hasEnvironment = (origin: string): boolean =>
    origin === ports.service().origin && !!env[SERVICE_ENV]?.trim();

  async function serviceKey(origin: string): Promise<ServiceKey | undefined> {
    const choice = await accounts.chosen(origin);
    if (choice.kind === 'none') return undefined;
    if (choice.kind === 'profile') {
      const { profile } = choice;
      return (await accounts.key(profile)) ? { source: 'profile', profile } : undefined;
    }
    const pair = { store: 'env', name: SERVICE_ENV, origin } as const;
    const isAllowed = isOwn(SERVICE_ENV, origin) || consents.given(pair);
    return hasEnvironment(origin) && isAllowed ? { source: 'environment' } : undefined;
  }

  return {
    async service(origin, asker) {
      requireTrust();
      const choice = await accounts.chosen(origin);
      if (choice.kind === 'profile') {
        const value = await accounts.key(choice.profile);
        if (value) return value;
        const { name } = choice.profile;
        throw new NoKey(
          t(
            'The key of {0} is gone from VS Code’s secret storage; set it again with Gavel: Set API Key.',
            name,
          ),
        );
      }
      if (choice.kind !== 'none' && hasEnvironment(origin)) {
        return fromEnvironment({
          store: 'env',
          name: SERVICE_ENV,
          origin,
          ...(asker && { asker }),
        });
      }
      throw new NoKey(t('No API key is set for {0}; set one with Gavel: Set API Key.', origin));
    },
    async resolve(reference, origin, asker) {
      requireTrust();
      const key = parseKeyReference(reference);
      if (!key) {
        throw new UserError(
          'spec',
          t('external_api_token must be ${secret:NAME} or ${env:NAME}, never the key itself.'),
        );
      }
      const { store, name } = key;
      return store === 'env'
        ? fromEnvironment({ store, name, origin, ...(asker && { asker }) })
        : fromSecrets(name, origin, asker);
    },
    serviceKey,
    hasEnvironmentKey: hasEnvironment,
    hasServiceKey: async (origin) => (await serviceKey(origin)) !== undefined,
    async accountKey(origin) {
      const key = await serviceKey(origin);
      return `${origin} ${key?.source === 'profile' ? key.profile.id : (key?.source ?? 'none')}`;
    },
    async setSecret(name, origin, value) {
      await secrets.store(secretKey(name, origin), value);
      await bind(name, [...new Set([...originsOf(name), origin])]);
    },
    async removeSecret(name, origin) {
      const removed = originsOf(name).filter((one) => origin === undefined || one === origin);
      for (const one of removed) await secrets.delete(secretKey(name, one));
      for (const pair of consents.all()) {
        const isOf = pair.store === 'secret' && pair.name === name;
        if (isOf && removed.includes(pair.boundTo ?? '')) await consents.withdraw(pair);
      }
      await bind(
        name,
        originsOf(name).filter((one) => !removed.includes(one)),
      );
    },
    secretOrigins,
    consents,
    isChosen(origin) {
      const service = ports.service();
      return (
        (service.chosenByUser && origin === service.origin) ||
        accounts.list(origin).length > 0 ||
        Object.values(secretOrigins()).some((origins) => origins.includes(origin)) ||
        consents.all().some((pair) => pair.origin === origin)
      );
    },
  };
}

function refused(name: string, origin: string): NoKey {
  return new NoKey(
    t(
      'The key {0} was not sent to {1}, because you did not allow it; run again to be asked again.',
      name,
      origin,
    ),
  );
}

function secretKey(name: string, origin: string): string {
  return `gavel.secret ${name} ${origin}`;
}
