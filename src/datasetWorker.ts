import { parentPort, Worker, workerData } from 'node:worker_threads';
import { createDatasetEngine } from './files/engine/datasetEngine.js';
import { createIndexStore } from './files/engine/indexStore.js';
import { scannerThreads } from './files/engine/remote/scannerThreads.js';
import { serveEngine } from './files/engine/remote/serveEngine.js';
import { serveScanners } from './files/engine/remote/serveScanners.js';
import { THREAD_LIMITS } from './files/engine/remote/threadedEngine.js';
import type { DatasetWorkerData } from './files/engine/remote/threadedEngine.js';
import { serveRows } from './files/runs/remote/serveRows.js';

// Whoever starts this file gives it this.
const { role, scanners, cacheFolder } = workerData as DatasetWorkerData;
if (parentPort && role === 'scanner') serveScanners(parentPort);
if (parentPort && role === 'rows') serveRows(parentPort);
if (parentPort && role === 'engine') {
  const start = () => {
    const data: DatasetWorkerData = { role: 'scanner', scanners: 0 };
    return new Worker(new URL(import.meta.url), {
      workerData: data,
      resourceLimits: THREAD_LIMITS,
    });
  };
  const store = cacheFolder === undefined ? undefined : createIndexStore(cacheFolder);
  serveEngine(parentPort, createDatasetEngine(scannerThreads(start, scanners), store));
}
