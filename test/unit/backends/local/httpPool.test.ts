import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';

/** What a request leaves behind in a process that did nothing else. */
const PROGRAM = `
  import { createHttpPool } from './src/backends/local/httpPool.ts';
  const symbols = () => Object.getOwnPropertySymbols(globalThis).map(String);
  const before = symbols();
  const pool = await createHttpPool({ connections: 1, timeoutMs: 5000, maxReplyBytes: 1000 });
  const url = new URL(process.env.TEST_URL);
  const { text } = await pool.post({ url, headers: {}, body: '{}' }, new AbortController().signal);
  await pool.close();
  console.log(JSON.stringify({ text, added: symbols().filter((each) => !before.includes(each)) }));
`;

describe('httpPool', () => {
  it('leaves the fetch of the process, which all extensions share, as it is', async () => {
    const server = createServer((_, response) => response.end('pong')).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const { stdout } = await promisify(execFile)(
        process.execPath,
        ['--import', 'tsx/esm', '--input-type=module', '-e', PROGRAM],
        { env: { ...process.env, TEST_URL: `http://127.0.0.1:${port}/` } },
      );
      assert.deepEqual(JSON.parse(stdout), { text: 'pong', added: [] });
    } finally {
      server.close();
    }
  });
});
