import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalBackend } from '../../src/backends/local/localBackend.js';
import { fetchModelList } from '../../src/backends/together/modelLists.js';
import { readAccount } from '../../src/backends/together/readAccount.js';
import { createServiceFiles } from '../../src/backends/together/serviceFiles.js';
import { createServiceJobs } from '../../src/backends/together/jobs/serviceJobs.js';
import { createTogetherBackend } from '../../src/backends/together/togetherBackend.js';
import { uploadDataset } from '../../src/backends/together/upload/upload.js';
import { createServiceClient } from '../../src/backends/together/client.js';
import type { EvalBackend, EvalPlan } from '../../src/core/runs/evalBackend.js';
import { UserError } from '../../src/core/userError.js';
import type { DemoService } from '../../src/demo/demoService.js';
import { createDatasetFiles } from '../../src/files/dataset/datasetFiles.js';
import { openPartFile } from '../../src/files/partFile.js';
import { createRunFolders } from '../../src/files/runs/runFolders.js';
import { contractPlan, contractSpecs } from '../contract/ports/contractPlan.js';

const signal = new AbortController().signal;

/**
 * Makes the client do everything it can do, against `url`, which leads to the embedded service:
 * every call, jobs of every type in both ways of giving responses, and the refusals that are easily
 * met.
 */
export async function exerciseClient(url: string, demo: DemoService): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'gavel-openapi-'));
  try {
    await exercise(url, { demo, folder });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function exercise(
  url: string,
  { demo, folder }: { readonly demo: DemoService; readonly folder: string },
): Promise<void> {
  const datasets = createDatasetFiles();
  const shared = { runs: createRunFolders(), datasets, baseUrl: url, toolVersion: '0.0.0' };
  const withKey = (key: string) => ({
    ...shared,
    name: 'together' as const,
    keys: {
      service: () => Promise.resolve(key),
      resolve: () => Promise.resolve('sk-of-a-provider'),
    },
  });
  const options = withKey(demo.apiKey);
  await readAccount(options, signal);
  await fetchModelList(options, { now: Date.now, signal });

  const specs = contractSpecs({ model_source: 'serverless' });
  const external = { model_source: 'external', external_api_token: '${env:KEY}' } as const;
  const single = {
    ...specs.compare,
    judge: {
      ...specs.compare.judge,
      ...external,
      model: 'openai/gpt-5',
      num_workers: 2,
      max_tokens: 512,
      temperature: 0.1,
    },
    model_a: 'answer_a',
    disable_position_bias_correction: true,
  };
  const cloud = createTogetherBackend(options);
  for (const spec of [...Object.values(specs), single]) {
    await runToEnd(cloud, await contractPlan({ folder, backend: 'together', spec }));
  }
  const local = createLocalBackend({ ...shared, keys: options.keys });
  for (const spec of Object.values(specs)) {
    await runToEnd(local, await contractPlan({ folder, backend: 'local', spec }));
  }

  const jobs = createServiceJobs(options);
  const [newest] = (await jobs.list(signal)).jobs;
  if (newest) await jobs.import(newest.workflowId, join(folder, 'imported'), signal);
  await refused(jobs.import('eval-none', join(folder, 'imported'), signal));

  const rows = join(folder, 'rows.jsonl');
  const client = createServiceClient(options);
  const upload = {
    client,
    datasets,
    path: rows,
    columns: ['question'],
    stem: 'rows',
    isForSpec: false,
  };
  const large = { ...upload, multipartBytes: 0 };
  await uploadDataset(large, signal);
  // The same content again: the service knows it.
  await uploadDataset(large, signal);

  const files = createServiceFiles({ ...options, openPartFile });
  const [file] = await files.list(signal);
  if (!file) throw new Error('The service lists no file.');
  await files.get(file.id, signal);
  await files.read(file, { from: 0, bytes: 10 }, signal);
  await files.download({ file, target: join(folder, 'copy.jsonl'), replace: true }, signal);
  await files.delete(file, signal);
  await files.delete(file, signal);
  await refused(files.get(file.id, signal));

  const stranger = withKey('no-key-of-this-service');
  await refused(createServiceJobs(stranger).list(signal));
  await refused(createServiceFiles({ ...stranger, openPartFile }).list(signal));
  await writeFile(rows, '{"question":"Who?","answer_a":"He.","answer_b":"She."}\n');
  const unknown = {
    ...specs.classify,
    judge: { ...specs.classify.judge, model: 'nobody/no-model' },
  };
  const plan = await contractPlan({ folder, backend: 'together', spec: unknown });
  await refused(cloud.submit(plan, signal));
}

async function runToEnd(backend: EvalBackend, plan: EvalPlan): Promise<void> {
  const run = await backend.submit(plan, signal);
  for await (const event of backend.watch(run, signal)) {
    if (event.type === 'status' && event.status === 'failed') {
      throw new Error(`The run failed: ${event.reason ?? 'no reason given'}`);
    }
  }
}

/** What is asked here must be refused, with an error for people. */
async function refused(work: Promise<unknown>): Promise<void> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof UserError)) {
    throw new Error('A request that should be refused was not.', { cause: error });
  }
}
