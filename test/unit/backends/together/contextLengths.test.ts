import assert from 'node:assert/strict';
import { readContextLengths } from '../../../../src/backends/together/contextLengths.js';
import type { ServiceOptions } from '../../../../src/backends/together/serviceOptions.js';
import { UserError } from '../../../../src/core/userError.js';

function options(body: string, asked: string[] = []): ServiceOptions {
  const unused = new Proxy({}, { get: () => assert.fail('nothing else is needed') });
  return {
    // Only the client is asked here.
    runs: unused as ServiceOptions['runs'],
    datasets: unused as ServiceOptions['datasets'],
    keys: { service: () => Promise.resolve('key'), resolve: () => Promise.resolve('key') },
    baseUrl: 'https://api.example.com/v1',
    toolVersion: '0',
    name: 'together',
    fetch: (url) => {
      asked.push(String(url instanceof Request ? url.url : url));
      return Promise.resolve(new Response(body));
    },
  };
}

describe('readContextLengths', () => {
  it('reads what the list of models says, and leaves out what it does not', async () => {
    const asked: string[] = [];
    const body = JSON.stringify([
      { id: 'a', context_length: 8192, type: 'chat' },
      { id: 'b', context_length: null },
      { id: 'c' },
      { id: 'd', context_length: 0 },
      { context_length: 4096 },
    ]);
    const lengths = await readContextLengths(options(body, asked), new AbortController().signal);
    assert.deepEqual([...lengths], [['a', 8192]]);
    assert.deepEqual(asked, ['https://api.example.com/v1/models']);
  });

  it('says that another answer can not be read', async () => {
    await assert.rejects(
      readContextLengths(options('{"models":[]}'), new AbortController().signal),
      (error) => error instanceof UserError && error.kind === 'bad_reply',
    );
  });
});
