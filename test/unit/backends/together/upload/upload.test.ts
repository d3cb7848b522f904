import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServiceClient } from '../../../../../src/backends/together/client.js';
import type { ServiceClient } from '../../../../../src/backends/together/client.js';
import { contentPath } from '../../../../../src/backends/together/fileId.js';
import { memorySink } from '../../../../../src/backends/together/results/memorySink.js';
import { readContent } from '../../../../../src/backends/together/results/readContent.js';
import { uploadDataset } from '../../../../../src/backends/together/upload/upload.js';
import { knownKeys } from '../../../../../src/core/redaction/knownKeys.js';
import { UserError } from '../../../../../src/core/userError.js';
import { startDemoService } from '../../../../../src/demo/demoService.js';
import type { DemoService } from '../../../../../src/demo/demoService.js';
import { createDatasetFiles } from '../../../../../src/files/dataset/datasetFiles.js';
import { proven } from '../../../../security/proofs.js';
import { fakeClock, forever, reply, serviceOptions, startFakeService } from '../fakeService.js';

const LINES = [
  '{"q":"a","n":1.0,"id":1}',
  '{"q":"ü","n":12345678901234567890,"id":2}',
  '{"q":"c","n":null}',
];
const SENT = [
  '{"q":"a","n":1.0}\n',
  '{"q":"ü","n":12345678901234567890}\n',
  '{"q":"c","n":null}\n',
];

async function contentOf(client: ServiceClient, fileId: string): Promise<string> {
  const sink = memorySink();
  const path = contentPath(fileId);
  await readContent({ client, path, doing: 'read the file', sink }, forever);
  return sink.whole().toString();
}

