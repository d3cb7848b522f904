import assert from 'node:assert/strict';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServices } from '../../../src/composition.js';
import { preflight, type Preflight } from '../../../src/core/preflight/preflight.js';
import { planRun, type PlanOptions } from '../../../src/core/runs/planRun.js';
import type { RunManifest } from '../../../src/core/runs/manifest.js';
import type { GavelServices } from '../../../src/core/services.js';
import { INSTANT_PACE } from '../../../src/demo/runJob.js';
import { startDemoService, type DemoService } from '../../../src/demo/demoService.js';
import { follow, forever } from '../ports/evalBackendContract.js';

const SAMPLES = new URL('../../samples/', import.meta.url);

describe('What preflight says beside what the embedded service reports', () => {
  let folder: string;
  let demo: DemoService;
  let services: GavelServices;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gavel-preflight-'));
    await cp(SAMPLES, folder, { recursive: true });
    demo = await startDemoService({ pace: INSTANT_PACE, apiKey: 'key' });
    const key = () => Promise.resolve('key');
    services = createServices({
      keys: { service: key, resolve: key },
      paths: { roots: () => [folder], allowed: () => [], place: 'the test', wayOn: () => '' },
      baseUrl: demo.url,
      demoFolder: join(folder, 'demo'),
      previewsFolder: join(folder, 'previews'),
      toolVersion: '0.0.0',
    });
  });
  after(async () => {
    await services.dispose();
    await demo.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function planned(spec: string, options: Partial<PlanOptions> = {}) {
    const { list } = await (await services.modelLists()).current('together');
    const plan = await planRun(
      {
        specPath: join(folder, spec),
        runsRoot: join(folder, 'runs'),
        defaultBackend: 'local',
        backend: 'local',
        models: { last: () => Promise.resolve(list), now: 0 },
        prices: { set: {}, serviceUrl: demo.url },
        ...options,
      },
      services,
    );
    const found = await preflight(plan, services, {
      list,
      now: () => performance.now(),
      pause: () => Promise.resolve(),
    });
    return { plan, found };
  }

  async function run(plan: Awaited<ReturnType<typeof planned>>['plan']): Promise<RunManifest> {
    const backend = await services.backend('local');
    const ref = await backend.submit(plan, forever);
    await follow(backend, ref);
    return services.runs.read(ref);
  }

  const promptTokens = ({ estimate }: Preflight) =>
    Object.fromEntries(estimate?.roles.map(({ role, prompt }) => [role, prompt.tokens]) ?? []);
  const reported = ({ usage }: RunManifest) =>
    Object.fromEntries(
      Object.entries(usage?.by_role ?? {}).map(([role, used]) => [role, used.prompt_tokens]),
    );
  const cost = ({ estimate }: Preflight) =>
    estimate?.roles.reduce((sum, { costUsd = NaN }) => sum + costUsd, 0) ?? NaN;
  const within = (share: number, expected: number, actual: number) => {
    assert.ok(Math.abs(expected - actual) <= share * actual, `${expected} for ${actual}`);
  };

  for (const spec of ['answer-correctness.eval.yaml', 'prompt-v1-vs-v2.eval.jsonc']) {
    it(`counts the very prompt tokens where responses are in the dataset: ${spec}`, async () => {
      const { plan, found } = await planned(spec);
      const manifest = await run(plan);
      assert.equal(manifest.status, 'completed');
      assert.deepEqual(promptTokens(found), reported(manifest));
      assert.deepEqual(
        found.estimate?.roles.map(({ role, requests }) => [role, requests]),
        Object.entries(manifest.usage?.by_role ?? {}).map(([role, used]) => [role, used.requests]),
      );
    });
  }

  it('is within 5 % of tokens and cost after a dry run where responses are generated', async () => {
    const spec = 'answer-helpfulness.eval.json';
    const dry = await planned(spec, { isDryRun: true, limit: 10, sampleSeed: 7 });
    assert.equal(
      dry.found.estimate?.roles.every(({ reply }) => !reply.measured),
      true,
    );
    const tried = await run(dry.plan);
    assert.equal(tried.dry_run, true);
    const { plan, found } = await planned(spec);
    assert.deepEqual(
      found.estimate?.roles.map(({ reply }) => reply.measured),
      [
        { run: tried.id, requests: 10 },
        { run: tried.id, requests: 10 },
      ],
    );
    // Of the rows that were tried, nothing would be generated again.
    const anew = { ...plan, spec: { ...plan.spec, run: { ...plan.spec.run, cache: false } } };
    const manifest = await run(anew);
    const [expected, actual] = [promptTokens(found), reported(manifest)];
    assert.equal(expected['generate'], actual['generate']);
    within(0.05, Number(expected['judge']), Number(actual['judge']));
    const used = manifest.usage?.by_role;
    for (const { role, completion } of found.estimate.roles) {
      within(0.05, completion.tokens, Number(used?.[role]?.completion_tokens));
    }
    within(0.05, cost(found), manifest.usage?.cost_usd ?? NaN);
  });
});
