/**
 * The local runner against a model server on this machine: how near it comes to what latency and
 * concurrency allow at best, and what each request costs the processor, beside the bare requests and
 * beside promptfoo. Every figure is of a whole process; server and clients take turns on the same
 * cores.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { median } from '../median.js';
import { PROMPTFOO } from './promptfooScript.js';
import { writeRows } from './rowsFile.js';
import {
  emptyFolder,
  floor,
  gavel,
  promptfoo,
  serverFigures,
  type Runner,
  type RunnerFigures,
} from './runners.js';

const CONCURRENCY = 64;
const REQUESTS_A_ROW = 2;

interface Scene {
  readonly rows: number;
  readonly textBytes: number;
  readonly latencyMs: number;
  readonly rounds: number;
  readonly isForPromptfoo: boolean;
}

const SCENES: readonly Scene[] = [
  { rows: 1000, textBytes: 200, latencyMs: 50, rounds: 3, isForPromptfoo: true },
  { rows: 1000, textBytes: 200, latencyMs: 1000, rounds: 1, isForPromptfoo: true },
  { rows: 100_000, textBytes: 200, latencyMs: 5, rounds: 1, isForPromptfoo: false },
  // A dataset of a gigabyte.
  { rows: 100_000, textBytes: 10_000, latencyMs: 0, rounds: 1, isForPromptfoo: false },
];

/** What one runner took for a scene; medians of the rounds. */
export interface SceneFigures {
  readonly runner: string;
  readonly rows: number;
  readonly latencyMs: number;
  /** 2 × rows × latency / concurrency; 0 without latency. */
  readonly idealMs: number;
  /** The whole command. */
  readonly wallMs: number;
  /** From the first request to the last row: what the runner tells, or the command without its start. */
  readonly rowsMs: number;
  /** A command over one row, without that row's latency. */
  readonly startMs: number;
  /** Of a command over all rows, without that of one over one row. */
  readonly cpuMsPerRequest: number;
  readonly peakMb: number;
  /** Requests under way at a time at most, as the server saw it. */
  readonly mostAtATime: number;
  /** Time to an answer as the server saw it, on average. */
  readonly servedMs: number;
}

/** `wanted`: latencies in milliseconds to measure; all where empty. */
export async function measureRunner(wanted: readonly number[]): Promise<{
  readonly figures: readonly SceneFigures[];
  readonly missing: readonly string[];
}> {
  const peer = promptfoo();
  const missing = peer ? [] : [`promptfoo: npm could not install ${PROMPTFOO}`];
  await bundle('floorProcess');
  const server = await startServer();
  try {
    const figures: SceneFigures[] = [];
    for (const scene of SCENES) {
      if (wanted.length > 0 && !wanted.includes(scene.latencyMs)) continue;
      const runners = {
        Gavel: gavel,
        'bare requests': floor,
        ...(peer && scene.isForPromptfoo && { [PROMPTFOO]: peer }),
      };
      figures.push(...(await measureScene(scene, runners, server.origin)));
    }
    return { figures, missing };
  } finally {
    await server.stop();
    // The rows of the last scene take a gigabyte.
    await emptyFolder(resolve('.bench', 'runner'));
  }
}

async function measureScene(
  scene: Scene,
  runners: Readonly<Record<string, Runner>>,
  origin: string,
): Promise<SceneFigures[]> {
  const folder = await emptyFolder(resolve('.bench', 'runner'));
  const measured = new Map<string, { readonly one: Served[]; readonly all: Served[] }>();
  let samples = { generate: '', judge: '' };
  const run = async (runner: Runner, rows: number): Promise<Served> => {
    const path = join(folder, `rows-${rows}.jsonl`);
    await writeRows(path, { rows, textBytes: scene.textBytes });
    await serverFigures(origin);
    const own = await emptyFolder(join(folder, 'run'));
    const took = await runner({
      baseUrl: `${origin}/${scene.latencyMs}/v1`,
      ...{ path, rows, samples, textBytes: scene.textBytes },
      concurrency: CONCURRENCY,
      folder: own,
    });
    const { samples: sent, ...served } = await serverFigures(origin);
    if (served.generated !== rows || served.judged !== rows) {
      throw new Error(`${served.generated} + ${served.judged} requests for ${rows} rows`);
    }
    const isFull = served.most === CONCURRENCY || rows < CONCURRENCY || scene.latencyMs === 0;
    if (!isFull || served.most > CONCURRENCY) {
      throw new Error(`${served.most} requests at a time, not ${CONCURRENCY}`);
    }
    samples = sent;
    return { ...took, ...served };
  };
  for (let round = 0; round < scene.rounds; round += 1) {
    for (const [name, runner] of Object.entries(runners)) {
      const { one, all } = measured.get(name) ?? { one: [], all: [] };
      one.push(await run(runner, 1));
      all.push(await run(runner, scene.rows));
      measured.set(name, { one, all });
    }
  }
  return [...measured].map(([runner, { one, all }]) => figuresOf(scene, runner, { one, all }));
}