describe('uploading a dataset and downloading it again', () => {
  let folder: string;
  let demo: DemoService;
  let path: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-upload-'));
    path = join(folder, 'rows.jsonl');
    await writeFile(path, LINES.join('\n'));
    demo = await startDemoService();
  });
  afterEach(async () => {
    await demo.close();
    await rm(folder, { recursive: true, force: true });
  });

  const clientOf = (origin: string, apiKey: string) =>
    createServiceClient({
      ...serviceOptions(origin),
      keys: {
        service: () => Promise.resolve(apiKey),
        resolve: () => Promise.reject(new UserError('auth', 'no reference was expected')),
      },
    });
  const setUp = (over: object = {}) => {
    const client = clientOf(new URL(demo.url).origin, demo.apiKey);
    const projection = { datasets: createDatasetFiles(), path, columns: ['q', 'n'] };
    return { client, upload: { ...projection, client, stem: 'rows', isForSpec: true, ...over } };
  };
  const listed = async (): Promise<unknown[]> => {
    const headers = { authorization: `Bearer ${demo.apiKey}` };
    const response = await fetch(`${demo.url}/files`, { headers });
    return ((await response.json()) as { data: unknown[] }).data;
  };

  for (const [flow, multipartBytes] of [
    ['as a form', 1000],
    ['by a presigned address', 10],
  ] as const) {
    it(`${flow}: only the columns that are used, numbers as they stood`, async () => {
      const { client, upload } = setUp({ multipartBytes });
      const { id: fileId } = await uploadDataset(upload, forever);
      assert.match(fileId, /^file-[0-9a-f-]{36}$/);
      assert.equal(await contentOf(client, fileId), SENT.join(''));
    });

    it(`${flow}: only the rows that are chosen`, async () => {
      const { client, upload } = setUp({ multipartBytes, selectedRows: [2] });
      const { id: fileId } = await uploadDataset(upload, forever);
      assert.equal(await contentOf(client, fileId), SENT[1]);
    });

    it(`${flow}: goes on after a 503 and a cut connection`, async () => {
      demo.faults.set([
        { kind: 'status', status: 503, method: 'POST', path: '/files', count: 1 },
        { kind: 'cut', method: 'PUT', count: 1 },
        { kind: 'cut', method: 'GET', path: '/files', count: 1 },
      ]);
      const { client, upload } = setUp({ multipartBytes });
      const { id: fileId } = await uploadDataset(upload, forever);
      assert.equal(await contentOf(client, fileId), SENT.join(''));
    });

    it(`${flow}: a row without a column is said, and nothing is uploaded`, async () => {
      const { upload } = setUp({ multipartBytes, columns: ['q', 'id'] });
      await assert.rejects(
        uploadDataset(upload, forever),
        (error) =>
          error instanceof UserError &&
          error.kind === 'dataset' &&
          error.message.startsWith('Row 3 of the dataset has no "id", which the spec uses'),
      );
      assert.deepEqual(await listed(), []);
    });
  }

  it('the same bytes by a presigned address are not sent twice', async () => {
    const { upload } = setUp({ multipartBytes: 10 });
    const first = await uploadDataset(upload, forever);
    assert.match(first.name, /^rows-[0-9a-f]{8}\.jsonl$/);
    assert.deepEqual(await uploadDataset(upload, forever), { ...first, reused: true });
    assert.equal(first.reused, false);
    assert.equal((await listed()).length, 1);
  });

  it('a large file streams in several pieces with its length', async () => {
    const rows = Array.from({ length: 5000 }, (_, n) => `{"q":"${'x'.repeat(40)}","n":${n}}\n`);
    await writeFile(path, rows.join(''));
    const { client, upload } = setUp({ multipartBytes: 1000 });
    const { id: fileId } = await uploadDataset(upload, forever);
    assert.equal(await contentOf(client, fileId), rows.join(''));
  });

  it('waits until the file is processed', async () => {
    const states = [false, false, true];
    const fake = await startFakeService(({ method }) =>
      reply({ id: 'file-1', Processed: method === 'POST' ? false : states.shift() }),
    );
    const clock = fakeClock();
    try {
      const client = createServiceClient(serviceOptions(fake.origin, clock));
      const { id } = await uploadDataset({ ...setUp().upload, client }, forever);
      assert.equal(id, 'file-1');
      assert.deepEqual(clock.slept, [1000, 1500]);
    } finally {
      await fake.close();
    }
  });

  it('an id that is a path is no id', async () => {
    const fake = await startFakeService(() => ({
      status: 302,
      headers: { location: '/upload', 'x-together-file-id': '../../evaluation' },
    }));
    try {
      const client = createServiceClient(serviceOptions(fake.origin));
      await assert.rejects(
        uploadDataset({ ...setUp({ multipartBytes: 1 }).upload, client }, forever),
        (error) => error instanceof UserError && error.kind === 'bad_reply',
      );
      assert.equal(fake.seen.length, 1);
    } finally {
      await fake.close();
    }
  });

  it('a download that breaks goes on where it stopped', async () => {
    const whole = '{"abcdef":1}';
    const fake = await startFakeService(({ headers }, index) => {
      if (index === 0) return { status: 200, body: whole, cutAfter: 4 };
      if (index === 1) return { status: 503 };
      const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1]);
      const range = `bytes ${from}-${whole.length - 1}/${whole.length}`;
      return { status: 206, headers: { 'content-range': range }, body: whole.slice(from) };
    });
    try {
      const client = createServiceClient(serviceOptions(fake.origin));
      assert.equal(await contentOf(client, 'file-1'), whole);
      assert.deepEqual(
        fake.seen.map(({ headers }) => headers.range),
        [undefined, 'bytes=4-', 'bytes=4-'],
      );
    } finally {
      await fake.close();
    }
  });

  it('a server that ignores the range starts the download anew', async () => {
    const fake = await startFakeService((_, index) =>
      index === 0
        ? { status: 200, body: '{"old":1}', cutAfter: 3 }
        : { status: 200, body: '{"new":1}' },
    );
    try {
      const client = createServiceClient(serviceOptions(fake.origin));
      assert.equal(await contentOf(client, 'file-1'), '{"new":1}');
    } finally {
      await fake.close();
    }
  });

  it('a download by way of the storage origin does not take the key along', async () => {
    const { client, upload } = setUp();
    const { id: fileId } = await uploadDataset(upload, forever);
    // The storage of the embedded service refuses whoever brings a key.
    demo.faults.set([{ kind: 'redirect_download' }]);
    assert.equal(await contentOf(client, fileId), SENT.join(''));
  });

  it('a row that holds a known key is named, and nothing is uploaded', async () => {
    const key = 'canary-of-an-upload-3d9a"\\e1';
    knownKeys.learn(key, '${secret:JUDGE}');
    const encoded = Buffer.from(`me:${key}`).toString('base64');
    let tried = 0;
    for (const [held, size] of [
      [key, 1],
      [`Bearer ${key}!`, 1],
      [encoded, 1],
      // Cut by the blocks in which a file is read.
      [key, 1024 * 1024],
    ] as const) {
      const first = JSON.stringify({ q: 'x'.repeat(size - 1), n: 1 });
      await writeFile(path, `${first}\n${JSON.stringify({ q: held, n: 2 })}\n`);
      const info = await createDatasetFiles().describe(path);
      for (const changes of [{ info }, {}, { info, multipartBytes: 10 }, { columns: ['q'] }]) {
        const { upload } = setUp(changes);
        await assert.rejects(uploadDataset(upload, forever), (error) => {
          assert.ok(error instanceof UserError);
          const message =
            'Row 2 of the dataset holds a key (${secret:JUDGE}) in "q", so nothing was uploaded; take it out of the row and try again.';
          assert.deepEqual([error.kind, error.message], ['dataset', message]);
          return true;
        });
        tried += 1;
      }
    }
    assert.deepEqual(await listed(), []);
    proven({
      area: 'Keys',
      claim:
        'A row that holds a known key is never uploaded: the refusal names the row and the column',
      test: 'test/unit/backends/together/upload/upload.test.ts',
      figure: `${tried} uploads refused, 0 bytes sent`,
    });
  });
});
