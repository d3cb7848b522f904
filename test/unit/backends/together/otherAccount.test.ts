import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServiceJobs } from '../../../../src/backends/together/jobs/serviceJobs.js';
import { createTogetherBackend } from '../../../../src/backends/together/togetherBackend.js';
import type { Account } from '../../../../src/core/account.js';
import { NoKey } from '../../../../src/core/keys.js';
import { UserError } from '../../../../src/core/userError.js';
import { startDemoService } from '../../../../src/demo/demoService.js';
import type { DemoService } from '../../../../src/demo/demoService.js';
import { createRunFolders } from '../../../../src/files/runs/runFolders.js';
import { contractPlan, contractSpecs } from '../../../contract/ports/contractPlan.js';
import { follow } from '../../../contract/ports/evalBackendContract.js';
import { fakeClock, forever, serviceOptions } from './fakeService.js';

const ACME = {
  organization: 'acme',
  organizationId: 'org-1',
  project: 'evals',
  projectId: 'proj-1',
  projectSlug: 'evals',
  keyId: 'key-1',
};
const BETA = { organization: 'beta', project: 'x', organizationId: 'org-2', projectId: 'proj-2' };

describe('the account that launched a run', () => {
  let folder: string;
  let demo: DemoService;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-account-'));
    demo = await startDemoService({ pace: { stepMs: 0, rowsPerSecond: Infinity } });
  });
  afterEach(async () => {
    await demo.close();
    await rm(folder, { recursive: true, force: true });
  });

  const setUp = async () => {
    const runs = createRunFolders();
    const state: { account: Account | undefined; asked: number } = { account: ACME, asked: 0 };
    const options = {
      ...serviceOptions(new URL(demo.url).origin, fakeClock()),
      runs,
      keys: {
        service: () => Promise.resolve(demo.apiKey),
        resolve: () => Promise.reject(new UserError('auth', 'no reference was expected')),
      },
      account: () => {
        state.asked += 1;
        return Promise.resolve(state.account);
      },
    };
    const { classify: spec } = contractSpecs({ model_source: 'serverless' });
    const plan = await contractPlan({ folder, backend: 'together', spec });
    return { runs, options, state, plan, backend: createTogetherBackend(options) };
  };
  const remembered = {
    organization: 'acme',
    organization_id: 'org-1',
    project: 'evals',
    project_id: 'proj-1',
    key_id: 'key-1',
  };
  const launches = async (): Promise<number> => {
    const headers = { authorization: `Bearer ${demo.apiKey}` };
    const response = await fetch(`${demo.url}/evaluation?limit=100`, { headers });
    return ((await response.json()) as unknown[]).length;
  };

  it('is remembered in the manifest, without the key', async () => {
    const { backend, runs, plan, state } = await setUp();
    const run = await backend.submit(plan, forever);
    const manifest = await runs.read(run);
    assert.deepEqual(manifest.account, remembered);
    assert.ok(!JSON.stringify(manifest).includes(demo.apiKey));
    await follow(backend, run);
    assert.equal((await runs.read(run)).status, 'completed');
    assert.equal(state.asked, 1);
  });

  it('is left out where nobody tells', async () => {
    const { backend, runs, plan, state } = await setUp();
    state.account = undefined;
    assert.ok(!('account' in (await runs.read(await backend.submit(plan, forever)))));
    state.account = {};
    assert.ok(!('account' in (await runs.read(await backend.submit(plan, forever)))));
  });

  it('stands in a run that is imported, too', async () => {
    const { backend, runs, plan, options } = await setUp();
    const run = await backend.submit(plan, forever);
    const { workflow_id: id } = await runs.read(run);
    await runs.remove(run);
    const imported = await createServiceJobs(options).import(id ?? '', plan.runsRoot, forever);
    assert.deepEqual((await runs.read(imported)).account, remembered);
  });

  for (const status of [403, 404]) {
    it(`is named where the key of another one gets ${status}`, async () => {
      const { backend, runs, plan, state } = await setUp();
      const run = await backend.submit(plan, forever);
      state.account = BETA;
      demo.faults.set([{ kind: 'status', status, method: 'GET', path: '/evaluation' }]);
      await follow(backend, run);
      const { status: left, reason } = await runs.read(run);
      assert.deepEqual(
        [left, reason],
        [
          'paused',
          'The job was launched by acme · evals, and the key in use belongs to beta · x; use the key of that account (Gavel: Switch Account), then resume the run.',
        ],
      );
      demo.faults.set([]);
      state.account = ACME;
      await follow(backend, run);
      assert.equal((await runs.read(run)).status, 'completed');
    });
  }

  const plain: readonly [string, number, Account | undefined, RegExp][] = [
    [
      'another key of the same account',
      404,
      { ...ACME, keyId: 'key-2' },
      /does not know it \(404\)/,
    ],
    ['a key that nobody knows', 404, undefined, /does not know it \(404\)/],
    ['a job that is refused for another reason', 402, BETA, /wants payment \(402\)/],
  ];
  for (const [name, status, account, expected] of plain) {
    it(`is not named for ${name}`, async () => {
      const { backend, runs, plan, state } = await setUp();
      const run = await backend.submit(plan, forever);
      state.account = account;
      demo.faults.set([{ kind: 'status', status, method: 'GET', path: '/evaluation' }]);
      await follow(backend, run);
      const { reason } = await runs.read(run);
      assert.match(reason ?? '', expected);
    });
  }

  it('a key that is refused while a job is followed is asked for once', async () => {
    const { options, runs, plan, backend, state } = await setUp();
    const run = await backend.submit(plan, forever);
    state.asked = 0;
    let asked = 0;
    const service = () => {
      asked += 1;
      return Promise.reject(new NoKey('not sent'));
    };
    const keys = { ...options.keys, service };
    await follow(createTogetherBackend({ ...options, keys }), run);
    assert.equal((await runs.read(run)).reason, 'not sent');
    assert.deepEqual([asked, state.asked], [1, 0]);
  });

  it('a launch whose answer was lost is not repeated with the key of another account', async () => {
    const { backend, runs, plan, state } = await setUp();
    const run = await backend.submit(plan, forever);
    await runs.update(run, (manifest) => {
      const copy = { ...manifest };
      delete copy.workflow_id;
      return copy;
    });
    state.account = BETA;
    await follow(backend, run);
    const { status, reason } = await runs.read(run);
    assert.equal(status, 'paused');
    assert.match(reason ?? '', /^The job was launched by acme · evals/);
    assert.equal(await launches(), 1);
  });
});
