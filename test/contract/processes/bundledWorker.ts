import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** The file that threads of the dataset engine run, as the extension bundles it. */
export interface BundledWorker {
  readonly url: URL;
  remove(): Promise<void>;
}

export async function bundleWorker(): Promise<BundledWorker> {
  const folder = await mkdtemp(join(tmpdir(), 'gavel-worker-'));
  const outfile = join(folder, 'datasetWorker.mjs');
  await build({
    entryPoints: ['src/datasetWorker.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    // Dependencies in CommonJS call `require`, which an ES module has not.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  return { url: pathToFileURL(outfile), remove: () => rm(folder, { recursive: true }) };
}
