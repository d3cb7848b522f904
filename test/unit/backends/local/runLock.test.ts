import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isLocked, lockRun, requestCancel } from '../../../../src/backends/local/runLock.js';

const ignore = { cancelRequested: () => {}, lost: () => {} };
/** No process has it: the largest there can be is smaller. */
const NO_PROCESS = 2 ** 30;

describe('the lock of a run', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-lock-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const left = (pid: number, host: string) =>
    writeFile(join(folder, '.running'), JSON.stringify({ pid, host, token: 't' }));

  it('is had once at a time and leaves nothing behind', async () => {
    const lock = await lockRun(folder, ignore);
    assert.equal(await isLocked(folder), true);
    await assert.rejects(lockRun(folder, ignore), {
      name: 'UserError',
      kind: 'usage',
      message: new RegExp(`worked on by process ${process.pid} on `),
    });
    await lock.release();
    assert.equal(await isLocked(folder), false);
    assert.deepEqual(await readdir(folder), []);
  });

  it('of a process that is gone is taken over', async () => {
    await left(NO_PROCESS, hostname());
    assert.equal(await isLocked(folder), false);
    await (await lockRun(folder, ignore)).release();
    assert.deepEqual(await readdir(folder), []);
  });

  it('of another machine counts until it has been silent for long', async () => {
    await left(NO_PROCESS, 'elsewhere');
    await assert.rejects(lockRun(folder, ignore), /process \d+ on elsewhere/);
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(join(folder, '.running'), longAgo, longAgo);
    await (await lockRun(folder, ignore)).release();
  });

  it('that holds nonsense is taken over once it is old', async () => {
    await writeFile(join(folder, '.running'), 'x');
    const longAgo = new Date(Date.now() - 60_000);
    await utimes(join(folder, '.running'), longAgo, longAgo);
    await (await lockRun(folder, ignore)).release();
  });

  it('tells its owner that another process wants the run cancelled', async () => {
    let lock: Awaited<ReturnType<typeof lockRun>> | undefined;
    await new Promise<void>((resolve, reject) => {
      lockRun(folder, { ...ignore, cancelRequested: resolve }).then((taken) => {
        lock = taken;
        return requestCancel(folder);
      }, reject);
    });
    await lock?.release();
    assert.deepEqual(await readdir(folder), []);
  });

  it('tells its owner that it was lost, and leaves the new one alone', async () => {
    let lock: Awaited<ReturnType<typeof lockRun>> | undefined;
    await new Promise<void>((resolve, reject) => {
      lockRun(folder, { ...ignore, lost: resolve }).then((taken) => {
        lock = taken;
        return left(NO_PROCESS, 'elsewhere');
      }, reject);
    });
    await lock?.release();
    assert.deepEqual(await readdir(folder), ['.running']);
  });
});
