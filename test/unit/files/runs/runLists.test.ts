import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runManifestSchema } from '../../../../src/core/runs/manifest.js';
import { findManifest } from '../../../../src/files/runs/manifestFile.js';
import { createRunFolders } from '../../../../src/files/runs/runFolders.js';
import { countReads } from '../../../load/countReads.js';
import type { ReadCounts } from '../../../load/countReads.js';
import { writeManifestFile, writeRuns } from '../../../load/manyRuns.js';
import { proven } from '../../../security/proofs.js';

const RUNS = 500;

describe('lists of runs', () => {
  let root: string;
  let folders: readonly string[];
  let reads: ReadCounts;
  before(async () => {
    root = join(await mkdtemp(join(tmpdir(), 'gavel-lists-')), 'runs');
    ({ folders } = await writeRuns(root, RUNS));
    reads = countReads((path) => path.startsWith(root));
  });
  after(async () => {
    reads.stop();
    await rm(join(root, '..'), { recursive: true, force: true });
  });
  beforeEach(() => reads.reset());

  const folderAt = (index: number): string => folders[index] ?? '';
  const manifestOf = async (folder: string) => {
    const path = (await findManifest(folder)) ?? '';
    return runManifestSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  };

  it('regression: a listing after one run changed read the other 499 again', async () => {
    const store = createRunFolders();
    const first = await store.list(root);
    assert.equal(first.length, RUNS);
    assert.deepEqual(
      first.map(({ run }) => run.folder),
      folders,
    );
    assert.equal(reads.paths.length, RUNS);

    reads.reset();
    assert.deepEqual(await store.list(root), first);
    assert.equal(reads.paths.length, 0);

    const changed = { ...(await manifestOf(folderAt(250))), name: 'another name' };
    await writeManifestFile(folderAt(250), { ...changed, created_at: '2026-11-01T00:00:00.000Z' });
    reads.reset();
    const second = await store.list(root);
    assert.equal(reads.paths.length, 1);
    assert.equal(second.length, RUNS);
    assert.equal(
      second.find(({ run }) => run.folder === folderAt(250))?.manifest.name,
      'another name',
    );

    await rm(folderAt(0), { recursive: true });
    await writeManifestFile(folderAt(1), await manifestOf(folderAt(1)));
    await writeFile(join(folderAt(2), 'judge-2.evalrun.json'), 'no manifest any more');
    reads.reset();
    const third = await store.list(root);
    assert.equal(third.length, RUNS - 2);
    assert.ok(reads.paths.length <= 2, reads.paths.join('\n'));
    proven({
      area: 'Load',
      claim: 'Listing runs again reads the manifests that changed since, and no other',
      test: 'test/unit/files/runs/runLists.test.ts',
      figure: `${RUNS} runs: 1 changed, 1 manifest read`,
    });
  });

  it('many who list at once share two readings', async () => {
    const store = createRunFolders();
    const lists = await Promise.all(Array.from({ length: 50 }, () => store.list(root)));
    assert.equal(new Set(lists).size, 1);
    const listing = store.list(root);
    await Promise.resolve();
    await Promise.resolve();
    const later = [store.list(root), store.list(root)];
    await listing;
    assert.equal(new Set(await Promise.all(later)).size, 1);
  });

  it('a listing that is asked for after a change has it, whatever is under way', async () => {
    const store = createRunFolders();
    await store.list(root);
    const early = store.list(root);
    const manifest = await manifestOf(folderAt(9));
    const run = { id: manifest.id, folder: folderAt(9) };
    await store.update(run, (before) => ({ ...before, name: 'renamed' }));
    const late = await store.list(root);
    await early;
    assert.equal(late.find(({ run: { id } }) => id === run.id)?.manifest.name, 'renamed');
  });

  it('what was just written is read again: two writings may be of one second and one size', async () => {
    const store = createRunFolders();
    const folder = folderAt(20);
    const path = (await findManifest(folder)) ?? '';
    const text = await readFile(path, 'utf8');
    const now = new Date();
    await writeFile(path, text.replace('"judge 0"', '"judge A"'));
    await utimes(path, now, now);
    await store.list(root);
    await writeFile(path, text.replace('"judge 0"', '"judge B"'));
    await utimes(path, now, now);
    const again = await store.list(root);
    assert.equal(again.find(({ run }) => run.folder === folder)?.manifest.name, 'judge B');
  });

  it('a folder that was not there, and then is', async () => {
    const store = createRunFolders();
    const empty = join(root, '..', 'later');
    assert.deepEqual(await store.list(empty), []);
    await writeRuns(empty, 2);
    assert.equal((await store.list(empty)).length, 2);
  });
});
