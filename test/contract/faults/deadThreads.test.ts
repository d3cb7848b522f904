import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { PageRequest } from '../../../src/core/dataset/openDataset.js';
import { EVERY_ROW } from '../../../src/core/rows/resultQuery.js';
import { threadedEngine } from '../../../src/files/engine/remote/threadedEngine.js';
import { figuresThread } from '../../../src/files/figures/remote/figuresThread.js';
import { rowsThread } from '../../../src/files/runs/remote/rowsThread.js';
import { waitFor } from '../../integration/waitFor.js';
import { proven } from '../../security/proofs.js';
import { sampleRun } from '../../webview/harness/sampleRun.js';
import { bundleWorker } from '../processes/bundledWorker.js';
import type { BundledWorker } from '../processes/bundledWorker.js';
import { told } from '../runs/told.js';

const TEST = 'test/contract/faults/deadThreads.test.ts';
const ROWS = 40;
const WIDE = { from: 1, to: 1000 };
const PAGE: PageRequest = {
  query: { filters: [], order: null },
  ...WIDE,
  columns: { from: 0, to: 100 },
};

describe('threads that die', function () {
  this.timeout(60_000);
  let worker: BundledWorker;
  /** As `worker`, and a thread ends at once when the file of its role is there. */
  let mortal: URL;
  let root: string;
  before(async () => {
    worker = await bundleWorker();
    root = await mkdtemp(join(tmpdir(), 'gavel-dead-'));
    const file = join(root, 'mortal.mjs');
    await writeFile(
      file,
      `import { existsSync, rmSync } from 'node:fs';
       import { workerData } from 'node:worker_threads';
       const die = ${JSON.stringify(join(root, 'die-'))} + workerData.role;
       setInterval(() => existsSync(die) && (rmSync(die), process.exit(1)), 2).unref();
       await import(${JSON.stringify(worker.url.href)});`,
    );
    mortal = pathToFileURL(file);
  });
  after(async () => {
    await worker.remove();
    await rm(root, { recursive: true, force: true });
  });

  /** The thread is about to go when this resolves. */
  async function kill(role: string): Promise<void> {
    const die = join(root, `die-${role}`);
    await writeFile(die, '');
    await waitFor(
      'the end of the thread',
      () => existsSync(die),
      (isThere) => !isThere,
    );
  }

  it('regression: rows on a new thread had the version of others, read on the thread before', async () => {
    const reader = rowsThread(mortal);
    const { manifest, rows } = sampleRun({ type: 'classify', rows: ROWS });
    const folder = await mkdtemp(join(root, 'run-'));
    const path = join(folder, 'results.jsonl');
    const text = rows.map(({ result }) => `${JSON.stringify(result)}\n`).join('');
    await writeFile(path, text);
    const open = await reader.open({ id: 'a', folder }, manifest.spec);
    const versions = [(await open.refresh()).version];
    for (const count of [30, 20, 10]) {
      await kill('rows');
      await writeFile(`${path}.new`, text.split('\n').slice(0, count).join('\n') + '\n');
      await rename(`${path}.new`, path);
      const state = await open.refresh();
      assert.equal(state.rows, count);
      assert.equal((await open.page(EVERY_ROW, WIDE)).version, state.version);
      versions.push(state.version);
    }
    assert.deepEqual([...new Set(versions)].length, versions.length, String(versions));
    await open.close();
    await reader.dispose();
  });

  it('a thread that dies is followed by another, and the question is answered', async () => {
    const { manifest, rows } = sampleRun({ type: 'classify', rows: ROWS });
    const folder = await mkdtemp(join(root, 'run-'));
    const run = { id: 'a', folder };
    const path = join(folder, 'results.jsonl');
    await writeFile(path, rows.map(({ result }) => `${JSON.stringify(result)}\n`).join(''));
    const reader = rowsThread(mortal);
    const engine = threadedEngine(mortal, { scanners: 1 });
    const figures = figuresThread(mortal);
    const openRows = await reader.open(run, manifest.spec);
    const dataset = await engine.open(path, () => undefined);
    const questions: Readonly<Record<string, () => Promise<number>>> = {
      rows: async () => (await openRows.page(EVERY_ROW, WIDE)).rows.length,
      engine: async () => (await dataset.page(PAGE)).rows.length,
      figures: async () =>
        (await figures.compare({ run, manifest }, [{ run, manifest }], {}))[0]?.comparison.pairs
          .length ?? 0,
    };
    let deaths = 0;
    for (const [role, ask] of Object.entries(questions)) {
      for (let round = 1; round <= 3; round += 1) {
        assert.equal(await ask(), ROWS, role);
        await kill(role);
        // One that is asked as it dies says that it ended, and to try again.
        const answer = await waitFor(
          'an answer',
          () => told(ask()),
          (one) => typeof one === 'number',
        );
        assert.equal(answer, ROWS, role);
        deaths += 1;
      }
    }
    await dataset.close();
    await openRows.close();
    await Promise.all([reader.dispose(), engine.dispose(), figures.dispose()]);
    proven({
      area: 'Faults',
      claim:
        'A thread that reads rows, datasets or figures and dies is followed by another: nobody waits for the dead one.',
      test: TEST,
      figure: `${deaths} deaths of ${Object.keys(questions).length} kinds of threads`,
    });
  });
});
