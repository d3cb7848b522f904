// Works on one run until it is killed or done: `tsx killedRunChild.ts RUN_FOLDER ID`.
import { createLocalBackend } from '../../src/backends/local/localBackend.js';
import { UserError } from '../../src/core/userError.js';
import { createDatasetFiles } from '../../src/files/dataset/datasetFiles.js';
import { createRunFolders } from '../../src/files/runs/runFolders.js';
import { follow } from './evalBackendContract.js';

const [folder = '', id = ''] = process.argv.slice(2);
const noKey = () => Promise.reject(new UserError('auth', 'no key is needed'));
const backend = createLocalBackend({
  runs: createRunFolders(),
  datasets: createDatasetFiles(),
  baseUrl: 'http://127.0.0.1:9/v1',
  toolVersion: '0.0.0',
  keys: { service: noKey, resolve: noKey },
});
await follow(backend, { folder, id });
