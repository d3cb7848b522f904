import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../../../src/core/userError.js';
import { DISK_WRITERS, type DiskWriter } from '../../security/diskWriters.js';
import { failDisk, type DiskCall } from '../../security/faultyDisk.js';
import { proven } from '../../security/proofs.js';

const WRITING: readonly DiskCall[] = ['open', 'mkdir', 'rename', 'link', 'write', 'sync'];

interface Kind {
  readonly what: string;
  readonly code: string;
  readonly calls: readonly DiskCall[];
  /** It passes at once. */
  readonly once?: true;
}

const KINDS: readonly Kind[] = [
  { what: 'full', code: 'ENOSPC', calls: WRITING },
  { what: 'full for a moment', code: 'ENOSPC', calls: WRITING, once: true },
  { what: 'over its quota', code: 'EDQUOT', calls: ['mkdir', 'open', 'write'] },
  { what: 'failing', code: 'EIO', calls: ['write', 'sync', 'rename'] },
  { what: 'not able to make content durable', code: 'EIO', calls: ['sync'], once: true },
  { what: 'read-only', code: 'EROFS', calls: WRITING },
  { what: 'closed to this user', code: 'EACCES', calls: ['open', 'mkdir', 'rename', 'link'] },
  { what: 'out of open files', code: 'EMFILE', calls: ['open'], once: true },
  { what: 'of short names', code: 'ENAMETOOLONG', calls: ['open', 'mkdir', 'rename', 'link'] },
  { what: 'held by a virus scanner', code: 'EBUSY', calls: ['rename', 'link'] },
  { what: 'refusing to give a name', code: 'EPERM', calls: ['rename'] },
];

/** More than any writer has calls. */
const MOST_CALLS = 60;

describe('a disk that fails', function () {
  this.timeout(60_000);
  let root: string;
  before(async () => {
    // In memory where there is such a disk: nothing is waited for.
    const base = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
    root = await mkdtemp(join(base, 'gavel-disk-'));
  });
  after(() => rm(root, { recursive: true, force: true }));

  let faults = 0;
  let passed = 0;
  for (const writer of DISK_WRITERS) {
    it(`at whichever call, with ${writer.what}: whole, told, and gone on with`, async () => {
      for (const kind of KINDS) faults += await failEachCall(writer, kind);
      passed += 1;
    });
  }

  it('has been tried', () => {
    assert.equal(passed, DISK_WRITERS.length);
    proven({
      area: 'Faults',
      claim:
        'Whatever a disk does at whichever call, each file is as before or as after, a sentence says where and what to do, nothing half stays behind, and once the disk is well what was written goes on with nothing lost or doubled.',
      test: 'test/unit/files/diskFaults.test.ts',
      figure: `${faults} faults of ${KINDS.length} kinds in ${DISK_WRITERS.length} writers`,
    });
  });

  /** Gives how many faults were met. */
  async function failEachCall(writer: DiskWriter, kind: Kind): Promise<number> {
    for (let at = 1; at < MOST_CALLS; at += 1) {
      if (!(await failAt(writer, kind, at))) return at - 1;
    }
    throw new Error(`${writer.what} comes to no end`);
  }

  async function failAt(writer: DiskWriter, kind: Kind, at: number): Promise<boolean> {
    const where = `${kind.what}, call ${at}`;
    const folder = await mkdtemp(join(root, 'case-'));
    try {
      await writer.before?.(folder);
      const before = await stateOf(writer, folder);
      const namesBefore = await namesIn(folder);
      const disk = await failDisk(folder, {
        code: kind.code,
        calls: kind.calls,
        at,
        once: kind.once === true,
      });
      let failure: unknown;
      try {
        await writer.write(folder);
      } catch (error) {
        failure = error ?? 'nothing';
      } finally {
        disk.remove();
      }
      const isMet = disk.isMet();
      const left = await namesIn(folder);
      const seen = await stateOf(writer, folder);
      // The disk is well again.
      if (failure !== undefined && seen === before) await writer.write(folder);
      else if (writer.isCache && seen === before) await writer.write(folder);
      const after = await stateOf(writer, folder);
      assert.equal(after, await stateAfter(writer), `${where}: gone on with`);
      assert.ok([before, after].includes(seen), `${where} left ${seen}`);
      const known = new Set([...namesBefore, ...(await namesIn(folder))]);
      assert.deepEqual(
        left.filter((name) => !known.has(name) && !MAY_STAY.test(name)),
        [],
        `${where}: stays behind`,
      );
      if (failure !== undefined) assertTold(failure, { writer, where, folder });
      return isMet;
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  const ends = new Map<string, string>();
  async function stateAfter(writer: DiskWriter): Promise<string> {
    const known = ends.get(writer.what);
    if (known !== undefined) return known;
    const folder = join(root, `after ${ends.size}`);
    await mkdir(folder);
    await writer.before?.(folder);
    await writer.write(folder);
    const state = await stateOf(writer, folder);
    ends.set(writer.what, state);
    return state;
  }
});

/** A segment of the cache is one of several; its name is never the same. */
const MAY_STAY = /^\d{13}-[0-9a-f]{12}\.jsonl$/;

async function stateOf({ state }: DiskWriter, folder: string): Promise<string> {
  return JSON.stringify((await state(folder)) ?? 'nothing');
}

async function namesIn(folder: string): Promise<readonly string[]> {
  return (await readdir(folder, { recursive: true })).sort();
}

function assertTold(
  error: unknown,
  { writer, where, folder }: { writer: DiskWriter; where: string; folder: string },
): void {
  assert.ok(error instanceof UserError, `${where}: ${String(error)}`);
  assert.equal(writer.isCache, undefined, `${where}: a cache failed what it serves`);
  assert.equal(error.kind, 'storage', `${where}: ${error.message}`);
  assert.ok(error.message.includes(folder), `${where}: no path in "${error.message}"`);
  // One sentence, and behind a semicolon the way on.
  assert.match(error.message, /^Could not .*; [^;]+\.$/, where);
}
