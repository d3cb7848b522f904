import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemoService } from '../../../src/demo/demoService.js';
import type { DemoService } from '../../../src/demo/demoService.js';
import { mutations } from '../../security/mutate.js';
import { proven } from '../../security/proofs.js';

const KEY = 'demo-key-0123456789';
const COUNT = 400;
const AUTH = `authorization: Bearer ${KEY}\r\n`;
const request = (line: string, body = '', headers = '') =>
  `${line} HTTP/1.1\r\nhost: 127.0.0.1\r\n${AUTH}${headers}content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`;
const FORM =
  '--b\r\ncontent-disposition: form-data; name="purpose"\r\n\r\neval\r\n' +
  '--b\r\ncontent-disposition: form-data; name="file_name"\r\n\r\nrows.jsonl\r\n' +
  '--b\r\ncontent-disposition: form-data; name="other"; filename="y"\r\n\r\nzz\r\n' +
  '--b\r\ncontent-disposition: form-data; name="file"; filename="x"\r\n\r\n{"a":1}\r\n--b--\r\n';
const CHAT = JSON.stringify({
  model: 'openai/gpt-oss-20b',
  messages: [{ role: 'user', content: 'hi' }],
  max_tokens: 5,
});
const VALID = [
  request('GET /v1/files/file-1/content', '', 'range: bytes=0-5\r\n'),
  request('GET /v1/evaluation?limit=5'),
  request('POST /v1/chat/completions', CHAT, 'content-type: application/json\r\n'),
  request('POST /v1/files/upload', FORM, 'content-type: multipart/form-data; boundary=b\r\n'),
  request('POST /v1/files', 'purpose=eval&file_name=x&checksum=', ''),
  request('POST /v1/evaluation', '{"type":"classify","parameters":{}}'),
  request('POST /v1/_faults', '[{"kind":"slow","ms":1}]'),
];
const WORDS = [
  '%2e%2e%2f',
  '%00',
  '//',
  'GET http://a/ HTTP/1.1\r\n',
  'transfer-encoding: chunked\r\n',
];

/** Ids that lead elsewhere. */
const PATHS = [
  ...['/files/..%2fsecret', '/files/file-1%2f..%2f..%2fsecret', '/files/%2e%2e%2fsecret/content'],
  ...['/files/../secret', '/evaluation/..%2fsecret', '/evaluation/eval-1%2f..%2f..%2fsecret'],
  ...['/files/file-%00', '/files/%ZZ', '/files/file-..%5csecret', '/evaluation/%ud800'],
];

describe('the embedded service, attacked', () => {
  let folder: string;
  let service: DemoService;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-demo-'));
    await writeFile(join(folder, 'secret.json'), '{"file":"canary"}');
    service = await startDemoService({ apiKey: KEY, folder: join(folder, 'demo') });
  });
  afterEach(async () => {
    await service.close();
    await rm(folder, { recursive: true });
  });

  /** All that comes back, to the end of the connection; the line is cut where nothing ends it. */
  const send = (bytes: Buffer): Promise<string> =>
    new Promise((resolve) => {
      const chunks: Buffer[] = [];
      const socket = connect(Number(new URL(service.url).port), '127.0.0.1');
      socket.on('data', (chunk) => chunks.push(chunk)).on('error', () => undefined);
      socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
      // A request that waits for more of itself gets none.
      socket.end(bytes);
    });

  it('answers or hangs up, and lives on', async function () {
    this.timeout(60_000);
    const options = { seed: 9, count: COUNT, words: WORDS };
    for (const bytes of mutations(VALID, options)) {
      const answer = await send(bytes);
      assert.doesNotMatch(answer, /canary|\n\s+at |root:/, bytes.toString('latin1'));
    }
    const headers = { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' };
    await fetch(`${service.url}/_faults`, { method: 'POST', headers, body: '[]' });
    const alive = await fetch(`${service.url}/whoami`, { headers });
    assert.equal(alive.status, 200);
    proven({
      area: 'Bad input',
      claim: 'The embedded service outlives whatever it is sent, and gives no file but its own',
      test: 'test/unit/demo/hostileRequests.test.ts',
      figure: `${COUNT} broken requests, ${PATHS.length} paths out of its folder`,
    });
  });

  for (const path of PATHS) {
    it(`gives nothing at ${path}`, async () => {
      const answer = await send(Buffer.from(request(`GET /v1${path}`)));
      assert.match(answer, /^HTTP\/1\.1 (404|400|405) /);
      assert.doesNotMatch(answer, /canary/);
    });
  }

  it('regression: takes no content without a key for a file that nobody announced', async () => {
    const headers = { authorization: `Bearer ${KEY}` };
    const body = new URLSearchParams({ purpose: 'eval', file_name: 'x' });
    const started = await fetch(`${service.url}/files`, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
    });
    const { origin } = new URL(started.headers.get('location') ?? '');
    const before = await readdir(join(folder, 'demo'));
    const put = { method: 'PUT', body: 'x'.repeat(1000) };
    assert.equal((await fetch(`${origin}/upload/file-unknown`, put)).status, 404);
    assert.deepEqual(await readdir(join(folder, 'demo')), before);
  });
});
