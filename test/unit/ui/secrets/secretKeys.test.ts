import assert from 'node:assert/strict';
import { UserError } from '../../../../src/core/userError.js';
import type { ConsentQuestion } from '../../../../src/ui/secrets/secretKeys.js';
import { createSecretKeys } from '../../../../src/ui/secrets/secretKeys.js';

const SERVICE = 'https://service.example';
const OTHER = 'https://other.example';

interface Stage {
  readonly env?: Record<string, string>;
  readonly allow?: boolean;
  readonly chosenByUser?: boolean;
  readonly trusted?: boolean;
}

function stage({ env = {}, allow = true, chosenByUser = true, trusted = true }: Stage = {}) {
  const stored = new Map<string, string>();
  const memory = new Map<string, unknown>();
  const questions: ConsentQuestion[] = [];
  const keys = createSecretKeys({
    secrets: {
      get: (key) => Promise.resolve(stored.get(key)),
      store: (key, value) => Promise.resolve(void stored.set(key, value)),
      delete: (key) => Promise.resolve(void stored.delete(key)),
    },
    memory: {
      get: (key) => memory.get(key),
      update: (key, value) => Promise.resolve(void memory.set(key, value)),
    },
    env,
    service: () => ({ origin: SERVICE, chosenByUser }),
    mayUse: (question) => {
      questions.push(question);
      return Promise.resolve(allow);
    },
    trusted: () => trusted,
  });
  return { keys, questions, memory };
}

/** The failure as kind and message. */
async function failure(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof UserError) return `${error.kind}: ${error.message}`;
    throw error;
  }
  throw new assert.AssertionError({ message: 'expected a failure' });
}

describe('createSecretKeys', () => {
  it('the service key goes to the origin it was entered for and to no other', async () => {
    const { keys, questions } = stage();
    await keys.setServiceKey(SERVICE, 'sk-1');
    assert.equal(await keys.service(SERVICE), 'sk-1');
    assert.equal(
      await failure(keys.service(OTHER)),
      `auth: No API key is set for ${OTHER}; set one with Gavel: Set API Key.`,
    );
    assert.deepEqual(questions, []);
  });

  it('TOGETHER_API_KEY serves the configured origin without a question', async () => {
    const { keys, questions } = stage({ env: { TOGETHER_API_KEY: 'from-env' } });
    assert.equal(await keys.service(SERVICE), 'from-env');
    assert.equal(await keys.hasServiceKey(SERVICE), true);
    assert.match(await failure(keys.service(OTHER)), /^auth: No API key is set/);
    assert.deepEqual(questions, []);
  });

  it('an origin that the workspace chose gets the key from the environment only on consent', async () => {
    const { keys, questions } = stage({
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
  });

  it('an environment key asks once per origin, however many rows want it', async () => {
    const { keys, questions } = stage({ env: { OPENAI_API_KEY: 'sk-2' } });
    const reference = '${env:OPENAI_API_KEY}';
    const values = await Promise.all([1, 2, 3].map(() => keys.resolve(reference, OTHER)));
    await keys.resolve(reference, OTHER);
    assert.deepEqual(values, ['sk-2', 'sk-2', 'sk-2']);
    assert.deepEqual(questions, [
      { name: 'OPENAI_API_KEY', store: 'env', origin: OTHER, boundTo: [] },
    ]);
    await keys.resolve(reference, SERVICE);
    assert.equal(questions.length, 2);
  });

  it('a secret for another origin is named with where it belongs; a no keeps it', async () => {
    const { keys, questions } = stage({ allow: false });
    await keys.setSecret('JUDGE', OTHER, 'sk-3');
    assert.equal(await keys.resolve('${secret:JUDGE}', OTHER), 'sk-3');
    const text = await failure(keys.resolve('${secret:JUDGE}', SERVICE));
    assert.match(text, /^auth: The key JUDGE was not sent to https:\/\/service\.example/);
    assert.deepEqual(questions, [
      { name: 'JUDGE', store: 'secret', origin: SERVICE, boundTo: [OTHER] },
    ]);
  });

  it('says what is missing and how to provide it', async () => {
    const { keys } = stage();
    assert.match(
      await failure(keys.resolve('${env:NONE}', OTHER)),
      /variable NONE, which is not set/,
    );
    assert.match(await failure(keys.resolve('${secret:NONE}', OTHER)), /secret NONE .* is not set/);
    assert.match(await failure(keys.resolve('sk-literal', OTHER)), /^spec: .*never the key itself/);
  });

  it('gives nothing in Restricted Mode', async () => {
    const { keys, questions } = stage({ trusted: false, env: { A: 'x' } });
    await keys.setServiceKey(SERVICE, 'sk-1');
    assert.match(await failure(keys.service(SERVICE)), /^trust: /);
    assert.match(await failure(keys.resolve('${env:A}', OTHER)), /^trust: /);
    assert.deepEqual(questions, []);
  });

  it('keeps no value outside the secret storage', async () => {
    const { keys, memory } = stage({ env: { A: 'value-of-a' } });
    await keys.setSecret('JUDGE', OTHER, 'value-of-judge');
    await keys.resolve('${env:A}', OTHER);
    assert.deepEqual(
      [...memory],
      [
        ['gavel.secretOrigins', { JUDGE: [OTHER] }],
        ['gavel.keyConsents', [`env:A ${OTHER}`]],
      ],
    );
  });
});
