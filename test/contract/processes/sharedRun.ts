import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { createLocalBackend } from '../../../src/backends/local/localBackend.js';
import { isFinal } from '../../../src/core/runs/evalBackend.js';
import type { RunRef } from '../../../src/core/runs/runStore.js';
import { UserError } from '../../../src/core/userError.js';
import { createBaselineFiles } from '../../../src/files/baselines/baselineFiles.js';
import { createDatasetFiles } from '../../../src/files/dataset/datasetFiles.js';
import { createLabelFiles } from '../../../src/files/labels/labelFiles.js';
import { createRunFolders } from '../../../src/files/runs/runFolders.js';
import { startChild, type Answer, type AskedChild } from './bundledChild.js';
import { contractPlan, contractSpecs } from '../ports/contractPlan.js';
import { collect, forever } from '../ports/evalBackendContract.js';
import { GOOD, startScriptedEndpoint } from '../runs/scriptedEndpoint.js';
import type { SharedTask } from './sharedRunChild.js';

type Without<T> = T extends unknown ? Omit<T, 'run' | 'name'> : never;
/** One thing that one of the processes does to the run. */
export type SharedAction = Without<SharedTask>;

/** A run that several processes have before them. */
export interface SharedRun {
  readonly run: RunRef;
  /** Of the workspace, absolute. */
  readonly folder: string;
  readonly children: AskedChild[];
  ask(child: number, action: SharedAction): Promise<Answer | 'gone'>;
  /** Ends a process at once, and starts another in its place. */
  kill(child: number): Promise<void>;
  /** Rows that were asked of the endpoint, in order. */
  readonly asked: () => readonly number[];
  close(): Promise<void>;
}

