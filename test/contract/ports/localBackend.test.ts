import { createLocalBackend } from '../../../src/backends/local/localBackend.js';
import { UserError } from '../../../src/core/userError.js';
import { startDemoService } from '../../../src/demo/demoService.js';
import { createDatasetFiles } from '../../../src/files/dataset/datasetFiles.js';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';
import { evalBackendContract } from './evalBackendContract.js';

const WRONG_KEY = 'wrong-key-0123456789';

evalBackendContract('The local backend', async ({ key }) => {
  const service = await startDemoService();
  const runs = createRunFolders();
  const secret = key === 'right' ? service.apiKey : WRONG_KEY;
  const backend = createLocalBackend({
    runs,
    datasets: createDatasetFiles(),
    baseUrl: service.url,
    toolVersion: '0.0.0',
    keys: {
      service: () => Promise.resolve(secret),
      resolve: () => Promise.reject(new UserError('auth', 'no reference was expected')),
    },
  });
  return {
    backend,
    name: 'local',
    runs,
    secret,
    target: { model_source: 'serverless' },
    failMostRows: () => {
      service.faults.set([{ kind: 'status', status: 400, path: '/chat/completions', rate: 0.6 }]);
    },
    slowDown: () => {
      service.faults.set([{ kind: 'slow', ms: 60, path: '/chat/completions' }]);
    },
    close: () => service.close(),
  };
});
