import { parentPort, Worker, workerData } from 'node:worker_threads';
import { createDatasetEngine } from './files/engine/datasetEngine.js';
import { scannerThreads } from './files/engine/remote/scannerThreads.js';
import { serveEngine } from './files/engine/remote/serveEngine.js';
import { serveScanners } from './files/engine/remote/serveScanners.js';

/** How the thread is started: to open datasets, or to go through their rows for the one that does. */
export interface DatasetWorkerData {
  readonly role: 'engine' | 'scanner';
  /** Threads that go through rows at a time. */
  readonly scanners: number;
}

// Whoever starts this file gives it this.
const { role, scanners } = workerData as DatasetWorkerData;
if (parentPort && role === 'scanner') serveScanners(parentPort);
if (parentPort && role === 'engine') {
  const start = () => {
    const data: DatasetWorkerData = { role: 'scanner', scanners: 0 };
    return new Worker(new URL(import.meta.url), { workerData: data });
  };
  serveEngine(parentPort, createDatasetEngine(scannerThreads(start, scanners)));
}
