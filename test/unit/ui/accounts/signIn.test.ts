import assert from 'node:assert/strict';
import type { Account } from '../../../../src/core/account.js';
import { UserError } from '../../../../src/core/userError.js';
import type { SignInState } from '../../../../src/ui/accounts/signIn.js';
import { createSignIn, signInText } from '../../../../src/ui/accounts/signIn.js';
import { SERVICE, keyStage } from '../secrets/keyStage.js';

const ACME = { organization: 'acme', project: 'evals-prod' };
const REFUSED = new UserError('auth', 'refused');

function stage(options: { env?: Record<string, string>; trusted?: boolean } = {}) {
  const { keys, accounts } = keyStage(options);
  const seen = { asked: 0, now: 0, failures: [] as unknown[], shown: [] as string[] };
  const answers: { next: (signal: AbortSignal) => Promise<Account> } = {
    next: () => Promise.resolve(ACME),
  };
  const signIn = createSignIn({
    trusted: () => options.trusted ?? true,
    serviceKey: () => keys.serviceKey(SERVICE),
    whose: (signal) => {
      seen.asked += 1;
      return answers.next(signal);
    },
    verified: (id, account) => accounts.verified(id, account),
    changed: () => seen.shown.push(signInText(signIn.state())),
    failed: (error) => seen.failures.push(error),
    now: () => seen.now,
  });
  return { signIn, accounts, seen, answers };
}

const env = { TOGETHER_API_KEY: 'from-env' };

describe('who is signed in', () => {
  it('nobody asks before somebody looks', () => {
    const { signIn, seen } = stage({ env });
    assert.deepEqual([signIn.state(), seen.asked], [{ kind: 'unknown' }, 0]);
  });

  it('an account that is known is shown without asking', async () => {
    const { signIn, accounts, seen } = stage();
    await accounts.save({ origin: SERVICE, value: 'k1', account: ACME });
    await signIn.look();
    await signIn.look();
    assert.deepEqual([seen.shown.at(-1), seen.asked], ['acme · evals-prod', 0]);
  });

  it('a key that nobody verified is asked about once, and then known', async () => {
    const { signIn, accounts, seen } = stage();
    await accounts.save({ origin: SERVICE, value: 'k1' });
    await signIn.look();
    assert.deepEqual(seen.shown, ['Unverified key', 'acme · evals-prod']);
    await signIn.look();
    assert.equal(seen.asked, 1);
    assert.deepEqual(accounts.list()[0]?.account, ACME);
  });

  it('the key from the environment says whose it is', async () => {
    const { signIn, seen } = stage({ env });
    await signIn.look();
    assert.deepEqual(seen.shown, ['key from the environment', 'acme · evals-prod (environment)']);
  });

  it('without a key nobody is asked', async () => {
    const { signIn, seen } = stage();
    await signIn.look();
    assert.deepEqual([seen.shown, seen.asked], [['not signed in'], 0]);
  });

  it('in Restricted Mode nothing is looked up', async () => {
    const { signIn, seen } = stage({ env, trusted: false });
    await signIn.look();
    await signIn.doubt();
    assert.deepEqual([signIn.state(), seen.asked], [{ kind: 'unknown' }, 0]);
  });

  it('a service that can not be reached leaves the key as it is', async () => {
    const { signIn, seen, answers } = stage({ env });
    answers.next = () => Promise.reject(new UserError('unreachable', 'down'));
    await signIn.look();
    assert.deepEqual([seen.shown, seen.failures.length], [['key from the environment'], 1]);
  });

  it('a refused key is said, and not asked about again until there is another', async () => {
    const { signIn, accounts, seen, answers } = stage();
    await accounts.save({ origin: SERVICE, value: 'k1', account: ACME });
    await signIn.look();
    answers.next = () => Promise.reject(REFUSED);
    await signIn.doubt();
    assert.equal(seen.shown.at(-1), 'acme · evals-prod, key refused');
    seen.now += 3_600_000;
    await signIn.doubt();
    assert.equal(seen.asked, 1);
    await accounts.save({ origin: SERVICE, value: 'k2', account: ACME });
    await signIn.look();
    assert.equal(seen.shown.at(-1), 'acme · evals-prod');
  });

  it('a key that is refused some things and not itself is not asked about all the time', async () => {
    const { signIn, accounts, seen } = stage();
    await accounts.save({ origin: SERVICE, value: 'k1', account: ACME });
    await signIn.look();
    for (const at of [0, 60_000, 120_000]) {
      seen.now = at;
      await signIn.doubt();
    }
    assert.equal(seen.asked, 1);
    seen.now = 400_000;
    await signIn.doubt();
    assert.deepEqual([seen.asked, seen.shown.at(-1)], [2, 'acme · evals-prod']);
  });

  it('an answer about the key before comes too late', async () => {
    const { signIn, accounts, seen, answers } = stage({ env });
    let late: (account: Account) => void = () => assert.fail('nobody asked');
    const signals: AbortSignal[] = [];
    answers.next = (signal) => {
      signals.push(signal);
      return new Promise((resolve) => (late = resolve));
    };
    const first = signIn.look();
    while (seen.asked === 0) await Promise.resolve();
    await accounts.save({ origin: SERVICE, value: 'k2', account: { organization: 'beta' } });
    await signIn.look();
    late(ACME);
    await first;
    assert.equal(seen.shown.at(-1), 'beta');
    assert.equal(signals[0]?.aborted, true);
  });

  it('nothing is said after the end', async () => {
    const { signIn, seen, answers } = stage({ env });
    answers.next = () => {
      signIn.dispose();
      return Promise.resolve(ACME);
    };
    await signIn.look();
    assert.deepEqual(seen.shown, ['key from the environment']);
  });
});

describe('signInText', () => {
  const key = { source: 'environment' } as const;
  const cases: readonly [SignInState, string][] = [
    [{ kind: 'unknown' }, ''],
    [{ kind: 'signed-out' }, 'not signed in'],
    [{ kind: 'signed-in', key, account: {}, isRefused: false }, 'key from the environment'],
    [{ kind: 'signed-in', key, isRefused: true }, 'key from the environment, key refused'],
  ];
  for (const [state, text] of cases) {
    it(text === '' ? 'nothing before anybody knows' : text, () => {
      assert.equal(signInText(state), text);
    });
  }
});
