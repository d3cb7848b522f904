import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../../src/backends/http/clock.js';
import { createLocalBackend } from '../../../src/backends/local/localBackend.js';
import { learningKeys } from '../../../src/core/redaction/learningKeys.js';
import { UserError } from '../../../src/core/userError.js';
import { createDatasetFiles } from '../../../src/files/dataset/datasetFiles.js';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';
import type { EvalPlan } from '../../../src/core/runs/evalBackend.js';
import type { ResolvedSpec } from '../../../src/core/spec/evalSpec.js';
import { contractPlan, contractSpecs, type PlanChoices } from '../ports/contractPlan.js';
import { forever } from '../ports/evalBackendContract.js';
import {
  startScriptedEndpoint,
  type ScriptedEndpoint,
  type ScriptedReply,
  type ScriptedRequest,
} from './scriptedEndpoint.js';

export const SECRET = 'sk-very-secret-0123456789';

/** Real time, but nobody waits: what was waited for is written down. */
export function quickClock(): Clock & { readonly waits: number[] } {
  const waits: number[] = [];
  let ahead = 0;
  return {
    waits,
    now: () => Date.now() + ahead,
    random: () => 0,
    async sleep(ms, signal) {
      signal.throwIfAborted();
      // The grace for requests under way is real, so that they get it.
      if (ms === 20_000)
        return new Promise((_, reject) => signal.addEventListener('abort', reject));
      waits.push(ms);
      ahead += ms;
      await Promise.resolve();
    },
  };
}

export const failed = (status: number, message: string, headers = {}): ScriptedReply => ({
  status,
  headers,
  body: JSON.stringify({ error: { message, type: 'x', code: null } }),
});

/** Runs against a scripted endpoint, for the suite in which it is called. */
export function useLocalRuns() {
  let folder: string;
  let endpoint: ScriptedEndpoint | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-local-'));
  });
  afterEach(async () => {
    await endpoint?.close();
    endpoint = undefined;
    await rm(folder, { recursive: true, force: true });
  });

  const createBackend = (clock: Clock) =>
    createLocalBackend({
      runs: createRunFolders(),
      datasets: createDatasetFiles(),
      baseUrl: 'http://127.0.0.1:9/v1',
      toolVersion: '1.2.3',
      clock,
      keys: learningKeys({
        service: () => Promise.reject(new UserError('auth', 'not for this endpoint')),
        resolve: () => Promise.resolve(SECRET),
      }),
    });

  async function setUp(
    answer: (request: ScriptedRequest) => ScriptedReply | Promise<ScriptedReply>,
    choices: Partial<Omit<PlanChoices, 'spec'>> & {
      readonly concurrency?: number;
      /** Which of the contract's specs; `classify` when left out. */
      readonly spec?: ResolvedSpec['type'];
      readonly run?: ResolvedSpec['run'];
      readonly prices?: EvalPlan['prices'];
    } = {},
  ) {
    const started = (endpoint = await startScriptedEndpoint(answer));
    const { concurrency = 4, spec: type = 'classify', prices, ...rest } = choices;
    const spec = contractSpecs({
      model_source: 'external',
      external_base_url: started.url,
      external_api_token: '${env:TEST_KEY}',
    })[type];
    const plan = await contractPlan({
      folder,
      backend: 'local',
      spec: { ...spec, run: { concurrency, ...choices.run } },
      ...rest,
    });
    const clock = quickClock();
    const backend = createBackend(clock);
    const runs = createRunFolders();
    const run = await backend.submit({ ...plan, ...(prices && { prices }) }, forever);
    return { endpoint: started, plan, clock, backend, runs, run };
  }

  return { setUp, createBackend, folder: () => folder };
}
