// Works on one run until it is killed or done: `node killedRunChild.mjs RUN_FOLDER ID [retry]`.
import './killAtStep.js';
import { createLocalBackend } from '../../../src/backends/local/localBackend.js';
import { reopenRun } from '../../../src/backends/local/reopenRun.js';
import { isFinal } from '../../../src/core/runs/evalBackend.js';
import { findFailedRows } from '../../../src/core/runs/failedRows.js';
import { UserError } from '../../../src/core/userError.js';
import { createDatasetFiles } from '../../../src/files/dataset/datasetFiles.js';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';
import { follow } from '../ports/evalBackendContract.js';

const [folder = '', id = '', task] = process.argv.slice(2);
const run = { folder, id };
const noKey = () => Promise.reject(new UserError('auth', 'no key is needed'));
const runs = createRunFolders();
const backend = createLocalBackend({
  runs,
  datasets: createDatasetFiles(),
  baseUrl: 'http://127.0.0.1:9/v1',
  toolVersion: '0.0.0',
  keys: { service: noKey, resolve: noKey },
});
const manifest = await runs.read(run);
// It may have been killed between its end and the end of its process.
const isToRetry = task === 'retry' && isFinal(manifest.status);
if (isToRetry && (await findFailedRows(run, manifest, runs)).count > 0) {
  await reopenRun(run, { runs, clock: Date });
}
await follow(backend, run);
