import { createDatasetEngine } from '../../../src/files/engine/datasetEngine.js';
import { inlineScanners } from '../../../src/files/engine/inlineScanners.js';
import { threadedEngine } from '../../../src/files/engine/remote/threadedEngine.js';
import { bundleWorker } from '../processes/bundledWorker.js';
import type { BundledWorker } from '../processes/bundledWorker.js';
import { datasetEngineContract } from './datasetEngineContract.js';
import { createMemoryDatasetEngine } from './memoryDatasetEngine.js';

describe('dataset engines', () => {
  let worker: BundledWorker | undefined;
  after(() => worker?.remove());

  datasetEngineContract('The engine in memory', () => Promise.resolve(createMemoryDatasetEngine()));
  datasetEngineContract('The engine on files', () =>
    Promise.resolve(createDatasetEngine(inlineScanners())),
  );
  datasetEngineContract('The engine on threads', async () => {
    worker = await bundleWorker();
    return threadedEngine(worker.url, { scanners: 2 });
  });
});
