import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outcomeOf } from '../../../src/core/judging/outcome.js';
import type { EvalBackend, EvalPlan, RunEvent } from '../../../src/core/runs/evalBackend.js';
import type { ResultRow } from '../../../src/core/runs/resultRow.js';
import type { RunRef, RunStore } from '../../../src/core/runs/runStore.js';
import type { ResolvedSpec } from '../../../src/core/spec/evalSpec.js';
import { contractPlan, contractRow, contractSpecs, type ContractTarget } from './contractPlan.js';

/** A backend with everything around it, for one test. */
export interface ContractSubject {
  readonly backend: EvalBackend;
  readonly name: 'together' | 'demo' | 'local';
  readonly runs: RunStore;
  readonly target: ContractTarget;
  /** What a person must never read in a file or a message. */
  readonly secret: string;
  /** From now on so many rows fail that the run fails. */
  failMostRows(): void;
  /** From now on each request takes so long that a run is caught in the middle. */
  slowDown(): void;
  close(): Promise<void>;
}

export interface SubjectOptions {
  readonly folder: string;
  readonly key: 'right' | 'wrong';
}

export type MakeSubject = (options: SubjectOptions) => Promise<ContractSubject>;

export const forever = new AbortController().signal;

/** Follows a run to the end of this watch. */
export async function follow(
  backend: EvalBackend,
  run: RunRef,
  signal: AbortSignal = forever,
): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for await (const event of backend.watch(run, signal)) events.push(event);
  return events;
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** What holds for every backend: folder, rows and accounting, whoever judges. */
export function evalBackendContract(name: string, make: MakeSubject): void {
  describe(`${name} keeps the contract of EvalBackend`, () => {
    let folder: string;
    let subject: ContractSubject | undefined;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'gavel-contract-'));
    });
    afterEach(async () => {
      await subject?.close();
      subject = undefined;
      await rm(folder, { recursive: true, force: true });
    });

    const setUp = async (type: ResolvedSpec['type'], key: SubjectOptions['key'] = 'right') => {
      const made = (subject = await make({ folder, key }));
      const spec = contractSpecs(made.target)[type];
      const plan = await contractPlan({ folder, backend: made.name, spec });
      return { ...made, plan, spec };
    };

    for (const type of ['classify', 'score', 'compare'] as const) {
      it(`${type}: finishes, every row once, and the accounting adds up`, async () => {
        const { backend, runs, plan, spec } = await setUp(type);
        const run = await backend.submit(plan, forever);
        const events = await follow(backend, run);

        const manifest = await runs.read(run);
        assert.equal(manifest.status, 'completed', manifest.reason);
        // The embedded service answers, and tells every backend so.
        assert.equal(manifest.demo, true, 'a scripted judge is said by every backend');
        assert.deepEqual(events.at(-1), { type: 'status', status: 'completed' });
        const rows = await collect(backend.results(run, forever));
        assert.deepEqual(questions(rows), allQuestions(plan));
        const stored = await collect(runs.rows(run));
        assert.deepEqual(
          rows,
          stored.map((row) => row.result),
        );
        assert.deepEqual(manifest.progress, { done: rows.length, total: rows.length });
        assertAddsUp(manifest.statistics, rows, spec);
        assert.ok(manifest.results);
        assert.ok(manifest.finished_at);
      });
    }

    it('a run that has ended is told, not repeated', async () => {
      const { backend, runs, plan } = await setUp('classify');
      const run = await backend.submit(plan, forever);
      await follow(backend, run);
      const before = await runs.read(run);
      const again = await follow(backend, run);
      assert.deepEqual(again.at(-1), { type: 'status', status: 'completed' });
      assert.ok(again.every((event) => event.type !== 'row'));
      assert.deepEqual(await runs.read(run), before);
    });

    it('is durable once submitted', async () => {
      const { backend, runs, plan } = await setUp('classify');
      const run = await backend.submit(plan, forever);
      const manifest = await runs.read(run);
      assert.equal(manifest.status, 'queued');
      assert.equal(manifest.id, run.id);
      assert.equal(manifest.backend, plan.backend);
      assert.deepEqual(await runs.find(run.id, [plan.runsRoot]), run);
    });

    it('can be left and taken up again; every row ends exactly once', async () => {
      const { backend, runs, plan, slowDown } = await setUp('classify');
      slowDown();
      const run = await backend.submit(plan, forever);
      const leave = new AbortController();
      for await (const event of backend.watch(run, leave.signal)) {
        if (event.type === 'status' && event.status === 'running') leave.abort();
      }
      assert.ok(!['completed', 'failed', 'cancelled'].includes((await runs.read(run)).status));
      await follow(backend, run);
      assert.equal((await runs.read(run)).status, 'completed');
      assert.deepEqual(questions(await collect(backend.results(run, forever))), allQuestions(plan));
    });

    it('cancels, or says that it only stopped watching', async () => {
      const { backend, runs, plan, slowDown } = await setUp('classify');
      slowDown();
      const run = await backend.submit(plan, forever);
      const leave = new AbortController();
      for await (const event of backend.watch(run, leave.signal)) {
        if (event.type !== 'status' || event.status !== 'running') continue;
        const { outcome } = await backend.cancel(run);
        if (outcome === 'detached') leave.abort();
        else assert.equal(outcome, 'cancelled');
      }
      if (leave.signal.aborted) {
        const left = await runs.read(run);
        // What a person let go of must not look like what a closing window left behind.
        assert.equal(left.status, 'paused');
        assert.match(left.reason ?? '', /is not watched here any more/);
        return;
      }
      assert.equal((await runs.read(run)).status, 'cancelled');
      assert.deepEqual(await backend.cancel(run), { outcome: 'already-finished' });
    });

    it('a wrong key stops the run with a sentence, and no key is written or said', async () => {
      const { backend, plan, secret } = await setUp('classify', 'wrong');
      const said = await failureOf(backend, plan);
      assert.match(said.kind, /^(auth|paused)$/);
      assert.match(said.message, /key/i);
      assert.ok(!said.message.includes(secret), said.message);
      for (const text of await textsBelow(folder)) assert.ok(!text.includes(secret));
    });

    it('fails above 30 % failed rows', async () => {
      const { backend, runs, plan, failMostRows } = await setUp('classify');
      failMostRows();
      const run = await backend.submit(plan, forever);
      await follow(backend, run);
      const manifest = await runs.read(run);
      assert.equal(manifest.status, 'failed');
      assert.ok(manifest.reason);
    });
  });
}

