/**
 * The runners that are measured: each asks for a response and then for a verdict on it, for every row
 * of a file, with the same words.
 */
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { FloorFigures } from './floorProcess.js';
import { measuredProcess, type ProcessFigures } from './measuredProcess.js';
import type { ServerFigures } from './modelServer.js';
import { promptfooScript } from './promptfooScript.js';
import { question } from './rowsFile.js';

export interface Load {
  /** Base URL of the model server. */
  readonly baseUrl: string;
  /** A file with rows, as `writeRows` writes it. */
  readonly path: string;
  readonly rows: number;
  readonly textBytes: number;
  readonly concurrency: number;
  /** A folder for this run alone. */
  readonly folder: string;
  /** Requests to send in place of own ones. */
  readonly samples: ServerFigures['samples'];
}

export interface RunnerFigures extends ProcessFigures {
  /** From the first request to the last row, as the runner itself tells; absent where it does not. */
  readonly rowsMs?: number;
}

/** Runs all rows of the load once; throws where not every row came to a verdict. */
export type Runner = (load: Load) => Promise<RunnerFigures>;

const RUBRIC = 'Does the answer give what the question asks for? Say good or bad.';
const TASK = 'You answer questions of customers.';
/** Nothing but the model server is reached, whatever a runner may want to tell others. */
const SHUT = 'http://127.0.0.1:9';

/** The production build's command line, as a user runs it. */
export const gavel: Runner = async ({ baseUrl, path, rows, concurrency, folder }) => {
  const spec = join(folder, 'bench.eval.json');
  const model = { model_source: 'external', external_base_url: baseUrl };
  await writeFile(
    spec,
    JSON.stringify({
      name: 'Bench',
      type: 'classify',
      dataset: path,
      labels: ['good', 'bad'],
      pass_labels: ['good'],
      model_to_evaluate: {
        model: 'generator',
        ...model,
        system_template: TASK,
        input_template: '{{ question }}',
      },
      judge: { model: 'judge', ...model, system_template: RUBRIC },
      run: { concurrency, cache: false },
      backend: 'local',
    }),
  );
  const runs = join(folder, 'runs');
  const measured = await measuredProcess(
    [
      ...(process.env['GAVEL_BENCH_NODE_OPTIONS']?.split(' ') ?? []),
      resolve('.bench', 'dist', 'cli.js'),
      ...['run', spec, '--backend', 'local', '--json', '--out', runs],
    ],
    { folder, env: { XDG_STATE_HOME: join(folder, 'state'), NO_COLOR: '1' } },
  );
  const [run = ''] = await readdir(runs);
  const manifest = JSON.parse(measured.stdout) as { started_at: string; finished_at: string }; // as `gavel run --json` prints it
  await checkRows(join(runs, run, 'results.jsonl'), rows, 'id');
  return {
    ...measured,
    rowsMs: Date.parse(manifest.finished_at) - Date.parse(manifest.started_at),
  };
};

/** What any client takes that sends these requests. */
export const floor: Runner = async ({ baseUrl, rows, concurrency, folder, samples }) => {
  const file = join(folder, 'samples.json');
  await writeFile(file, JSON.stringify(samples));
  const script = resolve('.bench', 'dist', 'floorProcess.mjs');
  const measured = await measuredProcess(
    [script, baseUrl, file, String(rows), String(concurrency)],
    { folder },
  );
  return { ...measured, ...(JSON.parse(measured.stdout) as FloorFigures) };
};

/** Its command line, with nothing written but the results; undefined where npm can't install it. */
export function promptfoo(): Runner | undefined {
  const script = promptfooScript();
  if (script === undefined) return undefined;
  return async ({ baseUrl, rows, textBytes, concurrency, folder }) => {
    const provider = (model: string) => ({
      id: `openai:chat:${model}`,
      config: { apiBaseUrl: baseUrl, apiKey: 'none', temperature: 0, max_tokens: 512 },
    });
    const config = join(folder, 'promptfooconfig.json');
    const tests = Array.from({ length: rows }, (_, row) =>
      JSON.stringify({ vars: { question: question(row + 1, textBytes) } }),
    );
    await writeFile(join(folder, 'tests.jsonl'), tests.join('\n'));
    const prompt = [
      { role: 'system', content: TASK },
      { role: 'user', content: '{{question}}' },
    ];
    await writeFile(
      config,
      JSON.stringify({
        prompts: [JSON.stringify(prompt)],
        providers: [provider('generator')],
        defaultTest: {
          assert: [{ type: 'llm-rubric', value: RUBRIC, provider: provider('judge') }],
        },
        tests: 'file://tests.jsonl',
      }),
    );
    const output = join(folder, 'results.jsonl');
    const home = join(folder, 'home');
    await mkdir(home, { recursive: true });
    const measured = await measuredProcess(
      [
        script,
        ...['eval', '-c', config, '-o', output, '--max-concurrency', String(concurrency)],
        ...['--no-cache', '--no-progress-bar', '--no-table', '--no-share', '--no-write'],
      ],
      {
        folder,
        cwd: folder,
        // Rows that do not pass.
        exitCodes: [100],
        env: {
          HOME: home,
          PROMPTFOO_CONFIG_DIR: home,
          PROMPTFOO_DISABLE_TELEMETRY: '1',
          PROMPTFOO_DISABLE_UPDATE: '1',
          PROMPTFOO_DISABLE_SHARING: '1',
          PROMPTFOO_DISABLE_REMOTE_GENERATION: '1',
          PROMPTFOO_CACHE_ENABLED: 'false',
          HTTP_PROXY: SHUT,
          HTTPS_PROXY: SHUT,
          NO_PROXY: '127.0.0.1',
        },
      },
    );
    await checkRows(output, rows, 'testIdx');
    return measured;
  };
}

/** Every row is there, once. */
async function checkRows(path: string, rows: number, key: string): Promise<void> {
  const seen = new Set<unknown>();
  let lines = 0;
  for await (const line of createInterface({ input: createReadStream(path) })) {
    lines += 1;
    seen.add((JSON.parse(line) as Record<string, unknown>)[key]);
  }
  if (lines !== rows || seen.size !== rows) {
    throw new Error(`${path} has ${lines} lines of ${seen.size} rows, not of ${rows}`);
  }
}

/** A new folder in place of what an earlier run left. */
export async function emptyFolder(path: string): Promise<string> {
  await rm(path, { recursive: true, force: true });
  await mkdir(path, { recursive: true });
  return path;
}

/** The requests that a run has sent, as the server kept them. */
export async function serverFigures(origin: string): Promise<ServerFigures> {
  const reply = await fetch(`${origin}/figures`);
  return (await reply.json()) as ServerFigures; // what modelServer sends
}
