import assert from 'node:assert/strict';
import { environmentKeys } from '../../../src/cli/environmentKeys.js';
import { UserError } from '../../../src/core/userError.js';

const SERVICE = 'https://api.together.ai';

describe('environmentKeys', () => {
  const env = {
    TOGETHER_API_KEY: 'key-service',
    OPENAI_API_KEY: 'key-openai',
    MINE: 'key-mine',
    GAVEL_SECRET_JUDGE: 'key-judge',
    GAVEL_KEY_ORIGINS: 'MINE=http://127.0.0.1:1234, JUDGE=https://judge.example',
  };
  const keys = environmentKeys(env, SERVICE);

  it("gives the service's key to the service alone", async () => {
    assert.equal(await keys.service(SERVICE), 'key-service');
    await rejectsWithout(() => keys.service('https://evil.example'), 'key-service');
    await rejectsWithout(
      () => keys.resolve('${env:TOGETHER_API_KEY}', 'https://evil.example'),
      'key-service',
    );
  });

  it("gives a provider's key to that provider alone", async () => {
    assert.equal(
      await keys.resolve('${env:OPENAI_API_KEY}', 'https://api.openai.com'),
      'key-openai',
    );
    await rejectsWithout(
      () => keys.resolve('${env:OPENAI_API_KEY}', 'https://api.openai.com.evil.example'),
      'key-openai',
    );
  });

  it('gives any other key to the origin that was named for it', async () => {
    assert.equal(await keys.resolve('${env:MINE}', 'http://127.0.0.1:1234'), 'key-mine');
    assert.equal(await keys.resolve('${secret:JUDGE}', 'https://judge.example'), 'key-judge');
    await rejectsWithout(() => keys.resolve('${env:MINE}', 'https://judge.example'), 'key-mine');
  });

  it('refuses a literal key without repeating it', async () => {
    await rejectsWithout(() => keys.resolve('sk-literal', SERVICE), 'sk-literal');
  });

  it('says which variable is missing', async () => {
    await assert.rejects(
      environmentKeys({}, SERVICE).service(SERVICE),
      (error) => error instanceof UserError && error.message.includes('TOGETHER_API_KEY'),
    );
  });
});

async function rejectsWithout(ask: () => Promise<string>, secret: string): Promise<void> {
  await assert.rejects(ask(), (error) => {
    assert.ok(error instanceof UserError);
    assert.ok(!error.message.includes(secret));
    return true;
  });
}
