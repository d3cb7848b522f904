import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleWorker } from '../contract/processes/bundledWorker.js';
import type { BundledWorker } from '../contract/processes/bundledWorker.js';
import { atMost } from '../load/atMost.js';
import { readState, watchForLeaks } from '../load/processState.js';
import type { ProcessState } from '../load/processState.js';
import { BATCH_RUNS, startRunLoop } from '../load/runLoop.js';
import { drift } from '../load/slope.js';
import { proven } from '../security/proofs.js';

const RUNS = 2000;
/** Code is compiled, and the embedded service has the 200 jobs that it keeps at hand. */
const WARM_UP_RUNS = 400;
const MOST_DRIFT = 0.05;
const TEST = 'test/soak/loadRuns.test.ts';

describe('2,000 runs in one process', () => {
  let worker: BundledWorker;
  let folder: string;
  before(async () => {
    worker = await bundleWorker();
    folder = await mkdtemp(join(tmpdir(), 'gavel-soak-'));
  });
  after(async () => {
    await worker.remove();
    await rm(folder, { recursive: true, force: true });
  });

  it('hold no more at the end than after the first ones', async () => {
    const leaks = watchForLeaks();
    const before = await readState(folder);
    const loop = await startRunLoop(join(folder, 'work'), worker.url);
    const heap: { at: number; value: number }[] = [];
    let first: ProcessState | undefined;
    let last: ProcessState | undefined;
    for (let runs = BATCH_RUNS; runs <= RUNS; runs += BATCH_RUNS) {
      await loop.batch();
      if (runs < WARM_UP_RUNS) continue;
      last = await loop.state();
      first ??= last;
      heap.push({ at: runs, value: last.heapBytes });
      if (runs % 200 === 0) console.log(`      ${runs} runs: ${shown(last)}`);
    }
    assert.ok(first && last);
    await atMost(first, ['descriptors', 'threads', 'resources', 'listeners', 'files'], loop.state);
    await loop.close();
    leaks.stop();
    await atMost(before, ['descriptors', 'resources', 'listeners', 'files'], () =>
      readState(folder),
    );
    assert.deepEqual(leaks.warnings, []);
    const share = drift(heap);
    const percent = `${(100 * share).toFixed(1)} %`;
    assert.ok(Math.abs(share) <= MOST_DRIFT, `the heap went by ${percent}: ${shown(last)}`);
    proven({
      area: 'Load',
      claim: 'Thousands of runs in one window leave the heap as it was',
      test: TEST,
      figure: `${RUNS} runs, heap ${percent} over the last ${RUNS - WARM_UP_RUNS} (${megabytes(last.heapBytes)}), 0 handles, threads, listeners and files more`,
    });
  });
});

function shown({ heapBytes, rssBytes, descriptors, threads, resources }: ProcessState): string {
  const handles = `${descriptors} descriptors, ${threads} threads, ${resources} resources`;
  return `heap ${megabytes(heapBytes)}, all ${megabytes(rssBytes)}, ${handles}`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
