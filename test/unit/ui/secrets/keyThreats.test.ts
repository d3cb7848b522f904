import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chatEndpoint } from '../../../../src/backends/local/chatEndpoint.js';
import { keyReferences } from '../../../../src/backends/together/keyReferences.js';
import { UserError } from '../../../../src/core/userError.js';
import type { SecretKeys } from '../../../../src/ui/secrets/secretKeys.js';
import { proven } from '../../../security/proofs.js';
import { HOME, KEY_THREATS } from '../../keyThreats.js';
import type { Outcome } from '../../keyThreats.js';
import { OTHER, SERVICE, keyStage } from './keyStage.js';

const SEQUENCES = 500;
const MOST_STEPS = 30;

const judgeAt = (address: string, reference: string) => ({
  model: 'judge',
  model_source: 'external' as const,
  system_template: 'x',
  external_base_url: address,
  external_api_token: reference,
});

/** The origin that a job's key would go to. */
function jobOrigin(address: string, reference: string): string {
  const judge = judgeAt(address, reference);
  const scores = { min_score: 0, max_score: 1, pass_threshold: 1 };
  const [key] = keyReferences({
    type: 'score',
    dataset: 'd',
    model_to_evaluate: 'a',
    judge,
    ...scores,
  });
  return key?.origin ?? assert.fail('no key is wanted');
}

/** The origin that the local runner would send the key to. */
const localOrigin = (address: string, reference: string): string =>
  chatEndpoint(judgeAt(address, reference), SERVICE).url.origin;

/** What comes of a spec that names the address and the key, with a person who refuses. */
async function attempt(
  stage: ReturnType<typeof keyStage>,
  value: string,
  origin: () => string,
  reference: string,
): Promise<Outcome> {
  try {
    assert.equal(await stage.keys.resolve(reference, origin()), value);
    return 'given';
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    assert.ok(!error.message.includes(value));
    const [question, ...others] = stage.questions;
    assert.deepEqual(others, []);
    return question ? { asked: question.origin } : 'fault';
  }
}

describe('a spec from a stranger’s repository', () => {
  let tried = 0;
  for (const { name, address, job, local } of KEY_THREATS) {
    for (const [where, originOf, expected] of [
      ['a job', jobOrigin, job],
      ['the local runner', localOrigin, local],
    ] as const) {
      it(`a secret, to ${name}, by ${where}`, async () => {
        const stage = keyStage({ allow: false });
        await stage.keys.setSecret('JUDGE', HOME, 'value-of-judge');
        const reference = '${secret:JUDGE}';
        const origin = () => originOf(address, reference);
        assert.deepEqual(await attempt(stage, 'value-of-judge', origin, reference), expected);
        tried += 1;
      });

      it(`the service's key as another's, to ${name}, by ${where}`, async () => {
        // The service itself has the address that is attacked here.
        const env = { TOGETHER_API_KEY: 'value-of-service' };
        const stage = keyStage({ allow: false, env, service: HOME });
        const reference = '${env:TOGETHER_API_KEY}';
        const origin = () => originOf(address, reference);
        assert.deepEqual(await attempt(stage, 'value-of-service', origin, reference), expected);
        tried += 1;
      });
    }
  }

  it('any other variable of the environment goes nowhere unasked', async () => {
    const stage = keyStage({ allow: false, env: { AWS_SECRET_ACCESS_KEY: 'value-of-aws' } });
    const reference = '${env:AWS_SECRET_ACCESS_KEY}';
    for (const origin of [SERVICE, OTHER]) {
      stage.questions.length = 0;
      const outcome = await attempt(stage, 'value-of-aws', () => origin, reference);
      assert.deepEqual(outcome, { asked: origin });
    }
  });

  it('a stored key of the service can not be named in a spec', async () => {
    const stage = keyStage();
    const { id } = await stage.accounts.save({ origin: SERVICE, value: 'k' });
    for (const name of [SERVICE, id, `gavel.account ${id}`, 'gavel.account', 'id-1']) {
      await assert.rejects(stage.keys.resolve(`\${secret:${name}}`, SERVICE), UserError);
    }
    assert.deepEqual(stage.questions, []);
  });

  it('gets a key for none of its addresses but that for which it was entered', () => {
    assert.equal(tried, KEY_THREATS.length * 4);
    proven({
      area: 'Keys',
      claim:
        'No address that a spec names gets a key that was entered for another, unless a person says yes',
      test: 'test/unit/ui/secrets/keyThreats.test.ts',
      figure: `${KEY_THREATS.length} addresses, ${tried} attempts to have a key in VS Code`,
    });
  });
});

