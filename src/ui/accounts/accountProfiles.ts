import type { Account } from '../../core/account.js';
import { accountText } from '../../core/account.js';
import { t } from '../../l10n/t.js';
import type { KeyMemory, KeyVault } from '../secrets/keyMemory.js';

/** A key of the service under a name; its value is in secret storage. */
export interface AccountProfile {
  readonly id: string;
  /** Unique among those of its origin. */
  readonly name: string;
  /** A person chose the name: it stays when the account is known. */
  readonly isNamed?: boolean;
  readonly origin: string;
  /** Whose key it is; undefined until the service has said so. */
  readonly account?: Account;
  /** When the service said so last, in milliseconds since 1970. */
  readonly verifiedMs?: number;
}

/** Which key of the service is used; `default`: nothing was chosen. */
export type AccountChoice =
  | { readonly kind: 'profile'; readonly profile: AccountProfile }
  | { readonly kind: 'environment' | 'none' | 'default' };

interface AccountPorts {
  readonly secrets: KeyVault;
  /** Of all windows. */
  readonly memory: KeyMemory;
  /** Of this workspace: VS Code's own storage, no file that a repository could carry. */
  readonly workspace: KeyMemory;
  readonly newId: () => string;
  readonly now: () => number;
}

interface SavedKey {
  readonly origin: string;
  readonly value: string;
  /** The profile that it belongs to; another one is made where there is none of that name. */
  readonly name?: string;
  /** As the service says; undefined where it was not asked. */
  readonly account?: Account;
}

export interface AccountProfiles {
  list(origin?: string): readonly AccountProfile[];
  chosen(origin: string): Promise<AccountChoice>;
  /** Whether the choice is that of this workspace alone. */
  isChosenHere(origin: string): boolean;
  /** Undefined where the secret storage has lost it. */
  key(profile: AccountProfile): Promise<string | undefined>;
  /** Keeps a key, in place of the one of the same name or account, and uses it from now on. */
  save(key: SavedKey): Promise<AccountProfile>;
  /** `profile`: by its id. `here`: in this workspace alone. */
  choose(
    origin: string,
    choice: { readonly profile: string } | 'environment' | 'none',
    options?: { readonly here?: boolean },
  ): Promise<void>;
  /** This workspace uses what all windows use. */
  forgetHere(origin: string): Promise<void>;
  /** The service said whose key it is. */
  verified(id: string, account: Account): Promise<void>;
  rename(id: string, name: string): Promise<void>;
  remove(id: string): Promise<void>;
}

const PROFILES = 'gavel.accounts';
const CHOSEN = 'gavel.chosenAccounts';
const unnamed = () => t('Unverified key');

