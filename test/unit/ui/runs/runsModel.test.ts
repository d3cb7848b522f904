import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { runManifestSchema } from '../../../../src/core/runs/manifest.js';
import type { RunRef } from '../../../../src/core/runs/runStore.js';
import type { ServiceJob } from '../../../../src/core/runs/serviceJobs.js';
import { findManifest } from '../../../../src/files/runs/manifestFile.js';
import { createRunFolders } from '../../../../src/files/runs/runFolders.js';
import type { KnownJobs } from '../../../../src/ui/runs/runsList.js';
import { createRunsModel } from '../../../../src/ui/runs/runsModel.js';
import type { RunsElement, RunsModel } from '../../../../src/ui/runs/runsModel.js';
import { countReads } from '../../../load/countReads.js';
import type { ReadCounts } from '../../../load/countReads.js';
import { writeManifestFile, writeRuns } from '../../../load/manyRuns.js';
import { proven } from '../../../security/proofs.js';

const RUNS = 500;

describe('the tree of 500 runs', () => {
  let root: string;
  let folders: readonly string[];
  let reads: ReadCounts;
  before(async () => {
    root = join(await mkdtemp(join(tmpdir(), 'gavel-tree-')), 'runs');
    ({ folders } = await writeRuns(root, RUNS));
    reads = countReads((path) => path.startsWith(root));
  });
  after(async () => {
    reads.stop();
    await rm(join(root, '..'), { recursive: true, force: true });
  });
  beforeEach(() => reads.reset());

  function setUp() {
    const store = createRunFolders();
    const drawn: (RunsElement[] | undefined)[] = [];
    const state: { jobs: KnownJobs } = { jobs: { kind: 'off' } };
    const model = createRunsModel({
      list: () => store.list(root),
      read: (run) => store.read(run),
      jobs: () => state.jobs,
      draw: (elements) => void drawn.push(elements),
      known: () => undefined,
    });
    return { store, model, drawn, state };
  }
  const refOf = (folder: string): RunRef => ({
    folder,
    id: basename(folder).split('-').at(-1) ?? '',
  });
  const leaves = async (model: RunsModel): Promise<RunsElement[]> => {
    const all: RunsElement[] = [];
    for (const group of await model.children()) all.push(...(await model.children(group)));
    return all;
  };
  async function change(folder: string, name: string): Promise<void> {
    const path = (await findManifest(folder)) ?? '';
    const manifest = runManifestSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    await writeManifestFile(folder, { ...manifest, name });
  }

  it('reads each manifest once, none before somebody looks, and none to filter or fold', async () => {
    const { model, drawn } = setUp();
    await model.changed(undefined);
    assert.equal(reads.paths.length, 0);
    assert.equal((await leaves(model)).length, RUNS);
    assert.equal(reads.paths.length, RUNS);
    reads.reset();
    for (const filter of ['s', 'st', 'status:failed', 'nightly', 'type:compare judge', '']) {
      model.filter = filter;
      model.redraw();
      await leaves(model);
    }
    assert.equal(reads.paths.length, 0);
    assert.equal(drawn.length, 7);
    model.dispose();
  });

  it('a run that changes is read alone, and its line alone is drawn', async () => {
    const { model, drawn } = setUp();
    await leaves(model);
    drawn.length = 0;
    await change(folders[100] ?? '', 'renamed');
    reads.reset();
    await model.changed(refOf(folders[100] ?? ''));
    assert.equal(reads.paths.length, 1);
    assert.equal(drawn.length, 1);
    assert.equal(drawn[0]?.length, 1);
    model.dispose();
  });

  it('regression: a run that came or went had all 500 manifests read again', async () => {
    const { store, model } = setUp();
    await leaves(model);
    const fresh = await writeRuns(join(root, '..', 'fresh'), 1);
    const path = (await findManifest(fresh.folders[0] ?? '')) ?? '';
    const manifest = runManifestSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    const created = await store.create(root, {
      ...manifest,
      id: 'ffff0001',
      created_at: '2026-11-25T08:00:00.000Z',
    });
    reads.reset();
    await model.changed(created);
    await model.changed(undefined);
    // Its own once or twice: it is too young to tell one writing from the next.
    const readNow = new Set(reads.paths);
    assert.equal(readNow.size, 1);
    assert.ok(reads.paths.length <= 2);
    assert.equal((await leaves(model)).length, RUNS + 1);

    await store.remove(created);
    reads.reset();
    await model.changed(undefined);
    assert.equal(reads.paths.length, 0);
    assert.equal((await leaves(model)).length, RUNS);
    proven({
      area: 'Load',
      claim: 'A run that starts, ends or is deleted reads none of the other runs again',
      test: 'test/unit/ui/runs/runsModel.test.ts',
      figure: `${RUNS} runs in the tree, 1 manifest read`,
    });
    model.dispose();
  });

  it('regression: what was deleted or is listed no more was kept for ever', async () => {
    const { model, state } = setUp();
    const jobs = (from: number): ServiceJob[] =>
      Array.from({ length: 100 }, (_, index) => ({
        workflowId: `eval-${from + index}`,
        serviceStatus: 'completed',
        status: 'completed',
        createdAt: '2026-11-24T00:00:00.000Z',
      }));
    await leaves(model);
    const before = model.elementCount;
    for (let page = 0; page < 100; page += 1) {
      state.jobs = { kind: 'listed', jobs: jobs(page * 100), truncated: true };
      model.redraw();
      assert.equal((await leaves(model)).length, RUNS + 100);
    }
    assert.equal(model.elementCount, before + 100);
    proven({
      area: 'Load',
      claim: 'The tree keeps nothing of runs and jobs that it shows no more',
      test: 'test/unit/ui/runs/runsModel.test.ts',
      figure: `${100 * 100} jobs came and went beside ${RUNS} runs`,
    });
    model.dispose();
  });
});