interface Served extends RunnerFigures {
  readonly most: number;
  readonly meanMs: number;
}

function figuresOf(
  { rows, latencyMs }: Scene,
  runner: string,
  { one, all }: { readonly one: readonly Served[]; readonly all: readonly Served[] },
): SceneFigures {
  const of = (served: readonly Served[], pick: (one: Served) => number) => median(served.map(pick));
  const startMs = of(one, ({ wallMs }) => wallMs) - REQUESTS_A_ROW * latencyMs;
  const wallMs = of(all, ({ wallMs }) => wallMs);
  const cpuMs = of(all, ({ cpuMs }) => cpuMs) - of(one, ({ cpuMs }) => cpuMs);
  return {
    runner,
    rows,
    latencyMs,
    idealMs: (REQUESTS_A_ROW * rows * latencyMs) / CONCURRENCY,
    wallMs,
    rowsMs: of(all, ({ rowsMs }) => rowsMs ?? wallMs - startMs),
    startMs,
    cpuMsPerRequest: cpuMs / (REQUESTS_A_ROW * (rows - 1)),
    peakMb: Math.max(...all.map(({ peakMb }) => peakMb)),
    mostAtATime: Math.max(...all.map(({ most }) => most)),
    servedMs: of(all, ({ meanMs }) => meanMs),
  };
}

/** Lines for people, a block for each scene. `×` is times the ideal, or times the bare requests without one. */
export function runnerTable(figures: readonly SceneFigures[]): string {
  let scene = '';
  return figures
    .flatMap((one) => {
      const head = `${one.rows} rows, ${one.latencyMs} ms, ${CONCURRENCY} at a time`;
      const bare = figures.find(
        ({ runner, latencyMs }) => runner === 'bare requests' && latencyMs === one.latencyMs,
      );
      const seconds = (ms: number) => `${(ms / 1000).toFixed(2)} s`;
      const bound = one.idealMs || (bare?.rowsMs ?? Number.NaN);
      const line = [
        `  ${one.runner.padEnd(20)} rows ${seconds(one.rowsMs).padStart(9)} ×${(one.rowsMs / bound).toFixed(2)}`,
        `command ${seconds(one.wallMs)} ×${(one.wallMs / bound).toFixed(2)}`,
        `start ${seconds(one.startMs)}`,
        `${((one.rows * 1000) / one.rowsMs).toFixed(0)} rows/s`,
        `processor ${one.cpuMsPerRequest.toFixed(3)} ms a request`,
        `memory ${one.peakMb.toFixed(0)} MB`,
        `${one.mostAtATime} at a time, served in ${one.servedMs.toFixed(1)} ms`,
      ].join(', ');
      const isNew = scene !== head;
      scene = head;
      const ideal = one.idealMs > 0 ? `: at best ${seconds(one.idealMs)}` : '';
      return isNew ? [`${head}${ideal}`, line] : [line];
    })
    .join('\n');
}

async function startServer(): Promise<{
  readonly origin: string;
  readonly stop: () => Promise<void>;
}> {
  const script = await bundle('modelServer');
  const server = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(server.stdout)[Symbol.asyncIterator]();
  const origin = (await lines.next()).value as string; // what modelServer prints
  return {
    origin,
    stop: async () => {
      server.stdin.end();
      if (server.exitCode === null && server.signalCode === null) await once(server, 'exit');
    },
  };
}

async function bundle(name: 'modelServer' | 'floorProcess'): Promise<string> {
  const outfile = resolve('.bench', 'dist', `${name}.mjs`);
  await build({
    entryPoints: [fileURLToPath(new URL(`${name}.ts`, import.meta.url))],
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    outfile,
    // Dependencies in CommonJS call `require`, which an ES module has not.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  return outfile;
}
