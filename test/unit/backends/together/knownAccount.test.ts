import assert from 'node:assert/strict';
import { createKnownAccount } from '../../../../src/backends/together/knownAccount.js';
import { NoKey } from '../../../../src/core/keys.js';
import { forever, reply, serviceOptions, startFakeService } from './fakeService.js';

describe('createKnownAccount', () => {
  it('asks once for each key', async () => {
    const service = await startFakeService(({ headers }) =>
      reply({ project_slug: headers.authorization === 'Bearer one' ? 'a' : 'b' }),
    );
    try {
      const state = { key: 'one' };
      const options = serviceOptions(service.origin);
      const keys = { ...options.keys, service: () => Promise.resolve(state.key) };
      const account = createKnownAccount({ ...options, keys });
      const told = [await account(forever), await account(forever)];
      state.key = 'two';
      told.push(await account(forever));
      assert.deepEqual(
        told.map((one) => one?.projectSlug),
        ['a', 'a', 'b'],
      );
      assert.equal(service.seen.length, 2);
    } finally {
      await service.close();
    }
  });

  it('without an answer nothing is known, and it is asked again', async () => {
    const service = await startFakeService((_request, index) =>
      index === 0 ? reply({}, 401) : reply({ project_slug: 'a' }),
    );
    try {
      const account = createKnownAccount(serviceOptions(service.origin));
      assert.equal(await account(forever), undefined);
      assert.deepEqual(await account(forever), { projectSlug: 'a' });
    } finally {
      await service.close();
    }
  });

  it('without a key nobody is asked, as whatever needs the key would be told', async () => {
    const options = serviceOptions('http://127.0.0.1:9');
    const none = new NoKey('none');
    const service = () => Promise.reject(none);
    const account = createKnownAccount({ ...options, keys: { ...options.keys, service } });
    await assert.rejects(account(forever), none);
  });

  it('an abort is no answer', async () => {
    const abort = new AbortController();
    abort.abort();
    const account = createKnownAccount(serviceOptions('http://127.0.0.1:9'));
    await assert.rejects(account(abort.signal), { name: 'AbortError' });
  });
});
