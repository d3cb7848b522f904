import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createAccountProfiles } from '../../../../src/ui/accounts/accountProfiles.js';
import type { AccountProfiles } from '../../../../src/ui/accounts/accountProfiles.js';
import { OTHER, SERVICE, keyStage, memoryOf, vaultOf } from '../secrets/keyStage.js';

const ACME = { organization: 'acme', project: 'a', organizationId: 'o1', projectId: 'p1' };
const BETA = { organization: 'beta', project: 'b', organizationId: 'o2', projectId: 'p2' };

/** What is in use: the name of a profile, or the kind of choice. */
async function inUse(accounts: AccountProfiles, origin = SERVICE): Promise<string> {
  const choice = await accounts.chosen(origin);
  return choice.kind === 'profile' ? choice.profile.name : choice.kind;
}

const names = (accounts: AccountProfiles): string[] => accounts.list().map(({ name }) => name);

describe('accounts as profiles', () => {
  it('a key is named after its account, and used', async () => {
    const { accounts } = keyStage();
    assert.equal(await inUse(accounts), 'default');
    const profile = await accounts.save({ origin: SERVICE, value: 'k1', account: ACME });
    const expected = { id: 'id-1', name: 'acme · a', origin: SERVICE, account: ACME };
    assert.deepEqual(profile, { ...expected, verifiedMs: 1000 });
    assert.equal(await inUse(accounts), 'acme · a');
    assert.equal(await accounts.key(profile), 'k1');
    assert.equal(await inUse(accounts, OTHER), 'default');
  });

  it('a key of another account is added, one of the same takes its place', async () => {
    const { accounts, stored } = keyStage();
    await accounts.save({ origin: SERVICE, value: 'k1', account: ACME });
    await accounts.save({ origin: SERVICE, value: 'k2', account: BETA });
    await accounts.save({ origin: SERVICE, value: 'k3', account: { ...ACME, keyId: 'new' } });
    assert.deepEqual(names(accounts), ['acme · a', 'beta · b']);
    assert.deepEqual([...stored.values()], ['k3', 'k2']);
    assert.equal(await inUse(accounts), 'acme · a');
  });

  it('a named account gets another key; where that is somebody else’s, nothing is taken for the old', async () => {
    const { accounts, stored } = keyStage();
    const work = await accounts.save({ origin: SERVICE, value: 'k1', name: 'work', account: ACME });
    const again = await accounts.save({
      origin: SERVICE,
      value: 'k2',
      name: 'work',
      account: ACME,
    });
    assert.equal(again.id, work.id);
    const other = await accounts.save({
      origin: SERVICE,
      value: 'k3',
      name: 'work',
      account: BETA,
    });
    assert.notEqual(other.id, work.id);
    assert.deepEqual(names(accounts), ['work']);
    assert.deepEqual([...stored.values()], ['k3']);
  });

  it('a key that nobody verified takes the place of another such, and is not taken for it', async () => {
    const { accounts, stored } = keyStage();
    const first = await accounts.save({ origin: SERVICE, value: 'k1' });
    const second = await accounts.save({ origin: SERVICE, value: 'k2' });
    assert.notEqual(second.id, first.id);
    assert.deepEqual([names(accounts), [...stored.values()]], [['Unverified key'], ['k2']]);
    assert.equal(await inUse(accounts), 'Unverified key');
  });

  it('a key that nobody verified gets its account later, and its name unless a person gave one', async () => {
    const { accounts } = keyStage();
    const { id } = await accounts.save({ origin: SERVICE, value: 'k1' });
    const named = await accounts.save({ origin: SERVICE, value: 'k2', name: 'work' });
    assert.deepEqual(names(accounts), ['Unverified key', 'work']);
    await accounts.verified(id, ACME);
    await accounts.verified(named.id, BETA);
    await accounts.verified('gone', BETA);
    assert.deepEqual(
      accounts.list().map(({ name, account }) => [name, account]),
      [
        ['acme · a', ACME],
        ['work', BETA],
      ],
    );
  });

  it('names are unique at an origin', async () => {
    const { accounts } = keyStage();
    const { id } = await accounts.save({ origin: SERVICE, value: 'k1', account: ACME });
    await accounts.save({ origin: SERVICE, value: 'k2', account: BETA });
    await accounts.save({ origin: OTHER, value: 'k3', account: BETA });
    await accounts.rename(id, 'beta · b');
    assert.deepEqual(names(accounts), ['beta · b (2)', 'beta · b', 'beta · b']);
    await accounts.rename(id, 'beta · b (2)');
    assert.equal(names(accounts)[0], 'beta · b (2)');
  });

  it('a workspace may use another account than the rest, until a choice is made for all', async () => {
    const { accounts } = keyStage({ env: { TOGETHER_API_KEY: 'e' } });
    const acme = await accounts.save({ origin: SERVICE, value: 'k1', account: ACME });
    await accounts.save({ origin: SERVICE, value: 'k2', account: BETA });
    await accounts.choose(SERVICE, { profile: acme.id }, { here: true });
    assert.deepEqual([await inUse(accounts), accounts.isChosenHere(SERVICE)], ['acme · a', true]);
    await accounts.forgetHere(SERVICE);
    assert.deepEqual([await inUse(accounts), accounts.isChosenHere(SERVICE)], ['beta · b', false]);
    await accounts.choose(SERVICE, 'environment', { here: true });
    assert.equal(await inUse(accounts), 'environment');
    await accounts.choose(SERVICE, 'none');
    assert.deepEqual([await inUse(accounts), accounts.isChosenHere(SERVICE)], ['none', false]);
  });

  it('removing the account in use signs out, and takes no other unasked', async () => {
    const { accounts, stored } = keyStage();
    await accounts.save({ origin: SERVICE, value: 'k1', account: ACME });
    const beta = await accounts.save({ origin: SERVICE, value: 'k2', account: BETA });
    await accounts.remove(beta.id);
    assert.deepEqual([await inUse(accounts), names(accounts)], ['none', ['acme · a']]);
    assert.deepEqual([...stored.values()], ['k1']);
  });

  it('removing an account that is not in use changes nothing else', async () => {
    const { accounts } = keyStage();
    const acme = await accounts.save({ origin: SERVICE, value: 'k1', account: ACME });
    await accounts.save({ origin: SERVICE, value: 'k2', account: BETA });
    await accounts.remove(acme.id);
    await accounts.remove('gone');
    assert.equal(await inUse(accounts), 'beta · b');
  });
});

