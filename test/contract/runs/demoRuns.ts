import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServices } from '../../../src/composition.js';
import { planRun } from '../../../src/core/runs/planRun.js';
import type { RunManifest } from '../../../src/core/runs/manifest.js';
import type { ResultRow } from '../../../src/core/runs/resultRow.js';
import { INSTANT_PACE } from '../../../src/demo/runJob.js';
import { startDemoService } from '../../../src/demo/demoService.js';
import { follow, forever } from '../ports/evalBackendContract.js';

export interface DemoRuns {
  /** Empty at first; specs and datasets are put there. */
  readonly folder: string;
  /** Runs a spec of the folder to its end, on all rows or the first `limit`. */
  run(
    spec: string,
    limit?: number,
  ): Promise<{ readonly manifest: RunManifest; readonly rows: readonly ResultRow[] }>;
  close(): Promise<void>;
}

/** Runs on the local runner with the embedded service's judge, at once and without waiting. */
export async function startDemoRuns(): Promise<DemoRuns> {
  const folder = await mkdtemp(join(tmpdir(), 'gavel-demo-runs-'));
  const demo = await startDemoService({ pace: INSTANT_PACE, apiKey: 'key' });
  const key = () => Promise.resolve('key');
  const services = createServices({
    keys: { service: key, resolve: key },
    paths: { roots: () => [folder], allowed: () => [], place: 'the test', wayOn: () => '' },
    baseUrl: demo.url,
    demoFolder: join(folder, 'demo'),
    previewsFolder: join(folder, 'previews'),
    toolVersion: '0.0.0',
  });
  return {
    folder,
    async run(spec, limit) {
      const plan = await planRun(
        {
          specPath: join(folder, spec),
          runsRoot: join(folder, 'runs'),
          defaultBackend: 'local',
          backend: 'local',
          ...(limit !== undefined && { limit, isDryRun: true }),
        },
        services,
      );
      const backend = await services.backend('local');
      const run = await backend.submit(plan, forever);
      await follow(backend, run);
      const lines = (await readFile(join(run.folder, 'results.jsonl'), 'utf8')).trim().split('\n');
      return {
        manifest: await services.runs.read(run),
        rows: lines.map((line) => JSON.parse(line) as ResultRow),
      };
    },
    async close() {
      await services.dispose();
      await demo.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
