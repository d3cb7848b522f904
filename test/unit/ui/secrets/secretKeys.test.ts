import assert from 'node:assert/strict';
import { OTHER, SERVICE, failure, keyStage } from './keyStage.js';

describe('createSecretKeys', () => {
  it('the service key goes to the origin it was entered for and to no other', async () => {
    const { keys, accounts, questions } = keyStage();
    await accounts.save({ origin: SERVICE, value: 'sk-1' });
    assert.equal(await keys.service(SERVICE), 'sk-1');
    assert.equal(
      await failure(keys.service(OTHER)),
      `auth: No API key is set for ${OTHER}; set one with Gavel: Set API Key.`,
    );
    assert.deepEqual(questions, []);
  });

  it('TOGETHER_API_KEY serves the configured origin without a question', async () => {
    const { keys, questions } = keyStage({ env: { TOGETHER_API_KEY: 'from-env' } });
    assert.equal(await keys.service(SERVICE), 'from-env');
    assert.equal(await keys.hasServiceKey(SERVICE), true);
    assert.deepEqual(await keys.serviceKey(SERVICE), { source: 'environment' });
    assert.match(await failure(keys.service(OTHER)), /^auth: No API key is set/);
    assert.deepEqual(questions, []);
  });

  it('an account that was chosen comes before the environment, and signing out keeps both away', async () => {
    const { keys, accounts } = keyStage({ env: { TOGETHER_API_KEY: 'from-env' } });
    const { id } = await accounts.save({ origin: SERVICE, value: 'sk-1' });
    assert.equal(await keys.service(SERVICE), 'sk-1');
    await accounts.choose(SERVICE, 'environment');
    assert.equal(await keys.service(SERVICE), 'from-env');
    await accounts.choose(SERVICE, { profile: id });
    await accounts.remove(id);
    assert.equal(await keys.hasServiceKey(SERVICE), false);
    assert.match(await failure(keys.service(SERVICE)), /^auth: No API key is set/);
  });

  it('an account whose key the storage lost is named', async () => {
    const { keys, accounts, stored } = keyStage({ env: { TOGETHER_API_KEY: 'from-env' } });
    await accounts.save({ origin: SERVICE, value: 'sk-1', name: 'work' });
    stored.clear();
    assert.equal(await keys.hasServiceKey(SERVICE), false);
    assert.match(await failure(keys.service(SERVICE)), /^auth: The key of work is gone from/);
  });

  it('what is kept of the service is kept for each account', async () => {
    const { keys, accounts } = keyStage({ env: { TOGETHER_API_KEY: 'from-env' } });
    const names = [await keys.accountKey(SERVICE)];
    const acme = { organization: 'acme', project: 'a' };
    await accounts.save({ origin: SERVICE, value: 'sk-1', account: acme });
    names.push(await keys.accountKey(SERVICE));
    await accounts.save({ origin: SERVICE, value: 'sk-2', account: { organization: 'beta' } });
    names.push(await keys.accountKey(SERVICE));
    await accounts.choose(SERVICE, 'none');
    names.push(await keys.accountKey(SERVICE), await keys.accountKey(OTHER));
    assert.equal(new Set(names).size, names.length, names.join(', '));
    // Another key of the same account sees the same.
    const first = names[1];
    await accounts.save({ origin: SERVICE, value: 'sk-3', account: acme });
    assert.equal(await keys.accountKey(SERVICE), first);
    assert.equal(await keys.service(SERVICE), 'sk-3');
  });

  it('an origin that the workspace chose gets the key from the environment only on consent', async () => {
    const { keys, questions, answers } = keyStage({
      env: { TOGETHER_API_KEY: 'from-env' },
      chosenByUser: false,
      allow: false,
    });
    assert.equal(await keys.hasServiceKey(SERVICE), false);
    assert.match(
      await failure(keys.service(SERVICE)),
      /was not sent to https:\/\/service\.example/,
    );
    assert.equal(questions.length, 1);
    answers.allow = true;
    assert.equal(await keys.service(SERVICE), 'from-env');
    assert.equal(await keys.hasServiceKey(SERVICE), true);
  });

  it('an environment key asks once per origin, however many rows want it', async () => {
    const { keys, questions } = keyStage({ env: { OPENAI_API_KEY: 'sk-2' } });
    const reference = '${env:OPENAI_API_KEY}';
    const asker = { model: 'gpt-5', spec: '/w/a.eval.yaml' };
    const values = await Promise.all([1, 2, 3].map(() => keys.resolve(reference, OTHER, asker)));
    await keys.resolve(reference, OTHER);
    assert.deepEqual(values, ['sk-2', 'sk-2', 'sk-2']);
    assert.deepEqual(questions, [{ name: 'OPENAI_API_KEY', store: 'env', origin: OTHER, asker }]);
    await keys.resolve(reference, SERVICE);
    assert.equal(questions.length, 2);
  });

  it('a secret for another origin is named with where it belongs; a no keeps it', async () => {
    const { keys, questions } = keyStage({ allow: false });
    await keys.setSecret('JUDGE', OTHER, 'sk-3');
    assert.equal(await keys.resolve('${secret:JUDGE}', OTHER), 'sk-3');
    const text = await failure(keys.resolve('${secret:JUDGE}', SERVICE));
    assert.match(text, /^auth: The key JUDGE was not sent to https:\/\/service\.example/);
    assert.deepEqual(questions, [
      { name: 'JUDGE', store: 'secret', origin: SERVICE, boundTo: OTHER },
    ]);
    assert.deepEqual(keys.consents.all(), []);
  });

  it('a secret has a value for each origin', async () => {
    const { keys, questions } = keyStage({ allow: false });
    await keys.setSecret('JUDGE', OTHER, 'for-other');
    await keys.setSecret('JUDGE', SERVICE, 'for-service');
    assert.equal(await keys.resolve('${secret:JUDGE}', OTHER), 'for-other');
    assert.equal(await keys.resolve('${secret:JUDGE}', SERVICE), 'for-service');
    assert.deepEqual(keys.secretOrigins(), { JUDGE: [OTHER, SERVICE] });
    await keys.removeSecret('JUDGE', OTHER);
    assert.deepEqual(keys.secretOrigins(), { JUDGE: [SERVICE] });
    assert.match(await failure(keys.resolve('${secret:JUDGE}', OTHER)), /did not allow it/);
    assert.equal(questions.length, 1);
  });

  it('a consent that is withdrawn is asked for again', async () => {
    const { keys, questions, answers } = keyStage();
    await keys.setSecret('JUDGE', OTHER, 'sk-3');
    assert.equal(await keys.resolve('${secret:JUDGE}', SERVICE), 'sk-3');
    const pair = { store: 'secret', name: 'JUDGE', origin: SERVICE, boundTo: OTHER } as const;
    assert.deepEqual(keys.consents.all(), [pair]);
    await keys.consents.withdraw(pair);
    answers.allow = false;
    assert.match(await failure(keys.resolve('${secret:JUDGE}', SERVICE)), /did not allow it/);
    assert.equal(questions.length, 2);
  });

  it('what was allowed for a secret is not allowed for the next one of its name', async () => {
    const { keys, answers, stored } = keyStage();
    await keys.setSecret('JUDGE', OTHER, 'first');
    await keys.resolve('${secret:JUDGE}', SERVICE);
    await keys.removeSecret('JUDGE');
    assert.deepEqual([keys.secretOrigins(), keys.consents.all(), [...stored]], [{}, [], []]);
    answers.allow = false;
    await keys.setSecret('JUDGE', 'https://third.example', 'second');
    assert.match(await failure(keys.resolve('${secret:JUDGE}', SERVICE)), /did not allow it/);
  });

  it('a consent is for the key that was entered for one origin, not for another of its name', async () => {
    const { keys, answers } = keyStage();
    await keys.setSecret('JUDGE', OTHER, 'first');
    await keys.resolve('${secret:JUDGE}', SERVICE);
    await keys.setSecret('JUDGE', 'https://third.example', 'second');
    await keys.removeSecret('JUDGE', OTHER);
    answers.allow = false;
    assert.match(await failure(keys.resolve('${secret:JUDGE}', SERVICE)), /did not allow it/);
  });

  for (const name of ['__proto__', 'constructor', 'toString']) {
    it(`a secret may be called ${name}`, async () => {
      const { keys } = keyStage();
      const reference = `\${secret:${name}}`;
      assert.match(await failure(keys.resolve(reference, OTHER)), /is not set/);
      await keys.setSecret(name, OTHER, 'sk-3');
      assert.equal(await keys.resolve(reference, OTHER), 'sk-3');
      await keys.removeSecret(name);
      assert.match(await failure(keys.resolve(reference, OTHER)), /is not set/);
    });
  }

  it('says what is missing and how to provide it', async () => {
    const { keys } = keyStage();
    assert.match(
      await failure(keys.resolve('${env:constructor}', OTHER)),
      /variable constructor, which is not set/,
    );
    assert.match(
      await failure(keys.resolve('${env:NONE}', OTHER)),
      /variable NONE, which is not set/,
    );
    assert.match(await failure(keys.resolve('${secret:NONE}', OTHER)), /secret NONE .* is not set/);
    assert.match(await failure(keys.resolve('sk-literal', OTHER)), /^spec: .*never the key itself/);
  });

  it('gives nothing in Restricted Mode', async () => {
    const { keys, accounts, questions } = keyStage({ trusted: false, env: { A: 'x' } });
    await accounts.save({ origin: SERVICE, value: 'sk-1' });
    assert.match(await failure(keys.service(SERVICE)), /^trust: /);
    assert.match(await failure(keys.resolve('${env:A}', OTHER)), /^trust: /);
    assert.deepEqual(questions, []);
  });

  it('keeps no value outside the secret storage', async () => {
    const { keys, accounts, memory } = keyStage({ env: { A: 'value-of-a' } });
    await keys.setSecret('JUDGE', OTHER, 'value-of-judge');
    await keys.resolve('${env:A}', OTHER);
    await accounts.save({ origin: SERVICE, value: 'value-of-service' });
    assert.deepEqual(
      [...memory],
      [
        ['gavel.secretOrigins', { JUDGE: [OTHER] }],
        ['gavel.keyConsents', [`env:A ${OTHER}`]],
        ['gavel.accounts', [{ id: 'id-1', name: 'Unverified key', origin: SERVICE }]],
        ['gavel.chosenAccounts', { [SERVICE]: 'id-1' }],
      ],
    );
  });
});
