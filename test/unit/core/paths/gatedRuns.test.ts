import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gatedBaselines } from '../../../../src/core/paths/gatedFiles.js';
import { gatedLabels, gatedRuns } from '../../../../src/core/paths/gatedRuns.js';
import type { StoredRow } from '../../../../src/core/runs/resultRow.js';
import type { RunRef, RunStore } from '../../../../src/core/runs/runStore.js';
import {
  BASELINES_FILE,
  createBaselineFiles,
} from '../../../../src/files/baselines/baselineFiles.js';
import { createLabelFiles } from '../../../../src/files/labels/labelFiles.js';
import { createPathGate } from '../../../../src/files/paths/pathGate.js';
import { createRunFolders } from '../../../../src/files/runs/runFolders.js';
import { sampleManifest, sampleRow } from '../../../contract/ports/runStoreContract.js';
import { proven } from '../../../security/proofs.js';

const CANARY = 'nothing of ours\n';

describe('runs behind the gate', () => {
  let root: string;
  let repo: string;
  let elsewhere: string;
  beforeEach(() => {
    root = realpathSync(mkdtempSync(path.join(tmpdir(), 'gavel-gated-')));
    repo = path.join(root, 'repo');
    elsewhere = path.join(root, 'elsewhere');
    for (const folder of [repo, elsewhere]) mkdirSync(folder);
    writeFileSync(path.join(elsewhere, 'file'), CANARY);
  });
  afterEach(() => {
    assert.equal(readFileSync(path.join(elsewhere, 'file'), 'utf8'), CANARY);
    rmSync(root, { recursive: true, force: true });
  });

  const gate = () =>
    createPathGate({
      roots: () => [repo],
      allowed: () => [],
      place: 'the workspace',
      wayOn: () => 'allow it',
    });
  const store = () => gatedRuns(createRunFolders(), gate(), path);
  const outside = { name: 'UserError', kind: 'outside' };

  it('a run is made, read, written and removed in the workspace', async () => {
    const runs = store();
    const run = await runs.create(path.join(repo, '.gavel', 'runs'), sampleManifest());
    await runs.append(run, [sampleRow(1)]);
    assert.equal((await runs.read(run)).id, run.id);
    await runs.remove(run);
    assert.equal(existsSync(run.folder), false);
  });

  it('regression: whoever lost a run to another process writes none of its rows', async () => {
    const runs = store();
    const run = await runs.create(path.join(repo, '.gavel', 'runs'), sampleManifest());
    await runs.append(run, [sampleRow(2), sampleRow(1)]);
    const before = await rowsOf(runs, run);
    const lost = new Error('another process has the run');
    const confirm = () => Promise.reject(lost);
    await assert.rejects(runs.append(run, [sampleRow(3)], confirm), lost);
    await assert.rejects(runs.replaceRows(run, noRows(), confirm), lost);
    await assert.rejects(runs.sortRows(run, confirm), lost);
    assert.deepEqual(await rowsOf(runs, run), before);
  });

  it('deleting a run whose folder is a link removes the link alone', async () => {
    const made = await createRunFolders().create(elsewhere, sampleManifest());
    await createRunFolders().append(made, [sampleRow(1)]);
    const before = readdirSync(made.folder);
    const folder = path.join(repo, 'linked');
    symlinkSync(made.folder, folder);
    const runs = store();
    await assert.rejects(runs.append({ id: made.id, folder }, [sampleRow(2)]), outside);
    await assert.rejects(runs.read({ id: made.id, folder }), outside);
    await runs.remove({ id: made.id, folder });
    assert.equal(existsSync(folder), false);
    assert.deepEqual(readdirSync(made.folder), before);
    // A folder that a link leads to on the way is not the workspace's to delete.
    symlinkSync(elsewhere, path.join(repo, 'runs'));
    const within = path.join(repo, 'runs', path.basename(made.folder));
    await assert.rejects(runs.remove({ id: made.id, folder: within }), outside);
    assert.deepEqual(readdirSync(made.folder), before);
    proven({
      area: 'Paths',
      claim: 'Deleting a run whose folder is a link removes the link and nothing behind it',
      test: 'test/unit/core/paths/gatedRuns.test.ts',
      figure: '2 links: the run’s folder, the folder of all runs',
    });
  });

  it('no rows, labels or baselines are written through a link', async () => {
    const runs = store();
    const run = await runs.create(path.join(repo, '.gavel', 'runs'), sampleManifest());
    const labels = gatedLabels(createLabelFiles(), gate());
    const record = { time: '2026-01-01T00:00:00Z', rater: 'a', row: 1, label: 'good' };
    const names = ['results.jsonl', 'details.jsonl', 'labels.jsonl'];
    for (const name of names) {
      symlinkSync(path.join(elsewhere, 'file'), path.join(run.folder, name));
      const works = [
        () => runs.append(run, [sampleRow(1)]),
        () => runs.sortRows(run),
        () => runs.update(run, (manifest) => manifest),
        // The gate asks nothing of a record.
        () => labels.append(run, record as never),
        () => labels.read(run),
      ];
      for (const work of works) await assert.rejects(work(), outside, name);
      rmSync(path.join(run.folder, name));
    }
    const baselines = gatedBaselines(createBaselineFiles(), gate(), (folder) =>
      path.join(folder, BASELINES_FILE),
    );
    symlinkSync(path.join(elsewhere, 'file'), path.join(repo, BASELINES_FILE));
    await assert.rejects(baselines.pin(repo, 'a.eval.yaml', run.id), outside);
    await assert.rejects(baselines.read(repo), outside);
  });
});

async function rowsOf(runs: RunStore, run: RunRef): Promise<StoredRow[]> {
  const rows: StoredRow[] = [];
  for await (const row of runs.rows(run)) rows.push(row);
  return rows;
}

async function* noRows(): AsyncGenerator<StoredRow> {
  // A run's rows taken out, all of them.
}
