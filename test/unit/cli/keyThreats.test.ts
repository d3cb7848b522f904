import assert from 'node:assert/strict';
import fc from 'fast-check';
import { chatEndpoint } from '../../../src/backends/local/chatEndpoint.js';
import { environmentKeys } from '../../../src/cli/environmentKeys.js';
import { UserError } from '../../../src/core/userError.js';
import { proven } from '../../security/proofs.js';
import { HOME, KEY_THREATS } from '../keyThreats.js';

const SERVICE = 'https://service.example';

/** The keys of somebody who bound two of them to `HOME`, and works with a service of that name. */
const env = {
  TOGETHER_API_KEY: 'value-of-service',
  MINE: 'value-of-mine',
  GAVEL_SECRET_JUDGE: 'value-of-judge',
  GAVEL_KEY_ORIGINS: `MINE=${HOME},JUDGE=${HOME}`,
};

describe('a spec from elsewhere, on the command line', () => {
  let tried = 0;
  const references = [
    ['${secret:JUDGE}', 'value-of-judge', SERVICE],
    ['${env:MINE}', 'value-of-mine', SERVICE],
    ['${env:TOGETHER_API_KEY}', 'value-of-service', HOME],
  ] as const;
  for (const { name, address, local } of KEY_THREATS) {
    for (const [reference, value, service] of references) {
      it(`${reference} to ${name}`, async () => {
        const resolved = (async () => {
          const target = {
            model: 'm',
            model_source: 'external' as const,
            external_base_url: address,
          };
          const { origin } = chatEndpoint(target, SERVICE).url;
          return environmentKeys(env, service).resolve(reference, origin);
        })();
        if (local === 'given') {
          assert.equal(await resolved, value);
          tried += 1;
          return;
        }
        await assert.rejects(resolved, (error) => {
          assert.ok(error instanceof UserError);
          assert.equal(error.kind, local === 'fault' ? 'spec' : 'auth');
          assert.ok(!error.message.includes(value));
          if (local !== 'fault') assert.ok(error.message.includes(` to ${local.asked}, which`));
          return true;
        });
        tried += 1;
      });
    }
  }

  it('gets a key for none of its addresses but that which the environment binds it to', () => {
    assert.equal(tried, KEY_THREATS.length * references.length);
    proven({
      area: 'Keys',
      claim:
        'No address that a spec names gets a key that was entered for another, unless a person says yes',
      test: 'test/unit/cli/keyThreats.test.ts',
      figure: `${tried} attempts on the command line, which never asks`,
    });
  });

  it('property: nothing but what the environment says binds a key to an origin', async () => {
    const origin = fc.constantFrom(
      SERVICE,
      HOME,
      `${HOME}:1`,
      `${HOME}.`,
      'https://api.openai.com',
    );
    const name = fc.constantFrom('MINE', 'JUDGE', 'TOGETHER_API_KEY', 'OPENAI_API_KEY', 'toString');
    const bound = fc.array(fc.tuple(name, origin), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(bound, name, origin, async (bindings, wanted, to) => {
        const keys = environmentKeys(
          {
            MINE: 'v',
            JUDGE: 'v',
            TOGETHER_API_KEY: 'v',
            OPENAI_API_KEY: 'v',
            toString: 'v',
            GAVEL_KEY_ORIGINS: bindings.map((pair) => pair.join('=')).join(' , '),
          }, // an object literal with a field of that name
          SERVICE,
        );
        const given = await keys.resolve(`\${env:${wanted}}`, to).then(
          () => true,
          () => false,
        );
        const isHome =
          (wanted === 'TOGETHER_API_KEY' && to === SERVICE) ||
          (wanted === 'OPENAI_API_KEY' && to === 'https://api.openai.com');
        const isBound = bindings.some(([one, where]) => one === wanted && where === to);
        assert.equal(given, isHome || isBound);
      }),
    );
  });
});