/** The accounts of the service that were signed in to: several for an origin, one of them in use. */
export function createAccountProfiles(ports: AccountPorts): AccountProfiles {
  const { secrets, memory, workspace } = ports;
  const migrated = new Map<string, Promise<void>>();

  const list = (origin?: string): readonly AccountProfile[] => {
    const stored = memory.get(PROFILES);
    const all = Array.isArray(stored) ? (stored as readonly AccountProfile[]) : []; // written below
    return origin === undefined ? all : all.filter((profile) => profile.origin === origin);
  };
  const put = async (profile: AccountProfile): Promise<AccountProfile> => {
    const at = list().findIndex(({ id }) => id === profile.id);
    await memory.update(PROFILES, at < 0 ? [...list(), profile] : list().with(at, profile));
    return profile;
  };
  const choices = (where: KeyMemory): Readonly<Record<string, string>> => {
    const stored = where.get(CHOSEN);
    const isObject = typeof stored === 'object' && stored !== null;
    return isObject ? (stored as Readonly<Record<string, string>>) : {}; // written below
  };
  const note = (where: KeyMemory, origin: string, choice: string | undefined) => {
    const others = Object.entries(choices(where)).filter(([one]) => one !== origin);
    const own: readonly [string, string][] = choice === undefined ? [] : [[origin, choice]];
    return where.update(CHOSEN, Object.fromEntries([...others, ...own]));
  };

  /** A name that no other profile of the origin has. */
  const freeName = (wanted: string, origin: string, ownId: string): string => {
    const taken = list(origin).flatMap(({ id, name }) => (id === ownId ? [] : name));
    for (let count = 1; ; count += 1) {
      const name = count === 1 ? wanted : `${wanted} (${count})`;
      if (!taken.includes(name)) return name;
    }
  };

  const holderOf = async (value: string, origin: string): Promise<string | undefined> => {
    for (const { id } of list(origin)) {
      if ((await secrets.get(secretOf(id))) === value) return id;
    }
    return undefined;
  };

  /** An earlier version kept one key for each origin, under this name. */
  const migrate = (origin: string): Promise<void> => {
    const before = `gavel.service ${origin}`;
    const move = async (): Promise<void> => {
      const value = await secrets.get(before);
      if (!value) return;
      // Two windows that do this at once do the same. Stopped half-way it is done again: the key is
      // deleted there once it is here.
      const first = `first ${origin}`;
      let holder = await holderOf(value, origin);
      if (holder === undefined) {
        holder = list().some((profile) => profile.id === first) ? ports.newId() : first;
        await secrets.store(secretOf(holder), value);
        await put({ id: holder, name: freeName(unnamed(), origin, holder), origin });
      }
      if (choices(memory)[origin] === undefined) await note(memory, origin, holder);
      await secrets.delete(before);
    };
    const running = migrated.get(origin) ?? move();
    migrated.set(origin, running);
    running.catch(() => migrated.delete(origin));
    return running;
  };

  async function chosen(origin: string): Promise<AccountChoice> {
    await migrate(origin);
    const own = list(origin);
    for (const where of [workspace, memory]) {
      const choice = choices(where)[origin];
      if (choice === 'environment' || choice === 'none') return { kind: choice };
      const profile = own.find(({ id }) => id === choice);
      if (profile) return { kind: 'profile', profile };
    }
    return { kind: 'default' };
  }

  /** The profile whose key is replaced: of that name, or of the same account. */
  function known({ origin, name, account }: SavedKey): AccountProfile | undefined {
    const own = list(origin);
    if (name !== undefined) return own.find((profile) => profile.name === name);
    if (!account) return own.find((profile) => !profile.account && !profile.isNamed);
    return own.find((profile) => profile.account && isSame(profile.account, account));
  }

  return {
    list,
    chosen,
    isChosenHere: (origin) => choices(workspace)[origin] !== undefined,
    key: async ({ id }) => secrets.get(secretOf(id)),
    async save(key) {
      const { origin, value, name, account } = key;
      await migrate(origin);
      const before = known(key);
      // Caches go by the id: another account is never taken for the one before.
      const isSameAccount = before?.account && account && isSame(before.account, account);
      const id = before && isSameAccount ? before.id : ports.newId();
      const isNamed = name !== undefined || before?.isNamed === true;
      const wanted = name ?? (isNamed ? before?.name : undefined) ?? nameOf(account);
      await secrets.store(secretOf(id), value);
      if (before && before.id !== id) await remove(before.id);
      const profile = await put({
        id,
        name: freeName(wanted, origin, id),
        origin,
        ...(isNamed && { isNamed }),
        ...(account && { account, verifiedMs: ports.now() }),
      });
      await note(memory, origin, id);
      await note(workspace, origin, undefined);
      return profile;
    },
    async choose(origin, choice, { here = false } = {}) {
      const id = typeof choice === 'string' ? choice : choice.profile;
      await note(here ? workspace : memory, origin, id);
      if (!here) await note(workspace, origin, undefined);
    },
    forgetHere: async (origin) => note(workspace, origin, undefined),
    async verified(id, account) {
      const profile = list().find((one) => one.id === id);
      if (!profile) return;
      const { origin, isNamed } = profile;
      const name = isNamed ? profile.name : freeName(nameOf(account), origin, id);
      await put({ ...profile, name, account, verifiedMs: ports.now() });
    },
    async rename(id, name) {
      const profile = list().find((one) => one.id === id);
      if (profile) {
        await put({ ...profile, name: freeName(name, profile.origin, id), isNamed: true });
      }
    },
    remove,
  };

  /** What used it is signed out: another account is never taken unasked. */
  async function remove(id: string): Promise<void> {
    const profile = list().find((one) => one.id === id);
    await secrets.delete(secretOf(id));
    await memory.update(
      PROFILES,
      list().filter((one) => one.id !== id),
    );
    if (!profile) return;
    const { origin } = profile;
    if (choices(memory)[origin] === id) await note(memory, origin, 'none');
    if (choices(workspace)[origin] === id) await note(workspace, origin, 'none');
  }
}

function secretOf(id: string): string {
  return `gavel.account ${id}`;
}

function nameOf(account: Account | undefined): string {
  return (account && accountText(account)) ?? unnamed();
}

/** The same project, as far as ids and names tell: its key takes the place of the one before. */
function isSame(one: Account, other: Account): boolean {
  const text = (account: Account) =>
    [account.organizationId ?? account.organization, account.projectId ?? account.project].join(
      ' ',
    );
  return text(one) === text(other);
}
