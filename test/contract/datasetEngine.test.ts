import { datasetEngineContract } from './datasetEngineContract.js';
import { createMemoryDatasetEngine } from './memoryDatasetEngine.js';

describe('dataset engines', () => {
  datasetEngineContract('The engine in memory', () => Promise.resolve(createMemoryDatasetEngine()));
});
