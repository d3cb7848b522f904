import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServiceFiles } from '../../../../src/backends/together/serviceFiles.js';
import { UserError } from '../../../../src/core/userError.js';
import type { UserErrorKind } from '../../../../src/core/userError.js';
import { openPartFile } from '../../../../src/files/partFile.js';
import { fakeClock, forever, reply, serviceOptions, startFakeService } from './fakeService.js';
import type { FakeReply, FakeService, SeenRequest } from './fakeService.js';

const FILE = { id: 'file-1', name: 'rows.jsonl' };

describe('the library of the service', () => {
  let service: FakeService | undefined;
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-library-'));
  });
  afterEach(async () => {
    await service?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const start = async (answer: (request: SeenRequest, index: number) => FakeReply) => {
    service = await startFakeService(answer);
    const options = { ...serviceOptions(service.origin, fakeClock()), openPartFile };
    return { files: createServiceFiles(options), seen: service.seen };
  };
  const rejects = (work: Promise<unknown>, kind: UserErrorKind, says: RegExp) =>
    assert.rejects(
      work,
      (error) => error instanceof UserError && error.kind === kind && says.test(error.message),
    );

  it('is listed newest first, whatever else the service says of a file', async () => {
    const { files } = await start(() =>
      reply({
        object: 'list',
        data: [
          { id: 'file-bare' },
          { id: 'file-bare' },
          {
            id: 'file-old',
            object: 'file',
            created_at: 1_790_000_000,
            filename: 'old.csv',
            bytes: 12,
            purpose: 'fine-tune',
            FileType: 'CSV',
            LineCount: 3,
            Processed: true,
            project_id: 'p',
          },
          {
            id: 'file-new',
            created_at: 1_790_000_060.5,
            filename: 'new.jsonl',
            bytes: 0,
            purpose: 'made-up',
            FileType: 'arrow',
            LineCount: 0,
          },
          {
            id: 'file-odd',
            created_at: 'x',
            filename: null,
            bytes: -1,
            purpose: 3,
            LineCount: '9',
          },
          { filename: 'no id' },
          7,
          null,
        ],
      }),
    );
    assert.deepEqual(await files.list(forever), [
      {
        id: 'file-new',
        name: 'new.jsonl',
        purpose: 'made-up',
        bytes: 0,
        format: 'arrow',
        createdAt: '2026-09-21T14:14:20.500Z',
      },
      {
        id: 'file-old',
        name: 'old.csv',
        purpose: 'fine-tune',
        bytes: 12,
        rows: 3,
        format: 'csv',
        createdAt: '2026-09-21T14:13:20.000Z',
      },
      { id: 'file-bare', name: 'file-bare', purpose: '' },
      { id: 'file-odd', name: 'file-odd', purpose: '' },
    ]);
  });

  for (const body of ['[]', '{"data":[]}', '{"object":"list","data":[],"more":null}']) {
    it(`may be empty: ${body}`, async () => {
      const { files } = await start(() => ({ status: 200, body }));
      assert.deepEqual(await files.list(forever), []);
    });
  }

  for (const body of ['<html></html>', '{"files":[]}', '']) {
    it(`is no list: ${JSON.stringify(body)}`, async () => {
      const { files } = await start(() => ({ status: 200, body }));
      await rejects(files.list(forever), 'bad_reply', /^Can't list the files: 127/);
    });
  }

  const deletions: readonly (readonly [string, FakeReply, boolean | UserErrorKind])[] = [
    ['done', reply({ id: 'file-1', deleted: true }), true],
    ['done, said shortly', reply({}), true],
    ['unknown', reply({ error: 'no such file' }, 404), false],
    ['not done', reply({ id: 'file-1', deleted: false }), 'rejected'],
    ['not allowed', reply({}, 403), 'auth'],
    ['not read', { status: 200, body: 'gone' }, 'bad_reply'],
  ];
  for (const [name, answer, outcome] of deletions) {
    it(`a deletion: ${name}`, async () => {
      const { files, seen } = await start(() => answer);
      if (typeof outcome === 'boolean') assert.equal(await files.delete(FILE, forever), outcome);
      else await rejects(files.delete(FILE, forever), outcome, /^Can't delete rows\.jsonl: 127/);
      assert.deepEqual(
        seen.map(({ method, url }) => `${method} ${url}`),
        ['DELETE /v1/files/file-1'],
      );
    });
  }

  it('a deletion whose answer is lost is asked again, and the file is gone either way', async () => {
    const { files, seen } = await start((_, index) => (index === 0 ? 'cut' : reply({}, 404)));
    assert.equal(await files.delete(FILE, forever), false);
    assert.equal(seen.length, 2);
  });

  it('asks and writes nothing for what is no id', async () => {
    const { files, seen } = await start(() => reply({}));
    const target = join(folder, 'rows.jsonl');
    for (const id of ['', '..', 'a/b', 'a?b', '../evaluation', 'a b']) {
      const file = { id, name: 'x' };
      for (const work of [
        () => files.get(id, forever),
        () => files.read(file, { from: 0, bytes: 10 }, forever),
        () => files.download({ file, target, replace: false }, forever),
        () => files.delete(file, forever),
      ]) {
        await rejects(work(), 'usage', / is no id of a file/);
      }
    }
    assert.deepEqual(seen, []);
    assert.deepEqual(await readdir(folder), []);
  });

  it('a download that fails keeps what came, and the next one goes on behind it', async () => {
    const whole = 'abcdefghij';
    let isDown = true;
    const { files, seen } = await start(({ headers }, index) => {
      if (index === 0) return { status: 200, body: whole, cutAfter: 4 };
      if (isDown) return 'cut';
      const from = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1]);
      const range = { 'content-range': `bytes ${from}-9/10` };
      return { status: 206, headers: range, body: whole.slice(from) };
    });
    const target = join(folder, 'rows.jsonl');
    const download = { file: FILE, target, replace: false };
    const says = /^Can't download rows\.jsonl: 127.*try again\.$/;
    await rejects(files.download(download, forever), 'unreachable', says);
    assert.equal((await readdir(folder)).length, 1);
    isDown = false;
    await files.download(download, forever);
    assert.deepEqual(await readdir(folder), ['rows.jsonl']);
    assert.equal(await readFile(target, 'utf8'), whole);
    assert.equal(seen.at(-1)?.headers.range, 'bytes=4-');
  });

  it('a download that is stopped leaves nothing', async () => {
    const { files } = await start(() => ({ status: 200, body: 'abcdefghij', stallAfter: 4 }));
    const abort = new AbortController();
    const target = join(folder, 'rows.jsonl');
    const download = { file: FILE, target, replace: false, onProgress: () => abort.abort() };
    await assert.rejects(files.download(download, abort.signal), { name: 'AbortError' });
    assert.deepEqual(await readdir(folder), []);
  });

  it('a download that would write over a file asks nothing', async () => {
    const { files, seen } = await start(() => ({ status: 200, body: 'new' }));
    const target = join(folder, 'rows.jsonl');
    const download = { file: FILE, target, replace: false };
    await files.download(download, forever);
    await rejects(files.download(download, forever), 'usage', /exists already/);
    assert.equal(seen.length, 1);
  });

  it('a name from elsewhere makes no second line in a message', async () => {
    const { files } = await start(() => reply({}, 404));
    const file = { id: 'file-1', name: 'rows\n\u202Eof.jsonl' };
    const says = /^Can't read rows \uFFFDof\.jsonl: 127/;
    await rejects(files.read(file, { from: 0, bytes: 1 }, forever), 'not_found', says);
  });
});
