import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalBackend } from '../../../src/backends/local/localBackend.js';
import { createDatasetFiles } from '../../../src/files/dataset/datasetFiles.js';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';
import { proven } from '../../security/proofs.js';
import { startWireProxy, WIRE_FAULTS } from '../../security/wireFaults.js';
import type { WireProxy } from '../../security/wireFaults.js';
import { contractPlan, contractSpecs } from '../ports/contractPlan.js';
import { allQuestions, collect, follow, forever, questions } from '../ports/evalBackendContract.js';
import { quickClock } from '../runs/localHarness.js';
import { completion, startScriptedEndpoint } from '../runs/scriptedEndpoint.js';
import type { ScriptedEndpoint } from '../runs/scriptedEndpoint.js';

const TEST = 'test/contract/faults/localWireFaults.test.ts';
/** So many requests meet the fault; then the endpoint is well again. */
const STRIKES = 3;
const SITE = /chat\/completions/;

describe('a local run whose line to the endpoint is broken', () => {
  let folder: string;
  let endpoint: ScriptedEndpoint;
  let line: WireProxy;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-local-wire-'));
    endpoint = await startScriptedEndpoint(({ body }) =>
      completion(body['response_format'] ? '{"feedback":"fine","score":4}' : 'An answer.'),
    );
    line = await startWireProxy(new URL(endpoint.url));
  });
  afterEach(async () => {
    await line.close();
    await endpoint.close();
    await rm(folder, { recursive: true, force: true });
  });

  let survived = 0;
  for (const [stage, skipped] of [
    ['generation', 0],
    ['judgement', 11],
  ] as const) {
    for (const fault of WIRE_FAULTS) {
      it(`${stage}: it ${fault.name}: each row once, and what was answered is not asked again`, async () => {
        const runs = createRunFolders();
        const backend = createLocalBackend({
          runs,
          datasets: createDatasetFiles(),
          baseUrl: 'http://127.0.0.1:9/v1',
          toolVersion: '1.2.3',
          clock: quickClock(),
          keys: {
            service: () => Promise.resolve('x'),
            resolve: () => Promise.resolve('k'.repeat(20)),
          },
        });
        const { score } = contractSpecs({
          model_source: 'external',
          external_base_url: line.origin,
          external_api_token: '${env:TEST_KEY}',
        });
        const spec = { ...score, run: { concurrency: 1, cache: false } };
        const plan = await contractPlan({ folder, backend: 'local', spec });
        const run = await backend.submit(plan, forever);
        line.set(fault, SITE, STRIKES, skipped);
        await follow(backend, run);
        const first = await runs.read(run);
        // It pauses where every request would meet it; the person resumes.
        if (first.status === 'paused') {
          assert.notEqual(first.reason ?? '', '');
          line.set(undefined);
          await follow(backend, run);
        }
        const manifest = await runs.read(run);
        assert.equal(manifest.status, 'completed', manifest.reason);
        const rows = await collect(backend.results(run, forever));
        assert.deepEqual(questions(rows), allQuestions(plan));
        // A request that was not answered costs at most its row, which says why.
        const failed = (await collect(runs.rows(run, forever))).filter(
          ({ details }) => details?.errors,
        );
        assert.ok(failed.length <= STRIKES, `${failed.length} rows failed`);
        // Each row asks its model and its judge once. Without a cache, the row in whose middle the run
        // paused asks its model anew.
        const most = 2 * rows.length + (first.status === 'paused' ? 1 : 0);
        assert.ok(endpoint.requests.length <= most, `${endpoint.requests.length} requests`);
        survived += 1;
      });
    }
  }

  it('is shown', () => {
    proven({
      area: 'Faults',
      claim:
        'Whatever breaks the line of a local run, each row ends once, and no request of a row that has ended is paid twice',
      test: TEST,
      figure: `${survived} runs: ${WIRE_FAULTS.length} faults of generations and of judgements`,
    });
  });
});
