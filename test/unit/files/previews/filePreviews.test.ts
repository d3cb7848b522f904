import assert from 'node:assert/strict';
import {
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  stat,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { ServiceFile } from '../../../../src/core/dataset/service/serviceFiles.js';
import { UserError } from '../../../../src/core/userError.js';
import type { UserErrorKind } from '../../../../src/core/userError.js';
import { createFilePreviews } from '../../../../src/files/previews/filePreviews.js';
import { prunePreviews } from '../../../../src/files/previews/prunePreviews.js';
import {
  createMemoryServiceFiles,
  type MemoryFile,
  type MemoryServiceFiles,
} from '../../../contract/ports/memoryServiceFiles.js';

const MB = 1024 ** 2;
const forever = new AbortController().signal;
const line = (row: number) => `{"row":${row},"text":"${'x'.repeat(80)}"}\n`;
/** Lines of about so many bytes in all. */
const rows = (bytes: number) =>
  Array.from({ length: Math.ceil(bytes / line(0).length) }, (_, row) => line(row)).join('');

describe('previews of files of the service', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-previews-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const setUp = (files: readonly MemoryFile[], host?: string) => {
    const library = createMemoryServiceFiles(files, host);
    const previews = createFilePreviews({ folder, files: () => Promise.resolve(library) });
    return { library, previews };
  };
  const fileOf = (library: MemoryServiceFiles, id = 'file-1'): Promise<ServiceFile> =>
    library.get(id, forever);
  const readsOf = ({ asked }: MemoryServiceFiles) => asked.filter((one) => one.startsWith('read'));
  const rejects = (work: Promise<unknown>, kind: UserErrorKind, says: RegExp) =>
    assert.rejects(
      work,
      (error) => error instanceof UserError && error.kind === kind && says.test(error.message),
    );

  it('hold the first megabyte, up to the end of a row, and nothing else is read', async () => {
    const content = rows(3 * MB);
    const { library, previews } = setUp([{ id: 'file-1', name: 'my rows.jsonl', content }]);
    const preview = await previews.open('together', await fileOf(library), forever);
    const kept = await readFile(preview.path, 'utf8');
    assert.deepEqual(readsOf(library), [`read file-1 0+${MB}`]);
    assert.ok(kept.length > MB - 200 && kept.length <= MB);
    assert.ok(kept.endsWith('\n') && content.startsWith(kept));
    assert.equal(basename(preview.path), 'my rows.jsonl');
    assert.deepEqual(
      { ...preview, path: '' },
      {
        path: '',
        file: { id: 'file-1', name: 'my rows.jsonl' },
        service: 'together',
        host: 'api.example.com',
        format: 'jsonl',
        bytes: kept.length,
        of: content.length,
      },
    );
    assert.deepEqual(await previews.find(preview.path), preview);
  });

  it('are for the eyes of their user alone', async function () {
    if (process.platform === 'win32') this.skip();
    const { library, previews } = setUp([{ id: 'file-1', content: rows(100) }]);
    const { path } = await previews.open('together', await fileOf(library), forever);
    assert.equal((await stat(dirname(path))).mode & 0o777, 0o700);
    assert.equal((await stat(path)).mode & 0o777, 0o600);
  });

  it('are not read again, in this window or another', async () => {
    const { library, previews } = setUp([{ id: 'file-1', content: rows(3 * MB) }]);
    const file = await fileOf(library);
    const first = await previews.open('together', file, forever);
    await previews.extend(first.path, MB, forever);
    const grown = await previews.find(first.path);
    const other = createFilePreviews({ folder, files: () => Promise.resolve(library) });
    library.asked.length = 0;
    assert.deepEqual(await previews.open('together', file, forever), grown);
    assert.deepEqual(await other.open('together', file, forever), grown);
    assert.deepEqual(library.asked, []);
  });

  it('grow behind what is there until all is there', async () => {
    const content = rows(2.5 * MB);
    const { library, previews } = setUp([{ id: 'file-1', content }]);
    const { path } = await previews.open('together', await fileOf(library), forever);
    const before = await readFile(path, 'utf8');
    const more = await previews.extend(path, MB, forever);
    const after = await readFile(path, 'utf8');
    assert.ok(after.startsWith(before) && content.startsWith(after) && after.endsWith('\n'));
    assert.equal(more.bytes, after.length);
    const all = await previews.extend(path, 10 * MB, forever);
    assert.deepEqual([all.bytes, all.of], [content.length, content.length]);
    assert.equal(await readFile(path, 'utf8'), content);
    library.asked.length = 0;
    assert.deepEqual(await previews.extend(path, MB, forever), all);
    assert.deepEqual(library.asked, []);
  });

  it('asked twice at once to grow, do so one after the other', async () => {
    const content = rows(4 * MB);
    const { library, previews } = setUp([{ id: 'file-1', content }]);
    const { path } = await previews.open('together', await fileOf(library), forever);
    const [one, two] = await Promise.all([
      previews.extend(path, MB, forever),
      previews.extend(path, MB, forever),
    ]);
    assert.ok(one.bytes < two.bytes);
    assert.equal(await readFile(path, 'utf8'), content.slice(0, two.bytes));
  });

  const small: readonly {
    readonly name: string;
    readonly file: Omit<MemoryFile, 'id'>;
    readonly local: string;
    readonly of: number | undefined;
  }[] = [
    { name: 'whole', file: { content: 'a,b\n1,2', name: 'x.csv' }, local: 'x.csv', of: 7 },
    { name: 'empty', file: { content: '', name: 'x.jsonl' }, local: 'x.jsonl', of: 0 },
    {
      name: 'of a size that is not told',
      file: { content: '{}\n', name: 'x.ndjson', sizeUntold: true },
      local: 'x.ndjson',
      of: 3,
    },
    {
      name: 'under a name that means something to the system',
      file: { content: '{}\n', name: '../../.ssh/con.jsonl' },
      local: '_con.jsonl',
      of: 3,
    },
    {
      name: 'under a name that says nothing of its format',
      file: { content: 'a\n1\n', name: 'export', format: 'csv' },
      local: 'export.csv',
      of: 4,
    },
    {
      name: 'by its name, where the type is the one that is taken when none is named',
      file: { content: 'a\n1\n', name: 'rows.CSV', format: 'jsonl' },
      local: 'rows.CSV',
      of: 4,
    },
  ];
  for (const { name, file, local, of } of small) {
    it(`of a small file are ${name}`, async () => {
      const { library, previews } = setUp([{ id: 'file-1', ...file }]);
      const preview = await previews.open('together', await fileOf(library), forever);
      assert.deepEqual([basename(preview.path), preview.of], [local, of]);
      assert.equal(dirname(dirname(preview.path)), folder);
      assert.equal(await readFile(preview.path, 'utf8'), file.content);
    });
  }

  it('read on where the first row is longer than a megabyte', async () => {
    const content = `${JSON.stringify({ a: 'x'.repeat(3 * MB) })}\n${rows(2 * MB)}`;
    const { library, previews } = setUp([{ id: 'file-1', content }]);
    const preview = await previews.open('together', await fileOf(library), forever);
    assert.deepEqual(readsOf(library), [
      `read file-1 0+${MB}`,
      `read file-1 ${MB}+${MB}`,
      `read file-1 ${2 * MB}+${2 * MB}`,
    ]);
    assert.ok(preview.bytes > 3 * MB && preview.bytes <= 4 * MB);
  });

  it('of CSV hold a row besides the header', async () => {
    const content = `a,b\n1,"${'x\n'.repeat(MB)}"\n3,4\n`;
    const { library, previews } = setUp([{ id: 'file-1', name: 'x.csv', content }]);
    const preview = await previews.open('together', await fileOf(library), forever);
    const kept = await readFile(preview.path, 'utf8');
    assert.ok(content.startsWith(kept) && kept.length > 2 * MB);
  });

  for (const file of [
    { name: 'x.parquet', content: 'PAR1', asked: 0 },
    { name: 'x', format: 'parquet', content: 'PAR1', asked: 0 },
    { name: 'x.jsonl', content: 'PAR1 under another name', asked: 1 },
  ]) {
    it(`there are none of Parquet: ${file.name}, ${file.format ?? 'no type'}`, async () => {
      const { asked, ...given } = file;
      const { library, previews } = setUp([{ id: 'file-1', ...given }]);
      const work = previews.open('together', await fileOf(library), forever);
      await rejects(work, 'usage', /^x\S* is a Parquet file, .* download it instead\.$/);
      assert.equal(readsOf(library).length, asked);
      assert.deepEqual(await readdir(folder), []);
    });
  }

  it('of different services stand apart, and those of the demo outlive its port', async () => {
    const files = [{ id: 'file-1', content: rows(100) }];
    const hosts = ['a.example.com', 'b.example.com', '127.0.0.1:1', '127.0.0.1:2'];
    const services = ['together', 'together', 'demo', 'demo'] as const;
    const paths: string[] = [];
    for (const [index, host] of hosts.entries()) {
      const { library, previews } = setUp(files, host);
      const file = await fileOf(library);
      paths.push((await previews.open(services[index]!, file, forever)).path);
    }
    assert.equal(new Set(paths.slice(0, 3)).size, 3);
    assert.equal(paths[2], paths[3]);
  });

  it('do not grow from another service than they are from', async () => {
    const { library, previews } = setUp([{ id: 'file-1', content: rows(2 * MB) }]);
    const { path } = await previews.open('together', await fileOf(library), forever);
    const other = setUp([{ id: 'file-1', content: 'else' }], 'other.example.com');
    const says = /is at api\.example\.com, and the base URL leads to other\.example\.com; set/;
    await rejects(other.previews.extend(path, MB, forever), 'usage', says);
    assert.deepEqual(other.library.asked, []);
  });

  it('do not grow from a file that is another one now, or gone', async () => {
    const { library, previews } = setUp([{ id: 'file-1', content: rows(2 * MB) }]);
    const { path, bytes } = await previews.open('together', await fileOf(library), forever);
    library.set([{ id: 'file-1', content: rows(3 * MB) }]);
    await rejects(previews.extend(path, MB, forever), 'dataset', /is another file at api/);
    library.set([]);
    await rejects(previews.extend(path, MB, forever), 'not_found', /does not know file-1/);
    assert.equal((await stat(path)).size, bytes);
  });

  it('that are removed are gone, and no others', async () => {
    const files = ['file-1', 'file-2'].map((id) => ({ id, content: rows(100) }));
    const { library, previews } = setUp(files);
    const gone = await previews.open('together', await fileOf(library), forever);
    const kept = await previews.open('together', await fileOf(library, 'file-2'), forever);
    await previews.remove('together', 'file-1');
    await previews.remove('demo', 'file-2');
    assert.equal(await previews.find(gone.path), undefined);
    assert.deepEqual(await previews.find(kept.path), kept);
    await rejects(previews.extend(gone.path, MB, forever), 'usage', /no preview any more/);
  });

  it('are no other files', async () => {
    const { library, previews } = setUp([{ id: 'file-1', content: rows(100) }]);
    const { path } = await previews.open('together', await fileOf(library), forever);
    for (const other of [
      join(dirname(path), 'about.json'),
      join(dirname(path), '..', 'x.jsonl'),
      join(folder, 'rows.jsonl'),
      '/rows.jsonl',
    ]) {
      assert.equal(await previews.find(other), undefined, other);
    }
  });

  it('that are stopped leave nothing', async () => {
    const { library, previews } = setUp([{ id: 'file-1', content: rows(100) }]);
    const file = await fileOf(library);
    await assert.rejects(previews.open('together', file, AbortSignal.abort()), {
      name: 'AbortError',
    });
    assert.deepEqual(await readdir(folder), []);
  });

  it('on a disk that takes none fail with a sentence', async function () {
    if (process.platform === 'win32') this.skip();
    const library = createMemoryServiceFiles([{ id: 'file-1', content: rows(100) }]);
    await writeFile(join(folder, 'a-file'), '');
    const previews = createFilePreviews({
      folder: join(folder, 'a-file'),
      files: () => Promise.resolve(library),
    });
    const work = previews.open('together', await fileOf(library), forever);
    await rejects(
      work,
      'not_found',
      /^Could not keep the preview .*: a part of the path is a file/,
    );
  });

  describe('that are old', () => {
    const HOUR = 3600 * 1000;
    const now = Date.now();
    const make = async (id: string, agoMs: number, bytes = 100) => {
      const { library, previews } = setUp([{ id, name: `${id}.jsonl`, content: rows(100) }]);
      const { path } = await previews.open('together', await fileOf(library, id), forever);
      if (bytes > 100) await truncate(path, bytes);
      const time = new Date(now - agoMs);
      await utimes(join(dirname(path), 'about.json'), time, time);
      return path;
    };
    const left = async () => {
      const names = await readdir(folder, { recursive: true });
      return names
        .filter((name) => name.endsWith('.jsonl'))
        .map((name) => basename(name, '.jsonl'));
    };

    it('go after a week without use, but for those in use', async () => {
      await make('file-new', HOUR / 2);
      await make('file-week', 6 * 24 * HOUR);
      await make('file-old', 8 * 24 * HOUR);
      const shown = await make('file-shown', 9 * 24 * HOUR);
      await prunePreviews(folder, [shown], now);
      assert.deepEqual((await left()).sort(), ['file-new', 'file-shown', 'file-week']);
    });

    it('go above 200 MB, the longest unused first', async () => {
      await make('file-a', 3 * HOUR, 90_000_000);
      await make('file-b', 5 * HOUR, 90_000_000);
      await make('file-c', HOUR / 2, 90_000_000);
      await make('file-d', 4 * HOUR, 1000);
      await prunePreviews(folder, [], now);
      assert.deepEqual((await left()).sort(), ['file-a', 'file-c', 'file-d']);
    });

    it('go where they were left half made', async () => {
      const half = join(folder, 'half');
      await mkdir(half);
      await writeFile(join(half, 'x.jsonl'), '{}');
      await prunePreviews(folder, [], now);
      assert.deepEqual(await left(), ['x']);
      await prunePreviews(folder, [], now + 8 * 24 * HOUR);
      assert.deepEqual(await readdir(folder), []);
    });

    it('need no folder', () => prunePreviews(join(folder, 'none'), [], now));
  });

  it('forgets what was another account’s: all of a service, but what shows', async () => {
    const files = ['file-1', 'file-2'].map((id) => ({ id, content: rows(1000) }));
    const { library, previews } = setUp(files);
    const first = await previews.open('together', await fileOf(library), forever);
    const second = await previews.open('together', await fileOf(library, 'file-2'), forever);
    const demo = await previews.open('demo', await fileOf(library), forever);
    await previews.forget('together', [second.path]);
    assert.equal(await previews.find(first.path), undefined);
    await assert.rejects(stat(first.path), { code: 'ENOENT' });
    assert.equal((await previews.find(second.path))?.path, second.path);
    assert.equal((await previews.find(demo.path))?.path, demo.path);
    // Whoever asks for it now asks the service.
    const before = readsOf(library).length;
    await previews.open('together', await fileOf(library), forever);
    assert.ok(readsOf(library).length > before);
  });
});