/** A run of so many rows, not begun, and processes of the bundle `outfile`. */
export async function shareRun(
  outfile: string,
  { rows, processes, slowMs }: { rows: number; processes: number; slowMs: number },
): Promise<SharedRun> {
  const folder = await mkdtemp(join(tmpdir(), 'gavel-shared-'));
  const endpoint = await startScriptedEndpoint(async ({ row }) => {
    await delay((row * 7) % (slowMs + 1));
    return GOOD;
  });
  const target = { model_source: 'external', external_base_url: endpoint.url } as const;
  const spec = { ...contractSpecs(target).classify, run: { concurrency: 4 } };
  const plan = await contractPlan({ folder, backend: 'local', spec, rows });
  const noKey = () => Promise.reject(new UserError('auth', 'no key is needed'));
  const run = await createLocalBackend({
    runs: createRunFolders(),
    datasets: createDatasetFiles(),
    baseUrl: 'http://127.0.0.1:9/v1',
    toolVersion: '0.0.0',
    keys: { service: noKey, resolve: noKey },
  }).submit(plan, forever);
  const children = Array.from({ length: processes }, () => startChild(outfile));
  const childAt = (index: number): AskedChild => {
    const child = children[index];
    if (!child) throw new Error(`there is no process ${index}`);
    return child;
  };
  return {
    run,
    folder,
    children,
    ask: (index, action) => childAt(index).ask({ ...action, run, name: `window ${index}` }),
    async kill(index) {
      childAt(index).signal('SIGKILL');
      await childAt(index).ended;
      children[index] = startChild(outfile);
    },
    asked: () => endpoint.requests.map(({ row }) => row),
    async close() {
      for (const child of children) child.signal('SIGKILL');
      await Promise.all(children.map((child) => child.ended));
      await endpoint.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const ROWS = 24;
const PROCESSES = 4;
const WORKS = ['follow', 'follow', 'follow', 'pause', 'label', 'pin', 'kill'] as const;

/**
 * Several processes resume, pause, label, pin and are killed in a random order, all at once; then the
 * run is brought to its end. Throws where a row or a label is lost or comes twice, a finished row was
 * asked again, or a refusal has no words. Gives how many things were done, how many were refused.
 */
export async function interleave(
  outfile: string,
  { seed, actions }: { readonly seed: number; readonly actions: number },
): Promise<{ readonly done: number; readonly refused: number }> {
  const shared = await shareRun(outfile, { rows: ROWS, processes: PROCESSES, slowMs: 20 });
  const { run, folder } = shared;
  const labelled: number[] = [];
  const pinned: string[] = [];
  const following: Promise<boolean>[] = [];
  let done = 0;
  let refused = 0;
  const answered = (what: string, answer: Answer | 'gone'): boolean => {
    if (answer === 'gone') return false;
    done += 1;
    if (answer.ok) return true;
    refused += 1;
    assert.equal(answer.kind, 'busy', `${what}: ${answer.message}`);
    assert.match(answer.message, /window \d \(process \d+ on |taken this run over|already/);
    return false;
  };
  const actor = async (index: number): Promise<void> => {
    const random = xoroshiro128plus(seed * PROCESSES + index);
    const draw = (most: number) => uniformInt(random, 0, most);
    for (let turn = 0; turn < actions; turn += 1) {
      await delay(draw(40));
      const what = WORKS[draw(WORKS.length - 1)] ?? 'follow';
      const number = index * actions + turn + 1;
      switch (what) {
        case 'kill':
          await shared.kill(index);
          done += 1;
          break;
        case 'label': {
          const record = labelOf(number);
          if (answered(what, await shared.ask(index, { what, record }))) labelled.push(number);
          break;
        }
        case 'pin': {
          const spec = `spec-${number}.eval.json`;
          const asked = { what, folder, spec, id: run.id } as const;
          if (answered(what, await shared.ask(index, asked))) pinned.push(spec);
          break;
        }
        case 'follow':
          following.push(shared.ask(index, { what }).then((answer) => answered(what, answer)));
          break;
        case 'pause':
          answered(what, await shared.ask(index, { what }));
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: PROCESSES }, (_, index) => actor(index)));
    await Promise.all(following);
    const store = createRunFolders();
    for (let tries = 1; !isFinal((await store.read(run)).status); tries += 1) {
      assert.ok(tries < 5, 'it comes to no end');
      await shared.ask(0, { what: 'follow' });
    }
    const { status, progress } = await store.read(run);
    assert.deepEqual(
      { status, progress },
      { status: 'completed', progress: { done: ROWS, total: ROWS } },
    );
    const rows = (await collect(store.rows(run))).map(({ details }) => details?.row);
    assert.deepEqual(rows, allRows(ROWS));
    const { records, faults } = await createLabelFiles().read(run);
    const seen = records.map((record) => ('row' in record ? record.row : 0));
    assert.deepEqual([faults, seen.toSorted(byNumber)], [[], labelled.toSorted(byNumber)]);
    const baselines = await createBaselineFiles().read(folder);
    assert.deepEqual([...baselines.keys()].toSorted(), pinned.toSorted());
    await checkFolder(run.folder);
    return { done, refused };
  } finally {
    await shared.close();
  }
}

async function checkFolder(folder: string): Promise<void> {
  const known = ['contract.evalrun.json', 'details.jsonl', 'labels.jsonl', 'results.jsonl'];
  const left = (await readdir(folder)).filter((name) => !known.includes(name));
  assert.deepEqual(left, []);
  const text = await readFile(join(folder, 'results.jsonl'), 'utf8');
  assert.equal(text.split('\n').length, ROWS + 1);
}

export function labelOf(row: number) {
  return {
    row,
    key: `key-${row}`,
    rater: `person-${row}`,
    label: 'good',
    note: 'n'.repeat(row % 300),
    at: '2026-01-31T14:25:01.123Z',
    blind: true,
    sample: { plan: 'random', seed: 1, weight: 1 },
  } as const;
}

export function allRows(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function byNumber(a: number, b: number): number {
  return a - b;
}
