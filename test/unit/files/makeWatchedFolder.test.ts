import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeWatchedFolder } from '../../../src/files/makeWatchedFolder.js';

describe('a folder that is watched', () => {
  let top: string;
  beforeEach(async () => {
    top = await mkdtemp(join(tmpdir(), 'gavel-watched-'));
  });
  afterEach(() => rm(top, { recursive: true, force: true }));

  it('is made one level at a time: a watcher hears of each before there is anything in it', async () => {
    const seen: string[][] = [];
    const heard = async (): Promise<void> => {
      seen.push(await readdir(top, { recursive: true }));
    };
    await makeWatchedFolder(join(top, '.gavel', 'runs'), heard);
    assert.deepEqual(seen, [['.gavel'], ['.gavel', join('.gavel', 'runs')]]);
  });

  it('is waited for only where it was missing', async () => {
    let waits = 0;
    const heard = (): Promise<void> => {
      waits += 1;
      return Promise.resolve();
    };
    for (let time = 0; time < 3; time += 1) await makeWatchedFolder(join(top, 'a', 'b'), heard);
    assert.equal(waits, 2);
  });

  it('fails as making any folder does', async () => {
    await writeFile(join(top, 'file'), '');
    const heard = () => Promise.resolve();
    await assert.rejects(makeWatchedFolder(join(top, 'file', 'runs'), heard), {
      code: /EEXIST|ENOTDIR/,
    });
    assert.ok((await stat(join(top, 'file'))).isFile());
  });
});
