import { writeHeapSnapshot } from 'node:v8';
import { mkdtemp } from 'node:fs/promises';
import { startRunLoop } from '/work/trees/nine-load/test/load/runLoop.js';
import { bundleWorker } from '/work/trees/nine-load/test/contract/bundledWorker.js';
import { collectGarbage } from '/work/trees/nine-load/test/load/collectGarbage.js';
const worker = await bundleWorker();
const loop = await startRunLoop(await mkdtemp('/tmp/nine-load/loop-'), worker.url);
for (let i = 0; i < 40; i += 1) {
  await loop.batch();
  const s = await loop.state();
  console.log(i, (s.heapBytes/1e6).toFixed(2), (s.rssBytes/1e6).toFixed(0));
  if (i === 19 || i === 39) { await collectGarbage(); writeHeapSnapshot(`/tmp/nine-load/heap-${i}.heapsnapshot`); }
}
await loop.close();
await worker.remove();
