import { createDatasetEngine } from '../../src/files/engine/datasetEngine.js';
import { inlineScanners } from '../../src/files/engine/inlineScanners.js';
import { datasetEngineContract } from './datasetEngineContract.js';
import { createMemoryDatasetEngine } from './memoryDatasetEngine.js';

describe('dataset engines', () => {
  datasetEngineContract('The engine in memory', () => Promise.resolve(createMemoryDatasetEngine()));
  datasetEngineContract('The engine on files', () =>
    Promise.resolve(createDatasetEngine(inlineScanners())),
  );
});
