import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { waitFor } from '../../integration/waitFor.js';
import { messageOf, startDemo } from './demoClient.js';
import type { DemoClient } from './demoClient.js';

const BOUNDARY = '----rows';
const part = (name: string, value: string, file = '') =>
  `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`;
const FILE = part('file', '{"a":1}\n', '; filename="rows.jsonl"');
const FIELDS = part('purpose', 'eval') + part('file_name', 'rows.jsonl');

describe('what comes to the embedded service in a stream', () => {
  let folder: string;
  let demo: DemoClient;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-received-'));
    demo = await startDemo({ folder });
  });
  afterEach(async () => {
    await demo.service.close();
    await rm(folder, { recursive: true, force: true });
  });

  const post = (body: string, type = `multipart/form-data; boundary=${BOUNDARY}`) =>
    demo.call('/files/upload', { method: 'POST', body, headers: { 'content-type': type } });

  const forms: readonly (readonly [string, string])[] = [
    ['fields first', `${FIELDS}${FILE}--${BOUNDARY}--\r\n`],
    ['the file first', `${FILE}${FIELDS}--${BOUNDARY}--\r\n`],
    [
      'another file beside it',
      `${FIELDS}${FILE}${part('more', 'x', '; filename="x"')}--${BOUNDARY}--\r\n`,
    ],
  ];
  for (const [name, body] of forms) {
    it(`is a form with ${name}`, async () => {
      const { status, body: file } = await post(body);
      const { id, bytes } = file as { id: string; bytes: number };
      assert.deepEqual([status, bytes], [200, 8]);
      assert.equal((await demo.call(`/files/${id}/content`)).text, '{"a":1}\n');
      assert.deepEqual((await readdir(folder)).sort(), [`${id}.data`, `${id}.json`]);
    });
  }

  const broken: readonly (readonly [string, string, string | undefined, number])[] = [
    ['a form without its end', `${FIELDS}${FILE}`, undefined, 400],
    ['a form without a file', `${FIELDS}--${BOUNDARY}--\r\n`, undefined, 400],
    ['a form without a purpose', `${FILE}--${BOUNDARY}--\r\n`, undefined, 400],
    ['no form at all', 'rows', undefined, 400],
    ['a form without a boundary', 'rows', 'multipart/form-data', 415],
    ['another media type', '{}', 'application/json', 415],
  ];
  for (const [name, body, type, status] of broken) {
    it(`is refused and leaves nothing: ${name}`, async () => {
      const answer = await post(body, type);
      assert.equal(answer.status, status, messageOf(answer));
      assert.deepEqual(await readdir(folder), []);
    });
  }

  it('leaves nothing when the connection is cut, and the server goes on', async () => {
    const { port } = new URL(demo.service.url);
    const cut = async (head: readonly string[], body: string) => {
      const socket = connect(Number(port), '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write(`${head.join('\r\n')}\r\n\r\n${body}`);
      const held = () => readdir(folder);
      await waitFor('the file to come', held, (names) => names.length > 0);
      socket.destroy();
      await waitFor('it to be gone', held, (names) => names.length === 0);
    };
    await cut(
      [
        'POST /v1/files/upload HTTP/1.1',
        'host: 127.0.0.1',
        `authorization: Bearer ${demo.service.apiKey}`,
        `content-type: multipart/form-data; boundary=${BOUNDARY}`,
        'content-length: 1000000',
      ],
      `${FIELDS}${FILE.slice(0, -4)}`,
    );
    assert.equal((await post(`${FIELDS}${FILE}--${BOUNDARY}--\r\n`)).status, 200);
  });
});
