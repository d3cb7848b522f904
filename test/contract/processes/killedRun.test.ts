import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLocalBackend } from '../../../src/backends/local/localBackend.js';
import { isFailedOutcome } from '../../../src/core/runs/failedRows.js';
import type { StoredRow } from '../../../src/core/runs/resultRow.js';
import type { RunRef } from '../../../src/core/runs/runStore.js';
import type { EvaluationType } from '../../../src/core/spec/evalSpec.js';
import { UserError } from '../../../src/core/userError.js';
import { createDatasetFiles } from '../../../src/files/dataset/datasetFiles.js';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';
import { contractPlan, contractSpecs } from '../ports/contractPlan.js';
import { collect, forever } from '../ports/evalBackendContract.js';
import { proven } from '../../security/proofs.js';
import { bundleKillableRuns, type Kill, type KillableRuns } from './killableRun.js';
import { failed } from '../runs/localHarness.js';
import { completion, startScriptedEndpoint } from '../runs/scriptedEndpoint.js';

const KILLS = 40;
/** So that each type of evaluation is killed, while its rows are judged and while some are retried. */
const KILLS_OF_A_TASK = 5;
const ROWS = 40;
const TYPES = ['classify', 'score', 'compare'] as const;
/** Rows that get no verdict until they are retried. */
const FAILING = [4, 13, 14, 27, 40];

