import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KnownContent } from '../../../../src/files/dataset/tableContent.js';
import { createIndexStore } from '../../../../src/files/engine/indexStore.js';
import { SCAN_START } from '../../../../src/files/scan/recordScan.js';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gavel-index-'));
});
afterEach(() => rm(folder, { recursive: true }));

const PATH = '/data/größe "1".csv';

function known(change: { size?: number; checkpoints?: number } = {}): KnownContent {
  const { size = 1e9, checkpoints = 3 } = change;
  return {
    probe: 'ab'.repeat(32),
    index: {
      stamp: { size, modified: 1_790_000_000_123_456_789n, inode: 2n ** 64n + 7n },
      form: { format: 'csv', delimiter: '\t', encoding: 'utf-16le', mark: 2 },
      every: 65_536,
      checkpoints: Array.from({ length: checkpoints }, (_, at) => ({
        offset: at * 65_536,
        records: at * 300,
        breaks: at * 301,
      })),
      end: { ...SCAN_START, position: 2 ** 40 },
      isComplete: true,
    },
  };
}

describe('indexStore', () => {
  it('gives back what was kept of a path, and nothing for another', async () => {
    const store = createIndexStore(folder);
    await store.save(PATH, known());
    assert.deepEqual(await createIndexStore(folder).load(PATH), known());
    assert.equal(await store.load('/data/other.csv'), undefined);
  });

  it('keeps the latest', async () => {
    const store = createIndexStore(folder);
    await store.save(PATH, known());
    await store.save(PATH, known({ size: 2e9, checkpoints: 9 }));
    assert.deepEqual(await store.load(PATH), known({ size: 2e9, checkpoints: 9 }));
  });

  it('keeps nothing of small files', async () => {
    const store = createIndexStore(folder);
    await store.save(PATH, known({ size: 1000 }));
    assert.deepEqual(await readdir(folder), []);
  });

  for (const [name, damage] of [
    ['nothing', Buffer.alloc(0)],
    ['no JSON', Buffer.from('index\n')],
    ['JSON of another form', Buffer.from('{"form":2}\n')],
    ['half of itself', undefined],
  ] as const) {
    it(`takes a file that holds ${name} for none`, async () => {
      const store = createIndexStore(folder);
      await store.save(PATH, known({ checkpoints: 100 }));
      const [file = ''] = await readdir(folder);
      const whole = await readFile(join(folder, file));
      await writeFile(join(folder, file), damage ?? whole.subarray(0, whole.length - 100));
      assert.equal(await store.load(PATH), undefined);
    });
  }

  it('regression: what is no file in its place, or too large to be one, counts as nothing', async function () {
    if (process.platform === 'win32') this.skip();
    const store = createIndexStore(folder);
    await store.save(PATH, known());
    const [name = ''] = await readdir(folder);
    const path = join(folder, name);
    await truncate(path, 100 * 1024 * 1024);
    assert.equal(await store.load(PATH), undefined);
    await rm(path);
    await symlink('/dev/zero', path);
    assert.equal(await store.load(PATH), undefined);
    await rm(path);
    execFileSync('mkfifo', [path]);
    assert.equal(await store.load(PATH), undefined);
  });

  it('keeps those of fifty files', async () => {
    const store = createIndexStore(folder);
    for (let count = 0; count < 55; count += 1) await store.save(`/data/${count}.csv`, known());
    const names = await readdir(folder);
    assert.equal(names.length, 50);
    assert.deepEqual(await store.load('/data/54.csv'), known());
  });

  it('gets by without a folder that it can write to', async () => {
    const path = join(folder, 'file');
    await writeFile(path, '');
    const store = createIndexStore(join(path, 'below'));
    await store.save(PATH, known());
    assert.equal(await store.load(PATH), undefined);
  });
});