describe('settings of a workspace that lead to another service', () => {
  const env = { TOGETHER_API_KEY: 'value-of-service' };
  const refuses = (keys: SecretKeys, origin: string) =>
    assert.rejects(keys.service(origin), (error) => error instanceof UserError);

  it('a stored key does not follow, and nobody is asked', async () => {
    // The user's own service is another; the workspace leads to `HOME`.
    const { keys, accounts, questions } = keyStage({ service: HOME, chosenByUser: false });
    await accounts.save({ origin: SERVICE, value: 'k' });
    await refuses(keys, HOME);
    assert.deepEqual([await keys.hasServiceKey(HOME), questions], [false, []]);
  });

  it('the key from the environment follows on an explicit yes alone', async () => {
    const { keys, questions } = keyStage({ env, service: HOME, chosenByUser: false, allow: false });
    assert.equal(await keys.hasServiceKey(HOME), false);
    await refuses(keys, HOME);
    assert.deepEqual(questions, [{ store: 'env', name: 'TOGETHER_API_KEY', origin: HOME }]);
  });

  it('choosing the environment for one service does not choose it for the other', async () => {
    const { keys, accounts } = keyStage({ env, service: HOME, chosenByUser: false, allow: false });
    await accounts.choose(SERVICE, 'environment');
    await refuses(keys, HOME);
    await refuses(keys, SERVICE);
  });

  it('choosing it for the service that the workspace names is not yet a yes', async () => {
    const { keys, accounts } = keyStage({ env, service: HOME, chosenByUser: false, allow: false });
    await accounts.choose(HOME, 'environment');
    assert.equal(await keys.hasServiceKey(HOME), false);
    await refuses(keys, HOME);
  });
});

describe('whatever is set, asked and allowed', () => {
  const name = fc.constantFrom('A', 'B', 'TOGETHER_API_KEY');
  const origin = fc.constantFrom(SERVICE, OTHER, HOME, `${HOME}:8443`, 'http://127.0.0.1:1');
  const step = fc.oneof(
    fc.record({ kind: fc.constant('set' as const), name, origin }),
    fc.record({ kind: fc.constant('remove' as const), name, origin }),
    fc.record({ kind: fc.constant('withdraw' as const), name, origin }),
    fc.record({
      kind: fc.constant('resolve' as const),
      store: fc.constantFrom('secret' as const, 'env' as const),
      name,
      origin,
      allow: fc.boolean(),
    }),
  );

  it('property: a key goes to no origin that it was neither entered nor allowed for', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: MOST_STEPS }),
        fc.boolean(),
        async (steps, chosenByUser) => {
          const env = { A: 'env A', B: 'env B', TOGETHER_API_KEY: 'env TOGETHER_API_KEY' };
          const stage = keyStage({ env, chosenByUser });
          const { keys, questions, answers } = stage;
          /** Where each value was entered; what a person allowed and did not take back. */
          const entered = new Map<string, string>();
          const allowed = new Set<string>();
          for (const one of steps) {
            const id = `${one.name} ${one.origin}`;
            if (one.kind === 'set') {
              await keys.setSecret(one.name, one.origin, `secret ${id}`);
              entered.set(`secret ${id}`, one.origin);
            } else if (one.kind === 'remove') {
              await keys.removeSecret(one.name, one.origin);
              entered.delete(`secret ${id}`);
              for (const pair of allowed)
                if (pair.startsWith(`secret ${id} → `)) allowed.delete(pair);
            } else if (one.kind === 'withdraw') {
              for (const pair of keys.consents.all()) {
                if (pair.name === one.name && pair.origin === one.origin)
                  await keys.consents.withdraw(pair);
              }
              for (const pair of allowed) {
                const isOf =
                  pair.startsWith(`secret ${one.name} `) || pair.startsWith(`env ${one.name} `);
                if (isOf && pair.endsWith(`→ ${one.origin}`)) allowed.delete(pair);
              }
            } else {
              answers.allow = one.allow;
              questions.length = 0;
              const reference = `\${${one.store}:${one.name}}`;
              const value = await keys.resolve(reference, one.origin).catch((error: unknown) => {
                assert.ok(error instanceof UserError);
                return undefined;
              });
              for (const question of questions) {
                const source = question.boundTo === undefined ? '' : question.boundTo;
                const key = `${question.store} ${question.name} ${source}`;
                if (one.allow) allowed.add(`${key} → ${question.origin}`);
              }
              if (value === undefined) continue;
              const isOwn =
                value === 'env TOGETHER_API_KEY' && one.origin === SERVICE && chosenByUser;
              const source = value.startsWith('env ') ? `${value} ` : value;
              assert.ok(
                isOwn ||
                  entered.get(value) === one.origin ||
                  allowed.has(`${source} → ${one.origin}`),
                `${value} went to ${one.origin}`,
              );
            }
          }
        },
      ),
      { numRuns: SEQUENCES, seed: 9 },
    );
    proven({
      area: 'Keys',
      claim:
        'Whatever is entered, allowed, refused and withdrawn, in any order, a key goes where it was entered or allowed for',
      test: 'test/unit/ui/secrets/keyThreats.test.ts',
      figure: `${SEQUENCES} sequences of up to ${MOST_STEPS} steps`,
    });
  });
});
