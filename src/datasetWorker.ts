import { parentPort, Worker, workerData } from 'node:worker_threads';
import { createDatasetEngine } from './files/engine/datasetEngine.js';
import { createIndexStore } from './files/engine/indexStore.js';
import { scannerThreads } from './files/engine/remote/scannerThreads.js';
import { serveEngine } from './files/engine/remote/serveEngine.js';
import { serveScanners } from './files/engine/remote/serveScanners.js';
import { THREAD_LIMITS } from './files/engine/remote/threadedEngine.js';
import type { DatasetWorkerData } from './files/engine/remote/threadedEngine.js';
import { configureTexts } from './l10n/t.js';

// Whoever starts this file gives it this.
const { role, scanners, cacheFolder, texts } = workerData as DatasetWorkerData;
configureTexts(texts);
if (parentPort && role === 'scanner') serveScanners(parentPort);
if (parentPort && role === 'rows') {
  // It brings the statistics of runs, which datasets have no use for. Messages wait for it.
  const { serveRows } = await import('./files/runs/remote/serveRows.js');
  serveRows(parentPort);
}
if (parentPort && role === 'figures') {
  const [{ serveFigures }, { figuresHere }] = await Promise.all([
    import('./files/figures/remote/serveFigures.js'),
    import('./files/figures/figuresHere.js'),
  ]);
  serveFigures(parentPort, figuresHere());
}
if (parentPort && role === 'engine') {
  const start = () => {
    const data: DatasetWorkerData = { role: 'scanner', scanners: 0, texts };
    return new Worker(new URL(import.meta.url), {
      workerData: data,
      resourceLimits: THREAD_LIMITS,
    });
  };
  const store = cacheFolder === undefined ? undefined : createIndexStore(cacheFolder);
  serveEngine(parentPort, createDatasetEngine(scannerThreads(start, scanners), store));
}
