import type { Keys } from '../../core/keys.js';
import { parseKeyReference } from '../../core/keys.js';
import { UserError } from '../../core/userError.js';

/** What the keys of the editor need from around them. */
export interface KeyPorts {
  /** Encrypted storage: values of keys, never anything else. */
  readonly secrets: {
    get(key: string): PromiseLike<string | undefined>;
    store(key: string, value: string): PromiseLike<void>;
    delete(key: string): PromiseLike<void>;
  };
  /** Plain storage: names, origins and consents, never a value. */
  readonly memory: {
    get(key: string): unknown;
    update(key: string, value: unknown): PromiseLike<void>;
  };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The configured service; `chosenByUser` is false where a workspace's settings chose it. */
  readonly service: () => { readonly origin: string; readonly chosenByUser: boolean };
  /** Asks the user whether a key may go to an origin. */
  readonly mayUse: (question: ConsentQuestion) => PromiseLike<boolean>;
  readonly trusted: () => boolean;
}

export interface ConsentQuestion {
  readonly name: string;
  readonly store: 'secret' | 'env';
  /** Where the key would be sent. */
  readonly origin: string;
  /** Origins the secret was entered for. */
  readonly boundTo: readonly string[];
}

export interface SecretKeys extends Keys {
  setServiceKey(origin: string, value: string): Promise<void>;
  deleteServiceKey(origin: string): Promise<void>;
  /** Whether a key for the service is there, without asking anybody. */
  hasServiceKey(origin: string): Promise<boolean>;
  setSecret(name: string, origin: string, value: string): Promise<void>;
  /** Names of the secrets that were set, with the origins each is bound to. */
  secretOrigins(): Readonly<Record<string, readonly string[]>>;
}

const ORIGINS = 'gavel.secretOrigins';
const CONSENTS = 'gavel.keyConsents';
const SERVICE_ENV = 'TOGETHER_API_KEY';

/**
 * API keys in the editor. Each is bound to the origin it was entered for. A key from the environment,
 * or one that was entered for another origin, goes to a new origin only after the user said so by
 * name, once for that pair.
 */
export function createSecretKeys(ports: KeyPorts): SecretKeys {
  const { secrets, memory, env } = ports;
  /** One question at a time for a pair: many rows ask at once. */
  const asking = new Map<string, Promise<boolean>>();

  function secretOrigins(): Record<string, readonly string[]> {
    const stored = memory.get(ORIGINS);
    return typeof stored === 'object' && stored !== null
      ? (stored as Record<string, readonly string[]>) // written below and nowhere else
      : {};
  }

  async function bind(name: string, origin: string): Promise<void> {
    const all = secretOrigins();
    const origins = new Set([...(all[name] ?? []), origin]);
    await memory.update(ORIGINS, { ...all, [name]: [...origins] });
  }

  function consents(): readonly string[] {
    const stored = memory.get(CONSENTS);
    return Array.isArray(stored) ? stored.filter((item) => typeof item === 'string') : [];
  }

  async function consented(question: ConsentQuestion): Promise<boolean> {
    const pair = `${question.store}:${question.name} ${question.origin}`;
    if (consents().includes(pair)) return true;
    const running = asking.get(pair);
    if (running) return running;
    const asked = (async () => {
      if (!(await ports.mayUse(question))) return false;
      await memory.update(CONSENTS, [...consents(), pair]);
      return true;
    })();
    asking.set(pair, asked);
    try {
      return await asked;
    } finally {
      asking.delete(pair);
    }
  }

  async function fromEnvironment(name: string, origin: string): Promise<string> {
    const value = env[name]?.trim();
    if (!value) {
      throw new UserError(
        'auth',
        `The spec asks for the environment variable ${name}, which is not set; set it and start VS Code again, or use \${secret:${name}} and Gavel: Set Secret.`,
      );
    }
    const service = ports.service();
    const own = name === SERVICE_ENV && origin === service.origin && service.chosenByUser;
    if (!own && !(await consented({ name, store: 'env', origin, boundTo: [] }))) {
      throw refused(name, origin);
    }
    return value;
  }

  async function fromSecrets(name: string, origin: string): Promise<string> {
    const value = await secrets.get(secretKey(name, origin));
    if (value) return value;
    const boundTo = (secretOrigins()[name] ?? []).filter((other) => other !== origin);
    for (const other of boundTo) {
      const elsewhere = await secrets.get(secretKey(name, other));
      if (!elsewhere) continue;
      if (!(await consented({ name, store: 'secret', origin, boundTo: [other] }))) {
        throw refused(name, origin);
      }
      return elsewhere;
    }
    throw new UserError(
      'auth',
      `The secret ${name} for ${origin} is not set; set it with Gavel: Set Secret.`,
    );
  }

  function requireTrust(): void {
    if (ports.trusted()) return;
    throw new UserError('trust', 'No key is used in Restricted Mode: trust this workspace first.');
  }

  return {
    async service(origin) {
      requireTrust();
      const stored = await secrets.get(serviceKey(origin));
      if (stored) return stored;
      if (origin === ports.service().origin && env[SERVICE_ENV]?.trim()) {
        return fromEnvironment(SERVICE_ENV, origin);
      }
      throw new UserError(
        'auth',
        `No API key is set for ${origin}; set one with Gavel: Set API Key.`,
      );
    },
    async resolve(reference, origin) {
      requireTrust();
      const key = parseKeyReference(reference);
      if (!key) {
        throw new UserError(
          'spec',
          'external_api_token must be ${secret:NAME} or ${env:NAME}, never the key itself.',
        );
      }
      return key.store === 'env'
        ? fromEnvironment(key.name, origin)
        : fromSecrets(key.name, origin);
    },
    setServiceKey: async (origin, value) => secrets.store(serviceKey(origin), value),
    deleteServiceKey: async (origin) => secrets.delete(serviceKey(origin)),
    async hasServiceKey(origin) {
      if (await secrets.get(serviceKey(origin))) return true;
      const service = ports.service();
      return origin === service.origin && service.chosenByUser && !!env[SERVICE_ENV]?.trim();
    },
    async setSecret(name, origin, value) {
      await secrets.store(secretKey(name, origin), value);
      await bind(name, origin);
    },
    secretOrigins,
  };
}

function refused(name: string, origin: string): UserError {
  return new UserError(
    'auth',
    `The key ${name} was not sent to ${origin}, because you did not allow it; run again to be asked again.`,
  );
}

function serviceKey(origin: string): string {
  return `gavel.service ${origin}`;
}

function secretKey(name: string, origin: string): string {
  return `gavel.secret ${name} ${origin}`;
}
