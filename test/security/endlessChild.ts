/**
 * Asks an endless server in each way there is, in a process with little memory, and prints a line of
 * JSON for each: what it came to.
 *
 *     node --max-old-space-size=96 --import tsx test/security/endlessChild.ts ORIGIN
 */
import { systemClock } from '../../src/backends/http/clock.js';
import { createChatClient } from '../../src/backends/local/chatClient.js';
import { testModel } from '../../src/backends/local/testModel.js';
import { createServiceClient } from '../../src/backends/together/client.js';
import { fetchModelList } from '../../src/backends/together/modelLists.js';
import { readAccount } from '../../src/backends/together/readAccount.js';
import { openResultFile } from '../../src/backends/together/results/resultFile.js';
import { createServiceFiles } from '../../src/backends/together/serviceFiles.js';
import { createServiceJobs } from '../../src/backends/together/jobs/serviceJobs.js';
import type { ServiceOptions } from '../../src/backends/together/serviceOptions.js';
import { ChatFailure } from '../../src/core/judging/chat.js';
import { UserError } from '../../src/core/userError.js';
import { ENDLESS } from './endlessServer.js';

const [origin = ''] = process.argv.slice(2);
const signal = new AbortController().signal;
const clock = { ...systemClock, sleep: () => Promise.resolve() };
const keys = {
  service: () => Promise.resolve('k'.repeat(20)),
  resolve: () => Promise.resolve('x'),
};
const unused = () => Promise.reject(new Error('not used'));

function serviceAt(name: string): ServiceOptions {
  // Neither runs nor datasets are touched by what is asked here.
  const none = {} as ServiceOptions['runs'] & ServiceOptions['datasets'];
  const baseUrl = `${origin}/${encodeURIComponent(name)}`;
  return { runs: none, datasets: none, keys, baseUrl, toolVersion: '0', name: 'together', clock };
}

/** How a chat completion and a test of a model read it. */
async function chatAt(name: string): Promise<unknown> {
  const target = {
    model: 'm',
    model_source: 'external',
    external_base_url: `${origin}/${encodeURIComponent(name)}`,
    external_api_token: '${env:X}',
  } as const;
  const limits = { start: 1, most: 1 };
  const options = { keys, baseUrl: origin, toolVersion: '0', clock };
  const tested = await testModel(target, { ...options, backend: 'local' }, signal);
  if (tested.outcome !== 'failed') return tested;
  const client = createChatClient({ ...options, limits });
  try {
    return await client.chat({ target, messages: [], max_tokens: 1, temperature: 0 }, signal);
  } finally {
    await client.close();
  }
}

const serviceWays: Readonly<Record<string, (options: ServiceOptions) => Promise<unknown>>> = {
  jobs: (options) => createServiceJobs(options).list(signal),
  account: (options) => readAccount({ ...options, timeoutMs: 60_000 }, signal),
  models: (options) => fetchModelList(options, { now: () => 0, signal }),
  files: (options) => createServiceFiles({ ...options, openPartFile: unused }).list(signal),
};

async function say(name: string, way: string, work: () => Promise<unknown>): Promise<void> {
  const outcome = await work().then(
    () => 'a value',
    (error: unknown) =>
      error instanceof UserError || error instanceof ChatFailure
        ? error.message.replaceAll(new URL(origin).host, 'HOST')
        : `untyped: ${String(error)}`,
  );
  process.stdout.write(`${JSON.stringify({ name, way, outcome })}\n`);
}

for (const name of Object.keys(ENDLESS)) {
  await say(name, 'chat', () => chatAt(name));
  for (const [way, ask] of Object.entries(serviceWays)) {
    // The others read as the list of jobs is read.
    if (way === 'jobs' || name === 'one text') await say(name, way, () => ask(serviceAt(name)));
  }
}
for (const name of ['one line', 'rows that are none']) {
  await say(name, 'results', async () => {
    const client = createServiceClient({ ...serviceAt(name) });
    const results = await openResultFile(
      client,
      { fileId: 'file-1', columns: ['label'], mayBeEmpty: false },
      signal,
    );
    await results.close();
  });
}
const { maxRSS } = process.resourceUsage();
process.stdout.write(`${JSON.stringify({ mostMb: Math.round(maxRSS / 1024) })}\n`);
