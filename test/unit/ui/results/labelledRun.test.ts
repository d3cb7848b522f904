import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HumanLabel } from '../../../../src/core/labels/labelRecord.js';
import { createLabelFiles } from '../../../../src/files/labels/labelFiles.js';
import { labelledRun } from '../../../../src/ui/results/labelledRun.js';
import { proven } from '../../../security/proofs.js';
import { exampleManifest } from '../runs/exampleManifest.js';

const LABELS = 10_000;
const ASKED = 1000;

describe('whether a run is labelled', () => {
  const manifest = exampleManifest();
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-labelled-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const label = (row: number): HumanLabel => ({
    row,
    key: `row-${row}`,
    rater: 'ada',
    label: 'yes',
    at: '2026-11-20T09:00:00Z',
    blind: true,
    sample: { plan: 'random', seed: 1, weight: 1 },
  });

  function setUp() {
    const store = createLabelFiles();
    let reads = 0;
    const ask = labelledRun({
      labels: () =>
        Promise.resolve({
          ...store,
          read(run) {
            reads += 1;
            return store.read(run);
          },
        }),
    });
    const run = { id: manifest.id, folder };
    return { store, run, isLabelled: () => ask({ run, manifest }), reads: () => reads };
  }

  it('regression: an open editor read all 10,000 labels with each thing that happened', async () => {
    const lines = Array.from({ length: LABELS }, (_, row) => `${JSON.stringify(label(row + 1))}\n`);
    await writeFile(join(folder, 'labels.jsonl'), lines.join(''));
    const { isLabelled, reads, store, run } = setUp();
    for (let asked = 0; asked < ASKED; asked += 1) assert.equal(await isLabelled(), true);
    assert.equal(reads(), 1);
    await store.append(run, label(LABELS + 1));
    assert.equal(await isLabelled(), true);
    assert.equal(reads(), 2);
    proven({
      area: 'Load',
      claim: 'Labels are read once for every state of their file',
      test: 'test/unit/ui/results/labelledRun.test.ts',
      figure: `${LABELS} labels, asked for ${ASKED} times`,
    });
  });

  it('a label that comes and is taken back is seen', async () => {
    const { isLabelled, store, run } = setUp();
    assert.equal(await isLabelled(), false);
    await store.append(run, label(1));
    assert.equal(await isLabelled(), true);
    const { row, key, rater, at } = label(1);
    await store.append(run, { undo: { row, key, rater }, at });
    assert.equal(await isLabelled(), false);
  });
});
