import { getEventListeners } from 'node:events';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createServices } from '../../src/composition.js';
import type { PageRequest } from '../../src/core/dataset/openDataset.js';
import { EVERY_ROW } from '../../src/core/rows/resultQuery.js';
import type { RunManifest } from '../../src/core/runs/manifest.js';
import type { RunRef } from '../../src/core/runs/runStore.js';
import type { ResolvedSpec } from '../../src/core/spec/evalSpec.js';
import { createLiveRuns } from '../../src/ui/runs/liveRuns.js';
import { createRunsModel } from '../../src/ui/runs/runsModel.js';
import { contractPlan, contractSpecs } from '../contract/ports/contractPlan.js';
import { startQuietEndpoint } from './quietEndpoint.js';
import { readState } from './processState.js';
import type { ProcessState } from './processState.js';

/** Runs that go on at once; half of them are jobs of the embedded service. */
export const BATCH_RUNS = 20;
const ROWS = 8;
/** Older runs are deleted, as somebody who tidies up would. */
const KEPT_RUNS = 40;
const TYPES = ['classify', 'score', 'compare'] as const;
const FIRST: PageRequest = {
  query: { filters: [], order: null },
  from: 1,
  to: ROWS,
  columns: { from: 0, to: 3 },
};

export interface RunLoop {
  /** Runs that many evaluations to their ends, and looks at each as an editor does. */
  batch(): Promise<void>;
  /** What the process holds now, with nothing under way. */
  state(): Promise<ProcessState>;
  /** Evaluations that ended so far, by their last status. */
  readonly ended: Readonly<Record<string, number>>;
  close(): Promise<void>;
}

/**
 * Everything that the extension does with runs and that needs no editor, in this process: launches on
 * the embedded service and on a local endpoint, live runs, the tree's model, rows, figures, datasets,
 * labels, baselines, lists of jobs and models. Some runs are paused and resumed, some cancelled.
 */
export async function startRunLoop(folder: string, datasetWorker: URL): Promise<RunLoop> {
  await mkdir(folder, { recursive: true });
  const endpoint = await startQuietEndpoint();
  const services = createServices({
    keys: {
      service: () => Promise.resolve('key-of-nobody'),
      resolve: () => Promise.resolve('key-of-nobody'),
    },
    // Nothing is asked there: port 9 answers nobody.
    paths: { roots: () => [folder], allowed: () => [], place: 'the test', wayOn: () => '' },
    baseUrl: 'http://127.0.0.1:9/v1',
    demoFolder: join(folder, 'demo'),
    uploadsFile: join(folder, 'uploads.json'),
    previewsFolder: join(folder, 'previews'),
    modelsFolder: join(folder, 'models'),
    cacheFolder: join(folder, 'indexes'),
    toolVersion: '0.0.0',
    datasetWorker,
  });
  const root = join(folder, 'runs');
  const { signal } = new AbortController();
  /** That were left on the signals of runs. */
  let listeners = 0;
  const ended: Record<string, number> = {};
  const waiting = new Map<string, () => void>();

  const tree = createRunsModel({
    list: () => services.runs.list(root),
    read: (run) => services.runs.read(run),
    jobs: () => ({ kind: 'off' }),
    draw: () => undefined,
    known: () => undefined,
  });
  await tree.children();
  const live = createLiveRuns({
    runs: () => services.runs,
    backend: (name) => services.backend(name),
    now: Date.now,
    emit: (run) => tree.progressed(run),
    changed: (run) => void tree.changed(run),
    ended: (run) => waiting.get(run.folder)?.(),
  });

  function specOf(index: number): ResolvedSpec {
    const isDemo = index % 2 === 0;
    const type = TYPES[index % TYPES.length] ?? 'classify';
    const target = isDemo
      ? ({ model_source: 'serverless' } as const)
      : ({
          model_source: 'external',
          external_base_url: endpoint.url,
          external_api_token: '${env:NOBODY}',
        } as const);
    const spec = contractSpecs(target)[type];
    // Every other local run asks; the others find the replies of an earlier one.
    return isDemo ? spec : { ...spec, run: { concurrency: 4, cache: index % 4 === 1 } };
  }

  async function oneRun(index: number): Promise<void> {
    // As an editor has one of its own, which outlives all that it asks for.
    const { signal } = new AbortController();
    const place = join(folder, `place-${index % BATCH_RUNS}`);
    const backend = index % 2 === 0 ? 'demo' : 'local';
    const plan = await contractPlan({ folder: place, backend, spec: specOf(index), rows: ROWS });
    const run = await (await services.backend(backend)).submit({ ...plan, runsRoot: root }, signal);
    const driven = () => new Promise<void>((resolve) => waiting.set(run.folder, resolve));
    let stopped = driven();
    live.resume(run);
    // Two ways to interrupt a run, each with what leads on from it.
    if (index % BATCH_RUNS === 3) {
      // One that has ended already is not paused, and ends again.
      await live.pause(run).catch(() => undefined);
      stopped = driven();
      live.resume(run);
    }
    if (index % BATCH_RUNS === 5) await live.cancel(run);
    else await stopped;
    waiting.delete(run.folder);
    const manifest = await services.runs.read(run);
    ended[manifest.status] = (ended[manifest.status] ?? 0) + 1;
    await lookAt(run, manifest, signal);
    listeners += getEventListeners(signal, 'abort').length;
  }

  /** As a results editor, a comparison and a person who labels do. */
  async function lookAt(run: RunRef, manifest: RunManifest, signal: AbortSignal): Promise<void> {
    const rows = await (await services.rowsReader()).open(run, manifest.spec);
    await rows.refresh(signal);
    await rows.page({ ...EVERY_ROW, search: 'question' }, { from: 1, to: ROWS }, signal);
    await rows.row(1, signal);
    await rows.close();
    const figures = await services.runFigures();
    const one = { run, manifest };
    await figures.compare(one, [one], { signal });
    const judge = await figures.readJudge(run, manifest, { signal });
    judge.close();
    await services.runs.manifestPath(run);
  }

  async function tidyUp(): Promise<void> {
    const known = await services.runs.list(root);
    for (const { run } of known.slice(KEPT_RUNS)) await services.runs.remove(run);
    await tree.changed(undefined);
  }

  let next = 0;
  return {
    ended,
    async batch() {
      const indexes = Array.from({ length: BATCH_RUNS }, (_, index) => next + index);
      next += BATCH_RUNS;
      await Promise.all(indexes.map(oneRun));
      const engine = await services.datasetEngine();
      const opened = await engine.open(join(folder, 'place-0', 'rows.jsonl'), () => undefined);
      await opened.survey(() => undefined, signal);
      await opened.page(FIRST, signal);
      await opened.close();
      await (await services.serviceJobs('demo')).list(signal);
      await (await services.modelLists()).current('demo', signal);
      await tidyUp();
    },
    async state() {
      const state = await readState(folder);
      const left = listeners + getEventListeners(signal, 'abort').length;
      return { ...state, listeners: state.listeners + left };
    },
    async close() {
      tree.dispose();
      await live.dispose();
      await services.dispose();
      await endpoint.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