describe('a key that an earlier version kept', () => {
  const before = `gavel.service ${SERVICE}`;

  it('is taken over under its origin, and used', async () => {
    const { accounts, keys, stored } = keyStage({ env: { TOGETHER_API_KEY: 'e' } });
    stored.set(before, 'old');
    assert.equal(await keys.service(SERVICE), 'old');
    assert.equal(await keys.hasServiceKey(OTHER), false);
    assert.deepEqual(names(accounts), ['Unverified key']);
    assert.deepEqual([...stored.values()], ['old']);
    assert.ok(!stored.has(before));
  });

  it('does not change what was chosen, and is not taken over twice', async () => {
    const { accounts, stored } = keyStage();
    await accounts.save({ origin: SERVICE, value: 'new', account: ACME });
    // The earlier version runs in another window, or comes back.
    const values = { secrets: vaultOf(stored), newId: () => 'id-9', now: () => 0 };
    const memory = memoryOf(
      new Map<string, unknown>([
        ['gavel.accounts', accounts.list()],
        ['gavel.chosenAccounts', { [SERVICE]: 'id-1' }],
      ]),
    );
    for (const value of ['old', 'old', 'new', 'older']) {
      stored.set(before, value);
      const later = createAccountProfiles({ ...values, memory, workspace: memoryOf() });
      assert.equal(await inUse(later), 'acme · a');
      assert.ok(!stored.has(before));
    }
    const later = createAccountProfiles({ ...values, memory, workspace: memoryOf() });
    assert.deepEqual(names(later), ['acme · a', 'Unverified key', 'Unverified key (2)']);
    assert.deepEqual([...stored.values()].sort(), ['new', 'old', 'older']);
  });

  it('property: wherever taking it over stops, the key is not lost, and the next start has it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 8 }), async (steps) => {
        const stored = new Map([[before, 'old']]);
        const kept = new Map<string, unknown>();
        let left = steps;
        const failing = <T extends object>(target: T): T =>
          new Proxy(target, {
            get:
              (_target, name) =>
              (...args: unknown[]) => {
                if (left <= 0) throw new Error('the window closed');
                left -= name === 'get' && args[0] !== before ? 0 : 1;
                const method = Reflect.get(target, name) as (...args: unknown[]) => unknown;
                return method(...args);
              },
          });
        const ports = { workspace: memoryOf(), newId: () => 'id', now: () => 0 };
        const stopped = createAccountProfiles({
          ...ports,
          secrets: failing(vaultOf(stored)),
          memory: failing(memoryOf(kept)),
        });
        await stopped.chosen(SERVICE).catch(() => undefined);
        assert.ok([...stored.values()].includes('old'));
        const next = createAccountProfiles({
          ...ports,
          secrets: vaultOf(stored),
          memory: memoryOf(kept),
        });
        const choice = await next.chosen(SERVICE);
        assert.ok(choice.kind === 'profile');
        assert.equal(await next.key(choice.profile), 'old');
        assert.ok(!stored.has(before));
      }),
    );
  });
});
