import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLocalBackend } from '../../src/backends/local/localBackend.js';
import { UserError } from '../../src/core/userError.js';
import { createDatasetFiles } from '../../src/files/dataset/datasetFiles.js';
import { createRunFolders } from '../../src/files/runs/runFolders.js';
import { contractPlan, contractSpecs } from './contractPlan.js';
import { allQuestions, collect, forever, questions } from './evalBackendContract.js';
import { GOOD, startScriptedEndpoint } from './scriptedEndpoint.js';

const CHILD = fileURLToPath(new URL('killedRunChild.ts', import.meta.url));
const ROWS = 120;
/** Answers after which the process is killed, each time anew. */
const KILLS = [1, 17, 40];

describe('a run whose process is killed', () => {
  it('goes on where it was, asks no finished row again, ends with every row once', async function () {
    this.timeout(90_000);
    const folder = await mkdtemp(join(tmpdir(), 'gavel-killed-'));
    let onAnswer = () => {};
    const endpoint = await startScriptedEndpoint(async ({ row }) => {
      await new Promise((resolve) => setTimeout(resolve, (row * 7) % 23));
      onAnswer();
      return GOOD;
    });
    try {
      const target = { model_source: 'external', external_base_url: endpoint.url } as const;
      const spec = { ...contractSpecs(target).classify, run: { concurrency: 6 } };
      const plan = await contractPlan({ folder, backend: 'local', spec, rows: ROWS });
      const runs = createRunFolders();
      const run = await submit(plan, runs);
      const finished: number[] = [];

      for (const answers of [...KILLS, Infinity]) {
        const askedBefore = endpoint.requests.length;
        const finishedBefore = [...finished];
        const child = spawn(process.execPath, ['--import', 'tsx', CHILD, run.folder, run.id], {
          stdio: ['ignore', 'ignore', 'inherit'],
        });
        let left = answers;
        onAnswer = () => {
          left -= 1;
          if (left === 0) child.kill('SIGKILL');
        };
        await once(child, 'exit');
        if (answers === Infinity) assert.equal(child.exitCode, 0);
        else assert.equal(child.signalCode, 'SIGKILL');

        const asked = endpoint.requests.slice(askedBefore).map((request) => request.row);
        assert.deepEqual(
          asked.filter((row) => finishedBefore.includes(row)),
          [],
        );
        const stored = await collect(runs.rows(run));
        finished.splice(0, Infinity, ...stored.map((row) => row.details?.row ?? 0));
        assert.equal(new Set(finished).size, finished.length);
        assert.ok(finishedBefore.every((row) => finished.includes(row)));
      }

      const { status, progress, statistics } = await runs.read(run);
      assert.deepEqual(
        { status, progress, n: statistics?.n },
        { status: 'completed', progress: { done: ROWS, total: ROWS }, n: ROWS },
      );
      const rows = (await collect(runs.rows(run))).map((row) => row.result);
      assert.deepEqual(questions(rows), allQuestions(plan));
    } finally {
      await endpoint.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
});

function submit(
  plan: Awaited<ReturnType<typeof contractPlan>>,
  runs: ReturnType<typeof createRunFolders>,
) {
  const noKey = () => Promise.reject(new UserError('auth', 'no key is needed'));
  const backend = createLocalBackend({
    runs,
    datasets: createDatasetFiles(),
    baseUrl: 'http://127.0.0.1:9/v1',
    toolVersion: '0.0.0',
    keys: { service: noKey, resolve: noKey },
  });
  return backend.submit(plan, forever);
}
