import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { isLocked, lockRun } from '../../../../src/backends/local/runLock.js';
import { UserError } from '../../../../src/core/userError.js';

const nobody = { stopRequested: () => undefined, lost: () => undefined };

describe('run lock', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'gavel-lock-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const lockOf = (pid: number, host: string) =>
    writeFile(path.join(folder, '.running'), JSON.stringify({ pid, host, token: 'other' }));

  it('is refused while its owner touches it, and free once released', async () => {
    const owner = await lockRun(folder, nobody);
    await assert.rejects(
      lockRun(folder, nobody),
      (error) => error instanceof UserError && error.message.includes(`process ${process.pid}`),
    );
    await owner.release();
    assert.equal(await isLocked(folder), false);
    await (await lockRun(folder, nobody)).release();
  });

  const takenOver: [string, () => Promise<unknown>][] = [
    ['another took the run over', () => lockOf(1, 'elsewhere')],
    ['another took the run over and let go of it', () => rm(path.join(folder, '.running'))],
  ];
  for (const [what, takeOver] of takenOver) {
    it(`regression: notices after a sleep that ${what}, at the next beat and before a write`, async () => {
      let notice = () => {};
      const noticed = new Promise<void>((resolve) => (notice = resolve));
      const owner = await lockRun(folder, { ...nobody, lost: () => notice() });
      await owner.confirm();
      await takeOver();
      await noticed;
      await assert.rejects(owner.confirm(), { name: 'UserError', kind: 'busy' });
      await owner.release();
    });
  }

  it('regression: a process killed a moment ago, still listed, does not keep its run', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const exit = once(child, 'exit');
    await lockOf(child.pid!, hostname());
    const taking = lockRun(folder, nobody);
    child.kill('SIGKILL');
    await exit;
    await (await taking).release();
  });

  const stale: readonly { name: string; pid: number; host: string; ageMs: number }[] = [
    { name: 'a process that is gone', pid: 2 ** 22 + 1, host: hostname(), ageMs: 0 },
    { name: 'another machine, long untouched', pid: 1, host: 'elsewhere', ageMs: 60_000 },
    {
      name: 'a process id given to another since',
      pid: process.pid,
      host: hostname(),
      ageMs: 60_000,
    },
  ];
  for (const { name, pid, host, ageMs } of stale) {
    it(`is taken over from ${name}`, async () => {
      await lockOf(pid, host);
      const touched = new Date(Date.now() - ageMs);
      await utimes(path.join(folder, '.running'), touched, touched);
      await (await lockRun(folder, nobody)).release();
    });
  }

  it('is refused where another machine touched it just now', async () => {
    await lockOf(1, 'elsewhere');
    await assert.rejects(
      lockRun(folder, nobody),
      (error) => error instanceof UserError && error.message.includes('process 1 on elsewhere'),
    );
  });
});
