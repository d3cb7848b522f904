import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { datasetProtocol } from '../../src/shared/datasetProtocol.js';
import { resultsProtocol } from '../../src/shared/protocol.js';
import { drift } from '../load/slope.js';
import { proven } from '../security/proofs.js';
import { datasetHost } from '../webview/harness/datasetHost.js';
import { openBench } from '../webview/harness/openView.js';
import type { ViewBench } from '../webview/harness/openView.js';
import { resultsHost } from '../webview/harness/resultsHost.js';
import { sampleRun } from '../webview/harness/sampleRun.js';

const UPDATES = 5000;
const WARM_UP = 1000;
const EVERY = 500;
const MOST_DRIFT = 0.05;
/** What is under way is held too: the least of so many looks, some frames apart, is what stays. */
const LOOKS = 4;
const FRAMES = 'new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))';

interface Held {
  readonly heapBytes: number;
  readonly nodes: number;
  readonly listeners: number;
}

describe('a view that stays open', () => {
  let bench: ViewBench;
  before(async () => {
    bench = await openBench();
  });
  after(() => bench.close());

  /** Updates the view so often, and holds that the page keeps nothing of it. */
  async function endure(view: string, page: Page, update: (index: number) => void): Promise<void> {
    const session = await page.context().newCDPSession(page);
    const look = async (): Promise<Held> => {
      for (let turn = 0; turn < 5; turn += 1) await page.evaluate(FRAMES);
      await session.send('HeapProfiler.collectGarbage');
      const { usedSize } = await session.send('Runtime.getHeapUsage');
      const { nodes, jsEventListeners } = await session.send('Memory.getDOMCounters');
      return { heapBytes: usedSize, nodes, listeners: jsEventListeners };
    };
    const held = async (): Promise<Held> => {
      let least = await look();
      for (let turn = 1; turn < LOOKS; turn += 1) {
        const now = await look();
        least = {
          heapBytes: Math.min(least.heapBytes, now.heapBytes),
          nodes: Math.min(least.nodes, now.nodes),
          listeners: Math.min(least.listeners, now.listeners),
        };
      }
      return least;
    };
    const heap: { at: number; value: number }[] = [];
    const nodes: { at: number; value: number }[] = [];
    let first: Held | undefined;
    let last: Held | undefined;
    for (let index = 1; index <= UPDATES; index += 1) {
      update(index);
      // What follows from an update has been drawn then.
      await page.evaluate(FRAMES);
      if (index < WARM_UP || index % EVERY !== 0) continue;
      last = await held();
      first ??= last;
      heap.push({ at: index, value: last.heapBytes });
      nodes.push({ at: index, value: last.nodes });
      console.log(`      ${view}, ${index} updates: ${JSON.stringify(last)}`);
    }
    assert.ok(first && last);
    const share = drift(heap);
    const percent = `${(100 * share).toFixed(1)} %`;
    assert.ok(Math.abs(share) <= MOST_DRIFT, `the heap of ${view} went by ${percent}`);
    const saidNodes = `${first.nodes} nodes, then ${last.nodes}`;
    assert.ok(drift(nodes) <= MOST_DRIFT, saidNodes);
    assert.ok(last.listeners <= first.listeners, `${first.listeners}, then ${last.listeners}`);
    proven({
      area: 'Load',
      claim: 'A view that is updated for days holds no more script memory, nodes or listeners',
      test: 'test/soak/loadViews.test.ts',
      figure: `${view}: ${UPDATES} updates, heap ${percent} (${(last.heapBytes / 1e6).toFixed(1)} MB), ${last.nodes} nodes`,
    });
  }

  it('results, while a run goes on and its rows come', async () => {
    const samples = [480, 500].map((rows) => sampleRun({ type: 'classify', rows }));
    const [one, other] = samples;
    assert.ok(one && other);
    const host = resultsHost(one);
    const view = await bench.open({
      view: 'results',
      protocol: resultsProtocol,
      handlers: host.handlers,
    });
    await view.page.getByRole('grid', { name: 'Judged rows' }).waitFor();
    await endure('results', view.page, (index) => {
      const { manifest, rows } = index % 2 === 0 ? one : other;
      const progress = { done: index % 500, total: 500, errors: 0 };
      const status = index % 4 < 2 ? ('running' as const) : ('completed' as const);
      // New rows are read again from their file: now and then, as they come.
      const changed = host.change({
        manifest: { ...manifest, status },
        progress,
        ...(index % 50 < 2 && { rows }),
      });
      view.emit('changed', changed);
    });
    assert.deepEqual(view.complaints, []);
    await view.close();
  });

  it('a dataset, while its file grows', async () => {
    const host = datasetHost({ rows: 5000 });
    const view = await bench.open({
      view: 'dataset',
      protocol: datasetProtocol,
      handlers: host.handlers,
    });
    host.attach(view.emit);
    await view.page.getByRole('grid').waitFor();
    await endure('dataset', view.page, (index) => {
      host.change({ rows: 5000 + (index % 2) });
    });
    assert.deepEqual(view.complaints, []);
    await view.close();
  });
});
