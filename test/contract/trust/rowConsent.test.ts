import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServices } from '../../../src/composition.js';
import { RowsRefused } from '../../../src/core/allowRows.js';
import type { KeyAsker } from '../../../src/core/keys.js';
import type { ChatTarget } from '../../../src/core/judging/chat.js';
import type { BackendName } from '../../../src/core/spec/evalSpec.js';
import { startDemoService } from '../../../src/demo/demoService.js';
import { proven } from '../../security/proofs.js';
import { startTripwire, type Tripwire } from '../../security/tripwire.js';
import { contractPlan, contractSpecs } from '../ports/contractPlan.js';
import { follow, forever } from '../ports/evalBackendContract.js';

/** Every way on which rows, or a first word, leave for an address that a spec names without a key. */
const WAYS = ['run', 'resume', 'rejudge', 'test a model', 'job of the service'] as const;

describe('an address that a spec names without a key', () => {
  let folder: string;
  let stranger: Tripwire;
  let service: Awaited<ReturnType<typeof startDemoService>>;
  before(async () => {
    service = await startDemoService();
  });
  after(() => service.close());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-rows-'));
    stranger = await startTripwire();
  });
  afterEach(async () => {
    await stranger.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** The services of an editor whose user answers so. */
  function stage(answer: 'yes' | 'no') {
    const asked: { origin: string; asker: KeyAsker }[] = [];
    const services = createServices({
      keys: {
        service: () => Promise.resolve(service.apiKey),
        resolve: () => Promise.reject(new Error('no key is named')),
      },
      allowRows: (origin, asker) => {
        asked.push({ origin, asker });
        return answer === 'yes' ? Promise.resolve() : Promise.reject(new RowsRefused(origin));
      },
      paths: { roots: () => [folder], allowed: () => [], place: 'the test', wayOn: () => '' },
      baseUrl: service.url,
      demoFolder: join(folder, 'demo'),
      previewsFolder: join(folder, 'previews'),
      toolVersion: '0.0.0',
    });
    return { services, asked };
  }

  const target = () =>
    ({ model_source: 'external', external_base_url: `${stranger.origin}/v1` }) as const;
  const planOf = (backend: BackendName) =>
    contractPlan({ folder, backend, spec: contractSpecs(target()).classify });

  it('gets nothing without a yes, on whichever way it would', async () => {
    const { services, asked } = stage('no');
    const local = await services.backend('local');
    const run = await local.submit(await planOf('local'), forever);
    const ended: string[] = [];
    // To watch once more is to resume.
    for (const way of ['run', 'resume'] as const) {
      await follow(local, run);
      const { status, reason = '' } = await services.runs.read(run);
      ended.push(`${way}: ${status}, ${reason}`);
    }
    const [first] = asked;
    assert.deepEqual(asked, [first, first], 'a run asks once, however many rows it has');
    assert.deepEqual(first, {
      origin: stranger.origin,
      asker: {
        model: 'demo/judge',
        spec: join(folder, 'contract.eval.json'),
        columns: ['question', 'answer_a', 'answer_b'],
      },
    });
    await services.runs.append(run, [
      {
        result: { question: 'q', answer_a: 'a', answer_b: 'b' },
        details: { row: 1, outcome: 'failed' },
      },
    ]);
    await assert.rejects(services.rejudgeRow(run, 1, forever), RowsRefused);
    const model: ChatTarget = { model: 'm', ...target() };
    const test = await services.testModel(model, { backend: 'local' }, forever);
    assert.equal(test.outcome, 'failed');
    const filesBefore = await (await services.serviceFiles('together')).list(forever);
    const together = await services.backend('together');
    await assert.rejects(together.submit(await planOf('together'), forever), RowsRefused);
    assert.deepEqual(await (await services.serviceFiles('together')).list(forever), filesBefore);

    const why = `Nothing was sent to ${stranger.origin}, because you did not allow it; run again to be asked again.`;
    assert.deepEqual(ended, [`run: paused, ${why}`, `resume: paused, ${why}`]);
    assert.equal(asked.length, WAYS.length);
    assert.equal(stranger.touched(), 0);
    assert.deepEqual((await readdir(join(folder, 'runs'))).length, 1, 'the job left no run');
    await services.dispose();
    proven({
      area: 'Keys',
      claim:
        'In a trusted workspace no row goes to an address that a spec names without a key before a person allowed it',
      test: 'test/contract/trust/rowConsent.test.ts',
      figure: `${WAYS.length} ways (${WAYS.join(', ')}); 0 connections`,
    });
  });

  it('is asked after a yes', async () => {
    const { services, asked } = stage('yes');
    const local = await services.backend('local');
    const run = await local.submit(await planOf('local'), forever);
    const model: ChatTarget = { model: 'm', ...target() };
    await services.testModel(model, { backend: 'local' }, forever);
    assert.ok(stranger.touched() > 0);
    assert.equal(asked.length, 1);
    await services.runs.remove(run);
    await services.dispose();
  });
});
