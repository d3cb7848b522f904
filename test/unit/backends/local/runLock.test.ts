import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { lockRun, requestStop, whoWorksOn } from '../../../../src/backends/local/runLock.js';
import { UserError } from '../../../../src/core/userError.js';
import { proven } from '../../../security/proofs.js';

const nobody = { stopRequested: () => undefined, lost: () => undefined };

describe('run lock', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'gavel-lock-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const lockOf = (pid: number, host: string, at = folder) =>
    writeFile(path.join(at, '.running'), JSON.stringify({ pid, host, token: 'other' }));

  it('is refused while its owner touches it, and free once released', async () => {
    const owner = await lockRun(folder, nobody);
    await assert.rejects(
      lockRun(folder, nobody),
      (error) => error instanceof UserError && error.message.includes(`process ${process.pid}`),
    );
    await owner.release();
    assert.equal(await whoWorksOn(folder), undefined);
    assert.deepEqual(await readdir(folder), []);
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

  it('says which program has the run, on which machine and since when, and nothing of it is a link', async () => {
    const owner = await lockRun(folder, nobody, 'the VS Code window “judges”');
    const named = new RegExp(
      `the VS Code window “judges” \\(process ${process.pid} on [\\w.-]+, for \\d+ s\\)`,
    );
    assert.match((await whoWorksOn(folder)) ?? '', named);
    await assert.rejects(lockRun(folder, nobody, 'gavel'), { kind: 'busy', message: named });
    await owner.release();
    const hostile = { pid: 1, host: 'x](command:a)', token: 't', program: '[run](command:b)\n' };
    await writeFile(path.join(folder, '.running'), JSON.stringify(hostile));
    assert.equal(await whoWorksOn(folder), 'runcommandb (process 1 on xcommanda)');
  });

  const odd: readonly [string, (at: string) => Promise<unknown>][] = [
    ['empty', (at) => writeFile(path.join(at, '.running'), '')],
    ['of something else', (at) => writeFile(path.join(at, '.running'), '[1]')],
    ['torn', (at) => writeFile(path.join(at, '.running'), '{"pid":1,"ho')],
    ['huge', (at) => writeFile(path.join(at, '.running'), 'x'.repeat(100_000))],
    ['read-only', (at) => writeFile(path.join(at, '.running'), '', { mode: 0o400 })],
    ['a link to nothing', (at) => symlink(path.join(at, 'none'), path.join(at, '.running'))],
    [
      'a link to a file that is not ours',
      async (at) => {
        await writeFile(path.join(at, 'mine.txt'), 'mine');
        await symlink(path.join(at, 'mine.txt'), path.join(at, '.running'));
      },
    ],
    [
      'from another machine whose clock is a year ahead, and untouched',
      async (at) => {
        await lockOf(1, 'elsewhere', at);
        const ahead = new Date(Date.now() + 365 * 86_400_000);
        await utimes(path.join(at, '.running'), ahead, ahead);
      },
    ],
    [
      'of 1970, with a process id that is given to another',
      async (at) => {
        await lockOf(process.pid, hostname(), at);
        await utimes(path.join(at, '.running'), new Date(0), new Date(0));
      },
    ],
  ];
  it('a lock file that is odd is taken over, and nothing else is touched', async () => {
    const tried = await Promise.all(
      odd.map(async ([what, make], index) => {
        const own = path.join(folder, String(index));
        await mkdir(own);
        await make(own);
        const lock = await lockRun(own, nobody);
        await lock.confirm();
        await lock.release();
        const left = (await readdir(own)).filter((name) => name !== 'mine.txt');
        assert.deepEqual(left, [], what);
        if ((await readdir(own)).length > 0) {
          assert.equal(await readFile(path.join(own, 'mine.txt'), 'utf8'), 'mine');
        }
        return what;
      }),
    );
    assert.equal(tried.length, odd.length);
    proven({
      area: 'Faults',
      claim:
        'A lock that nobody holds any more is taken over, whatever is in it, whatever its clock says and wherever it leads; no other file is touched.',
      test: 'test/unit/backends/local/runLock.test.ts',
      figure: `${odd.length} odd locks`,
    });
  });

  it('a folder in the place of the lock is explained, and stays', async () => {
    await mkdir(path.join(folder, '.running', 'inside'), { recursive: true });
    await assert.rejects(lockRun(folder, nobody), {
      kind: 'storage',
      message: /\.running is a folder, .*; remove it, then resume\.$/,
    });
    assert.deepEqual(await readdir(path.join(folder, '.running')), ['inside']);
  });

  it('regression: a live owner whose clock is an hour behind keeps its run', async () => {
    await lockOf(1, 'elsewhere');
    let beats = 0;
    const beating = setInterval(() => {
      const then = new Date(Date.now() - 3_600_000 + (beats += 1));
      void utimes(path.join(folder, '.running'), then, then);
    }, 100);
    try {
      await assert.rejects(lockRun(folder, nobody), { kind: 'busy' });
      assert.equal(await whoWorksOn(folder), 'process 1 on elsewhere');
    } finally {
      clearInterval(beating);
    }
  });

  it('regression: a request to stop is never written through a link', async () => {
    await writeFile(path.join(folder, 'mine.txt'), 'mine');
    await symlink(path.join(folder, 'mine.txt'), path.join(folder, '.cancel'));
    await requestStop(folder, 'cancel');
    assert.equal(await readFile(path.join(folder, 'mine.txt'), 'utf8'), 'mine');
  });

  it('regression: a run whose folder is gone says so, and does not make it again', async () => {
    const gone = path.join(folder, 'run');
    await mkdir(gone);
    let why: UserError | undefined;
    const lock = await lockRun(gone, { ...nobody, lost: (error) => (why = error) });
    await rm(gone, { recursive: true });
    await assert.rejects(lock.confirm(), {
      kind: 'storage',
      message: /^The folder of this run, .*, is not there any more, .* run the spec again\.$/,
    });
    assert.equal(why?.kind, 'storage');
    await lock.release();
    assert.deepEqual(await readdir(folder), []);
  });

  it('is refused where another machine touched it just now', async () => {
    await lockOf(1, 'elsewhere');
    await assert.rejects(
      lockRun(folder, nobody),
      (error) => error instanceof UserError && error.message.includes('process 1 on elsewhere'),
    );
  });
});
