import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoredRow } from '../../../../src/core/runs/resultRow.js';
import type { RunRef, RunStore } from '../../../../src/core/runs/runStore.js';
import { createRunFolders } from '../../../../src/files/runs/runFolders.js';
import { rowsOf, sampleManifest, sampleRow } from '../../../contract/ports/runStoreContract.js';

type Work = (...args: unknown[]) => Promise<unknown>;

const FULL = { name: 'UserError', kind: 'storage', message: /the disk is full; free some space/ };
const REVERSED = [4, 3, 2, 1].map(sampleRow);

describe('a disk that is full', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'gavel-full-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  /** What a store does to files; `after`: the rows when it is done. */
  const works: [string, (store: RunStore, run: RunRef) => Promise<unknown>, StoredRow[]][] = [
    ['appended to', (store, run) => store.append(run, [sampleRow(5)]), [...REVERSED, sampleRow(5)]],
    ['sorted', (store, run) => store.sortRows(run), REVERSED.toReversed()],
    [
      'thinned out',
      (store, run) => store.dropRows(run, ({ row }) => row === 3),
      REVERSED.filter(({ details }) => details?.row !== 3),
    ],
  ];
  for (const [what, work, after] of works) {
    it(`at whichever write, while rows are ${what}: they are as before or as after, and it goes on`, async () => {
      let failures = 0;
      for (let at = 1; ; at += 1) {
        const store = createRunFolders();
        const run = await store.create(root, sampleManifest({ id: `n${at}` }));
        await store.append(run, REVERSED);
        const faults = await failAt(at);
        try {
          await work(store, run).then(
            () => assert.ok(!faults.isMet(), `nobody was told of write ${at}`),
            (error: unknown) => assertFull(error),
          );
        } finally {
          faults.remove();
        }
        if (!faults.isMet()) break;
        failures += 1;
        const seen = JSON.stringify(await rowsOf(createRunFolders().rows(run)));
        const allowed = [REVERSED, after].map((rows) => JSON.stringify(rows));
        assert.ok(allowed.includes(seen), `write ${at} left ${seen}`);
        if (seen === allowed[0]) await work(store, run);
        await store.append(run, []);
        assert.deepEqual(await rowsOf(store.rows(run)), after, `write ${at}`);
      }
      assert.ok(failures >= 4, `${failures} writes`);
    });
  }

  it('in truth: a file system without room keeps what was whole, and takes more once there is room', async function () {
    const disk = join(root, 'disk');
    await mkdir(disk);
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]);
    if (mounted.status !== 0) {
      console.warn('      not tried on a real full disk: it takes the right to mount one');
      this.skip();
    }
    try {
      const store = createRunFolders();
      const run = await store.create(disk, sampleManifest());
      let rows = 0;
      const filled = async () => {
        for (; rows < 1000; rows += 1) await store.append(run, [wide(rows + 1)]);
      };
      await assert.rejects(filled(), FULL);
      assert.ok(rows > 5 && rows < 60, `${rows} rows`);
      const numbers = async () =>
        (await rowsOf(createRunFolders().rows(run))).map(({ details }) => details?.row);
      const whole = Array.from({ length: rows }, (_, index) => index + 1);
      assert.deepEqual(await numbers(), whole);
      assert.equal(await store.dropRows(run, () => false), 0);
      await assert.rejects(
        store.dropRows(run, ({ row }) => row === 1),
        FULL,
      );
      assert.deepEqual(await numbers(), whole);
      assert.equal(spawnSync('mount', ['-o', 'remount,size=1m', disk]).status, 0);
      await store.append(run, [wide(rows + 1)]);
      assert.equal(await store.dropRows(run, ({ row }) => row === 1), 1);
      assert.deepEqual(await numbers(), [...whole.slice(1), rows + 1]);
    } finally {
      spawnSync('umount', [disk]);
    }
  });

  it('a folder that was made read-only says so, and keeps its rows', async function () {
    const store = createRunFolders();
    const run = await store.create(root, sampleManifest());
    await store.append(run, REVERSED);
    await chmod(run.folder, 0o500);
    try {
      const isHeeded = await writeFile(join(run.folder, 'probe'), '').then(
        () => false,
        () => true,
      );
      if (!isHeeded) {
        console.warn('      not tried on a read-only folder: this user may write anywhere');
        await rm(join(run.folder, 'probe'));
        this.skip();
      }
      await assert.rejects(store.sortRows(run), { kind: 'storage', message: /permission denied/ });
      assert.deepEqual(await rowsOf(store.rows(run)), REVERSED);
    } finally {
      await chmod(run.folder, 0o700);
    }
    await store.sortRows(run);
    assert.deepEqual(await rowsOf(store.rows(run)), REVERSED.toReversed());
    assert.match(await readFile(join(run.folder, 'results.jsonl'), 'utf8'), /^\{"question":"q1/);
  });
});

function wide(row: number): StoredRow {
  return { ...sampleRow(row), result: { question: 'x'.repeat(1000) } };
}

function assertFull(error: unknown): void {
  assert.throws(() => {
    throw error;
  }, FULL);
}

/** Lets the n-th call that needs room fail as on a full disk, a write after half of its bytes. */
async function failAt(at: number) {
  let calls = 0;
  const undo: (() => void)[] = [];
  const patch = (methods: Record<string, Work>, names: readonly string[]): void => {
    for (const name of names) {
      const original = methods[name];
      if (!original) throw new Error(`there is no ${name}`);
      undo.push(() => (methods[name] = original));
      methods[name] = async function (this: unknown, ...args) {
        calls += 1;
        if (calls !== at) return original.call(this, ...args);
        const [data] = args;
        if (name === 'appendFile' && data instanceof Buffer) {
          await original.call(this, data.subarray(0, data.length / 2));
        }
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      };
    }
  };
  const handle = await fs.promises.open(process.execPath);
  // Methods are looked up by name; each is a function that gives a promise.
  patch(Object.getPrototypeOf(handle) as Record<string, Work>, ['appendFile', 'datasync']);
  await handle.close();
  patch(fs.promises as unknown as Record<string, Work>, ['mkdir', 'rename']);
  syncBuiltinESMExports();
  return {
    isMet: () => calls >= at,
    remove() {
      for (const each of undo) each();
      syncBuiltinESMExports();
    },
  };
}