describe('a run whose process is killed', () => {
  let children: KillableRuns;
  before(async () => {
    children = await bundleKillableRuns();
  });
  after(() => children.remove());

  it(`at ${KILLS} random moments, asks no finished row again and ends as if it had not been`, async function () {
    this.timeout(240_000);
    const seed = Number(process.env['KILL_SEED'] ?? Date.now() % 1_000_000);
    const random = seeded(seed);
    let kills = 0;
    let begun = 0;
    const draw = (): Kill => {
      if (kills >= KILLS) return 'never';
      return random() < 0.4
        ? { afterMs: 100 + random() * 500 }
        : { atStep: 1 + Math.floor(random() ** 1.5 * 120) };
    };
    const goThrough = async () => {
      while (kills < KILLS) {
        const type = TYPES[begun++ % TYPES.length] ?? 'classify';
        await withRun(type, async (subject) => {
          await bringToEnd(subject, 'run', { draw, killed: () => (kills += 1) });
          await bringToEnd(subject, 'retry', { draw, killed: () => (kills += 1) });
        });
      }
    };
    try {
      await Promise.all([goThrough(), goThrough()]);
    } catch (error) {
      console.error(`KILL_SEED=${seed} draws the same moments, after ${kills} kills`);
      throw error;
    }
    assert.ok(kills >= KILLS);
    proven({
      area: 'Faults',
      claim:
        'A run whose process is killed at any moment asks no finished row again and ends as if it had not been killed.',
      test: 'test/contract/processes/killedRun.test.ts',
      figure: `${KILLS} kills of ${TYPES.length} types of evaluation, of runs and of retries`,
    });
  });

  interface Subject {
    readonly run: RunRef;
    readonly type: EvaluationType;
    /** Rows that were asked since the last call. */
    asked(): number[];
    /** From now on the failing rows get a verdict. */
    mend(): void;
  }

  async function withRun(type: EvaluationType, work: (subject: Subject) => Promise<void>) {
    const folder = await mkdtemp(join(tmpdir(), 'gavel-killed-'));
    let isMended = false;
    const endpoint = await startScriptedEndpoint(async ({ row, body }) => {
      await new Promise((resolve) => setTimeout(resolve, (row * 7) % 23));
      if (!isMended && FAILING.includes(row)) return failed(400, 'not this one');
      return completion(
        body['model'] === 'demo/model'
          ? `[row ${row}] says so`
          : JSON.stringify({
              feedback: `for ${row}`,
              label: 'good',
              score: 1 + (row % 5),
              choice: 'A',
            }),
      );
    });
    try {
      const target = { model_source: 'external', external_base_url: endpoint.url } as const;
      const spec = { ...contractSpecs(target)[type], run: { concurrency: 6 } };
      const plan = await contractPlan({ folder, backend: 'local', spec, rows: ROWS });
      const run = await backendOf().submit(plan, forever);
      await work({
        run,
        type,
        asked: () => endpoint.requests.splice(0).map((request) => request.row),
        mend: () => (isMended = true),
      });
    } finally {
      await endpoint.close();
      await rm(folder, { recursive: true, force: true });
    }
  }

  async function bringToEnd(
    subject: Subject,
    task: 'run' | 'retry',
    moments: { draw(): Kill; killed(): void },
  ): Promise<void> {
    const { run, type } = subject;
    const isEnded = ({ details }: StoredRow) =>
      details !== undefined && (task === 'run' || !isFailedOutcome(details.outcome));
    if (task === 'retry') subject.mend();
    let finished = (await collect(createRunFolders().rows(run))).filter(isEnded);
    for (let killed = 0; ; killed += 1) {
      const kill = killed < KILLS_OF_A_TASK ? moments.draw() : 'never';
      const end = await children.work(run, task, kill);
      const what = `${type}, ${task}, killed ${JSON.stringify(kill)}`;

      const asked = subject.asked();
      const done = new Set(finished.map(({ details }) => details?.row));
      assert.deepEqual(
        asked.filter((row) => done.has(row)),
        [],
        `asked again: ${what}`,
      );

      const stored = await collect(createRunFolders().rows(run));
      const numbers = stored.map(({ details }) => details?.row);
      assert.ok(!numbers.includes(undefined), `a row without details: ${what}`);
      assert.equal(new Set(numbers).size, numbers.length, `a row twice: ${what}`);
      const now = new Map(stored.map((row) => [row.details?.row, row]));
      for (const row of finished) assert.deepEqual(now.get(row.details?.row), row, what);
      finished = stored.filter(isEnded);
      if (end === 'done') break;
      moments.killed();
    }
    await checkEnd(run, type, task);
  }

  /** What a run that is never killed comes to, by type and task. */
  const references = new Map<string, unknown>();

  async function checkEnd(run: RunRef, type: EvaluationType, task: 'run' | 'retry') {
    const key = `${type} ${task}`;
    if (!references.has(key)) {
      await withRun(type, async (subject) => {
        await children.work(subject.run, 'run', 'never');
        references.set(`${type} run`, await endOf(subject.run));
        subject.mend();
        await children.work(subject.run, 'retry', 'never');
        references.set(`${type} retry`, await endOf(subject.run));
      });
    }
    assert.deepEqual(await endOf(run), references.get(key), key);
    // Killed after its end, it leaves its lock, which nobody heeds.
    const left = (await readdir(run.folder)).filter((name) => name !== '.running').sort();
    assert.deepEqual(left, ['contract.evalrun.json', 'details.jsonl', 'results.jsonl']);
    const rows = (await collect(createRunFolders().rows(run))).map(({ details }) => details?.row);
    assert.deepEqual(
      rows,
      Array.from({ length: ROWS }, (_, index) => index + 1),
    );
  }

  /** All that has to be the same, whenever it was killed. */
  async function endOf(run: RunRef): Promise<unknown> {
    const { status, progress, statistics, results } = await createRunFolders().read(run);
    const details = (await collect(createRunFolders().rows(run))).map(({ details }) => ({
      ...details,
      duration_ms: 0,
    }));
    const lines = (await readFile(join(run.folder, 'results.jsonl'), 'utf8')).split('\n');
    const end = JSON.stringify({ status, progress, statistics, results, details, lines });
    // Each run has its own port; sums of numbers depend in their last digits on the order of adding.
    return JSON.parse(end.replace(/127\.0\.0\.1:\d+/g, 'endpoint'), (_, value: unknown) =>
      typeof value === 'number' ? Number(value.toPrecision(12)) : value,
    );
  }
});

function backendOf() {
  const noKey = () => Promise.reject(new UserError('auth', 'no key is needed'));
  return createLocalBackend({
    runs: createRunFolders(),
    datasets: createDatasetFiles(),
    baseUrl: 'http://127.0.0.1:9/v1',
    toolVersion: '0.0.0',
    keys: { service: noKey, resolve: noKey },
  });
}

/** Mulberry32. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