/** A backend meets a refusal on submit or while it is watched. */
async function failureOf(backend: EvalBackend, plan: EvalPlan) {
  try {
    const run = await backend.submit(plan, forever);
    const last = (await follow(backend, run)).at(-1);
    assert.ok(last?.type === 'status');
    return { kind: last.status as string, message: last.reason ?? '' };
  } catch (error) {
    assert.ok(error instanceof Error && 'kind' in error, String(error));
    return { kind: String(error.kind), message: error.message };
  }
}

function assertAddsUp(
  statistics: Awaited<ReturnType<RunStore['read']>>['statistics'],
  rows: readonly ResultRow[],
  spec: ResolvedSpec,
): void {
  assert.ok(statistics);
  const { n, evaluated, invalid, judge_errors, generation_errors } = statistics;
  assert.equal(n, rows.length);
  assert.equal(evaluated + invalid + judge_errors + generation_errors, n);
  const outcomes = rows.map((row) => outcomeOf(row, spec));
  assert.equal(outcomes.filter((each) => each === 'invalid').length, invalid);
  assert.equal(outcomes.filter((each) => each === 'passed').length, statistics.passed);
}

/** Rows come in any order; duplicates would show. */
export function questions(rows: readonly ResultRow[]): string[] {
  return rows.map((row) => JSON.stringify(row['question'])).sort();
}

export function allQuestions(plan: EvalPlan): string[] {
  assert.ok('info' in plan.dataset);
  const { rows } = plan.dataset.info;
  return Array.from({ length: rows }, (_, index) =>
    JSON.stringify(contractRow(index + 1).question),
  ).sort();
}

async function textsBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'utf8')));
}
