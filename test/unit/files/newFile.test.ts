import assert from 'node:assert/strict';
import { link, mkdir, mkdtemp, open, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createNewFile } from '../../../src/files/newFile.js';
import type { Disk } from '../../../src/files/newFile.js';

function fault(code: string): Error {
  return Object.assign(new Error(code), { code });
}

/** A disk that is full after so many chunks. */
function fullAfter(chunks: number): Disk {
  return {
    link,
    open: async (path, flags) => {
      const file = await open(path, flags);
      const write = file.writeFile.bind(file);
      let written = 0;
      file.writeFile = async (data) => {
        written += 1;
        if (written > chunks) throw fault('ENOSPC');
        await write(data);
      };
      return file;
    },
  };
}

/** A disk on which a file has one name only. */
const singleNames: Disk = { open, link: () => Promise.reject(fault('EPERM')) };

describe('createNewFile', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-new-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const disks: readonly [name: string, disk: Disk][] = [
    ['a usual disk', { open, link }],
    ['a disk without second names', singleNames],
  ];
  for (const [name, disk] of disks) {
    it(`${name}: the file is there once it is finished, and nothing else`, async () => {
      const path = join(folder, 'a.csv');
      const file = await createNewFile(path, disk);
      for (let count = 0; count < 50; count += 1) await file.write('é'.repeat(10_000));
      assert.ok(!(await readdir(folder)).includes('a.csv'));
      await file.finish();
      assert.deepEqual(await readdir(folder), ['a.csv']);
      assert.equal(await readFile(path, 'utf8'), 'é'.repeat(500_000));
    });

    it(`${name}: a file that came meanwhile stays, and what was written goes`, async () => {
      const path = join(folder, 'a.csv');
      const file = await createNewFile(path, disk);
      await file.write('mine');
      await writeFile(path, 'theirs');
      await assert.rejects(file.finish(), {
        name: 'UserError',
        kind: 'usage',
        message: `${path} is there already and stays as it is; choose another name, or remove it first.`,
      });
      await file.discard();
      assert.deepEqual(await readdir(folder), ['a.csv']);
      assert.equal(await readFile(path, 'utf8'), 'theirs');
    });
  }

  it('a file that is there is told at once', async () => {
    const path = join(folder, 'a.csv');
    await writeFile(path, 'theirs');
    await assert.rejects(createNewFile(path), { kind: 'usage', message: /is there already/ });
    assert.deepEqual(await readdir(folder), ['a.csv']);
  });

  it('a folder that is not there is not made', async () => {
    const path = join(folder, 'none', 'a.csv');
    await assert.rejects(createNewFile(path), {
      name: 'UserError',
      kind: 'not_found',
      message: `There is no folder ${join(folder, 'none')}; make it, or choose another place for the file.`,
    });
    assert.deepEqual(await readdir(folder), []);
  });

  it('a file in the place of the folder is told the same way', async () => {
    await writeFile(join(folder, 'none'), '');
    await assert.rejects(createNewFile(join(folder, 'none', 'a.csv')), { kind: 'not_found' });
  });

  for (const chunks of [0, 2]) {
    it(`a disk that is full after ${chunks} chunks: told while writing, nothing stays`, async () => {
      const path = join(folder, 'a.csv');
      const file = await createNewFile(path, fullAfter(chunks));
      const told = {
        name: 'UserError',
        kind: 'storage',
        message: `Could not write ${path}: the disk is full; free some space, then continue.`,
      };
      await assert.rejects(async () => {
        for (let count = 0; count < 10; count += 1) await file.write('x'.repeat(200_000));
      }, told);
      await file.discard();
      assert.deepEqual(await readdir(folder), []);
    });
  }

  it('a disk that is full at the very end: told by the finish', async () => {
    const file = await createNewFile(join(folder, 'a.csv'), fullAfter(0));
    await file.write('short');
    await assert.rejects(file.finish(), { kind: 'storage', message: /the disk is full/ });
    await file.discard();
    assert.deepEqual(await readdir(folder), []);
  });

  it('a folder in which nothing may be written', async () => {
    const refusing: Disk = { link, open: () => Promise.reject(fault('EACCES')) };
    const path = join(folder, 'a.csv');
    await assert.rejects(createNewFile(path, refusing), {
      name: 'UserError',
      kind: 'storage',
      message: `Could not write ${path}: permission denied; change the permissions or choose another folder.`,
    });
  });

  it('discarding removes what was finished, and may be done twice', async () => {
    const file = await createNewFile(join(folder, 'a.csv'));
    await file.write('x');
    await file.finish();
    await file.discard();
    await file.discard();
    assert.deepEqual(await readdir(folder), []);
  });

  it('a folder that took the name meanwhile stays', async () => {
    const path = join(folder, 'a.csv');
    const file = await createNewFile(path);
    await mkdir(path);
    await assert.rejects(file.finish(), { kind: 'usage' });
    await file.discard();
    assert.deepEqual(await readdir(path), []);
  });
});
