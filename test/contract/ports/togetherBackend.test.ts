import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../../src/backends/http/clock.js';
import { createTogetherBackend } from '../../../src/backends/together/togetherBackend.js';
import { UserError } from '../../../src/core/userError.js';
import { startDemoService } from '../../../src/demo/demoService.js';
import { createDatasetFiles } from '../../../src/files/dataset/datasetFiles.js';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';
import { evalBackendContract } from './evalBackendContract.js';

const WRONG_KEY = 'wrong-key-0123456789';

/** A hundred times as fast as the wall clock where the backend waits. */
const hastyClock: Clock = {
  now: Date.now,
  random: () => 0,
  sleep: async (ms, signal) => {
    await delay(ms / 100, undefined, { signal });
  },
};

for (const name of ['together', 'demo'] as const) {
  evalBackendContract(`The service's backend as "${name}"`, async ({ key }) => {
    const pace = { stepMs: 0, rowsPerSecond: Infinity };
    const service = await startDemoService({ pace });
    const runs = createRunFolders();
    const secret = key === 'right' ? service.apiKey : WRONG_KEY;
    const backend = createTogetherBackend({
      runs,
      name,
      datasets: createDatasetFiles(),
      baseUrl: service.url,
      toolVersion: '0.0.0',
      clock: hastyClock,
      keys: {
        service: () => Promise.resolve(secret),
        resolve: () => Promise.reject(new UserError('auth', 'no reference was expected')),
      },
    });
    return {
      backend,
      name,
      runs,
      secret,
      target: { model_source: 'serverless' },
      failMostRows: () => {
        service.faults.set([{ kind: 'status', status: 503, path: '/chat/completions', rate: 0.6 }]);
      },
      slowDown: () => {
        pace.rowsPerSecond = 20;
      },
      close: () => service.close(),
    };
  });
}
