import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atMost } from '../../load/atMost.js';
import { readState, watchForLeaks } from '../../load/processState.js';
import { BATCH_RUNS, startRunLoop } from '../../load/runLoop.js';
import { proven } from '../../security/proofs.js';
import { bundleWorker } from './bundledWorker.js';
import type { BundledWorker } from './bundledWorker.js';

const BATCHES = 2;

describe('many runs in one process', function () {
  this.timeout(120_000);
  let worker: BundledWorker;
  let folder: string;
  before(async () => {
    worker = await bundleWorker();
    folder = await mkdtemp(join(tmpdir(), 'gavel-loop-'));
  });
  after(async () => {
    await worker.remove();
    await rm(folder, { recursive: true, force: true });
  });

  it('leave no listener, timer, handle, thread or file behind', async () => {
    const leaks = watchForLeaks();
    const before = await readState(folder);
    const loop = await startRunLoop(join(folder, 'work'), worker.url);
    try {
      // What is loaded, started or written once comes with the first.
      await loop.batch();
      const first = await loop.state();
      for (let batch = 1; batch < BATCHES; batch += 1) await loop.batch();
      // Connections that are kept for a while go by themselves.
      const last = await atMost(first, ['threads', 'resources', 'listeners', 'files'], loop.state);
      assert.equal(last.listeners, first.listeners);
      assert.equal(last.files, first.files);
    } finally {
      await loop.close();
      leaks.stop();
    }
    // What serves all runs, as threads and pools, ends with the services.
    await atMost(before, ['descriptors', 'resources', 'listeners', 'files'], () =>
      readState(folder),
    );
    assert.deepEqual(leaks.warnings, []);
    const runs = BATCHES * BATCH_RUNS;
    assert.deepEqual(loop.ended, { completed: runs - BATCHES, cancelled: BATCHES });
    proven({
      area: 'Load',
      claim: 'Runs leave no listener, timer, socket, thread, open file or temporary file behind',
      test: 'test/contract/processes/leaks.test.ts',
      figure: `${runs} runs, paused, cancelled and finished, on two backends`,
    });
  });
});
