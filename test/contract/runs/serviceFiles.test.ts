import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, open, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createServiceFiles } from '../../../src/backends/together/serviceFiles.js';
import { UserError } from '../../../src/core/userError.js';
import type { ServiceFiles } from '../../../src/core/dataset/service/serviceFiles.js';
import { startDemoService } from '../../../src/demo/demoService.js';
import type { DemoService } from '../../../src/demo/demoService.js';
import { openPartFile } from '../../../src/files/partFile.js';
import { fakeClock, forever, serviceOptions } from '../../unit/backends/together/fakeService.js';

const LARGE_BYTES = 128 * 1024 ** 2;

describe('the library, at the embedded service', () => {
  let folder: string;
  let demo: DemoService;
  let now = 1_790_000_000_000;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-library-'));
    await mkdir(join(folder, 'demo'));
    demo = await startDemoService({ folder: join(folder, 'demo'), now: () => (now += 1000) });
  });
  afterEach(() => demo.faults.set([]));
  after(async () => {
    await demo.close();
    await rm(folder, { recursive: true, force: true });
  });

  const library = (key = demo.apiKey): ServiceFiles => {
    const { origin } = new URL(demo.url);
    const options = serviceOptions(origin, fakeClock());
    const keys = { ...options.keys, service: () => Promise.resolve(key) };
    return createServiceFiles({ ...options, keys, openPartFile });
  };
  const upload = async (text: string, fields: Record<string, string> = {}) => {
    const form = new FormData();
    const all = { purpose: 'eval', file_name: 'rows.jsonl', ...fields };
    for (const [name, value] of Object.entries(all)) form.set(name, value);
    form.set('file', new Blob([text]), all.file_name);
    const headers = { authorization: `Bearer ${demo.apiKey}` };
    const url = `${demo.url}/files/upload`;
    const response = await fetch(url, { method: 'POST', body: form, headers });
    const { id } = (await response.json()) as { id: string };
    return { id, name: all.file_name };
  };
  const target = async () => join(await mkdtemp(join(folder, 'target-')), 'rows.jsonl');

  it('lists files of several purposes, newest first, with rows where they are counted', async () => {
    const files = library();
    const before = new Set((await files.list(forever)).map(({ id }) => id));
    await upload('{"a":1}\n{"a":2}\n');
    await upload('{"a":1}\n{"a":2}', { purpose: 'fine-tune', file_name: 'tune.jsonl' });
    await upload('a\n1\n2\n', { purpose: 'batch-api', file_name: 'b.csv', file_type: 'csv' });
    await upload('PAR1', { purpose: 'fine-tune', file_name: 'p.parquet', file_type: 'parquet' });
    const listed = (await files.list(forever)).filter(({ id }) => !before.has(id));
    assert.deepEqual(
      listed.map(({ name, purpose, format, bytes, rows }) => [name, purpose, format, bytes, rows]),
      [
        ['p.parquet', 'fine-tune', 'parquet', 4, undefined],
        ['b.csv', 'batch-api', 'csv', 6, 3],
        ['tune.jsonl', 'fine-tune', 'jsonl', 15, 2],
        ['rows.jsonl', 'eval', 'jsonl', 16, undefined],
      ],
    );
    assert.deepEqual(await files.get(listed[0]?.id ?? '', forever), listed[0]);
  });

  const reads: readonly (readonly [string, number, number, string])[] = [
    ['from the start', 0, 4, '0123'],
    ['from the middle', 3, 4, '3456'],
    ['over the end', 8, 10, '89'],
    ['at the end', 10, 5, ''],
    ['behind the end', 99, 5, ''],
  ];
  for (const way of ['directly', 'by a redirect, without the key']) {
    for (const [name, from, bytes, text] of reads) {
      it(`reads a part ${name}, ${way}`, async () => {
        const file = await upload('0123456789');
        // The storage of the embedded service refuses whoever brings a key.
        if (way !== 'directly') demo.faults.set([{ kind: 'redirect_download' }]);
        const part = await library().read(file, { from, bytes }, forever);
        assert.deepEqual([Buffer.from(part.bytes).toString(), part.of], [text, 10]);
      });
    }
  }

  it('reads a part over cut connections and rate limits', async () => {
    const file = await upload('0123456789');
    demo.faults.set([
      { kind: 'half', path: '/files', count: 2 },
      { kind: 'status', status: 429, path: '/files', count: 1 },
    ]);
    const part = await library().read(file, { from: 1, bytes: 8 }, forever);
    assert.equal(Buffer.from(part.bytes).toString(), '12345678');
  });

  const refusals = [
    { status: 401, kind: 'auth' },
    { status: 404, kind: 'not_found' },
    { status: 429, kind: 'rate_limit' },
    { status: 500, kind: 'server' },
  ] as const;
  for (const { status, kind } of refusals) {
    it(`tells a ${status} as ${kind}, of the list and of a part`, async () => {
      const file = await upload('0123456789');
      demo.faults.set([{ kind: 'status', status, path: '/files' }]);
      const files = library();
      const isTold = (error: unknown) => error instanceof UserError && error.kind === kind;
      await assert.rejects(files.list(forever), isTold);
      await assert.rejects(files.read(file, { from: 0, bytes: 4 }, forever), isTold);
    });
  }

  it('a wrong key is refused', async () => {
    await assert.rejects(
      library('wrong').list(forever),
      (error) => error instanceof UserError && error.kind === 'auth',
    );
  });

  it('downloads over a cut connection and a redirect', async () => {
    const text = 'x'.repeat(1_000_000);
    const file = await upload(text);
    demo.faults.set([
      { kind: 'half', path: '/files', count: 1 },
      { kind: 'redirect_download' },
      { kind: 'half', path: '/content', count: 1 },
    ]);
    const path = await target();
    await library().download({ file, target: path, replace: false }, forever);
    assert.equal(await readFile(path, 'utf8'), text);
    assert.deepEqual(await readdir(join(path, '..')), ['rows.jsonl']);
  });

  it('deletes, once', async () => {
    const file = await upload('0123456789');
    const files = library();
    assert.equal(await files.delete(file, forever), true);
    assert.equal(await files.delete(file, forever), false);
    await assert.rejects(
      files.get(file.id, forever),
      (error) => error instanceof UserError && error.kind === 'not_found',
    );
  });

  it('a large file passes through without being held, here or there', async function () {
    this.timeout(60_000);
    const file = await upload('small');
    const stored = join(folder, 'demo', `${file.id}.data`);
    await fill(stored, LARGE_BYTES);
    const path = await target();
    let most = 0;
    const start = process.memoryUsage().arrayBuffers;
    const onProgress = () => {
      most = Math.max(most, process.memoryUsage().arrayBuffers - start);
    };
    await library().download({ file, target: path, replace: false, onProgress }, forever);
    assert.equal(await digestOf(path), await digestOf(stored));
    // What is let go of is freed some time later.
    assert.ok(most < LARGE_BYTES / 3, `${most} bytes were held at once`);
  });
});

async function fill(path: string, bytes: number): Promise<void> {
  await writeFile(path, '');
  const handle = await open(path, 'w');
  try {
    await handle.truncate(bytes);
    for (let at = 0; at < bytes; at += 1024 ** 2) await handle.write(`block ${at}\n`, at);
  } finally {
    await handle.close();
  }
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
