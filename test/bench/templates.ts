/**
 * The template engine beside Python's Jinja2 and two JavaScript engines: the same templates and rows,
 * each engine in a process of its own, taking turns so that the machine's noise meets all alike.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { environmentWithJinja2 } from '../oracle/pythonJinja2.js';
import { BENCH_TEMPLATES, benchRows } from './judgeTemplates.js';
import type { BenchTemplate } from './judgeTemplates.js';
import { median } from './median.js';
import { peerModule } from './peers.js';
import type { EngineAnswers, EngineTask } from './templateEngine.js';

const ROUNDS = 5;
const FRESH_PROCESSES = 9;
const SECONDS = 0.3;
const FOLDER = resolve('.bench');
const CORPUS = new URL('../fixtures/jinja/corpus.jsonl', import.meta.url);

interface Process {
  ask<T extends EngineTask>(task: T): Promise<EngineAnswers[T['task']]>;
  end(): void;
}

interface Peer {
  readonly name: string;
  readonly start: () => Process;
}

/** Figures of one engine; rates by template name, NaN where it can't render the template. */
export interface TemplateFigures {
  readonly engine: string;
  readonly corpusRate: number;
  /** Compile and first render of the few-shot template, in ms. */
  readonly firstMs: number;
  readonly compiles: Readonly<Record<string, number>>;
  readonly renders: Readonly<Record<string, number>>;
}

/** Measures every engine that can be had, ours first; `missing` says which could not, and why. */
export async function measureTemplates(): Promise<{
  readonly figures: readonly TemplateFigures[];
  readonly missing: readonly string[];
}> {
  const { peers, missing } = await installedPeers();
  const rates = new Map(peers.map(({ name }) => [name, new Map<string, number[]>()]));
  for (const template of BENCH_TEMPLATES) await measureTemplate(template, peers, rates);
  const figures: TemplateFigures[] = [];
  for (const { name, start } of peers) {
    const of = rates.get(name)!;
    const by = (task: string) =>
      Object.fromEntries(
        BENCH_TEMPLATES.map((t) => [t.name, median(of.get(`${task} ${t.name}`) ?? [])]),
      );
    figures.push({
      engine: name,
      corpusRate: await corpusRate(start()),
      firstMs: await firstMs(start),
      compiles: by('compile'),
      renders: by('render'),
    });
  }
  return { figures, missing };
}

/** One template, as an evaluation has it: its rows are rendered in a process of their own. */
async function measureTemplate(
  { name, template }: BenchTemplate,
  peers: readonly Peer[],
  rates: ReadonlyMap<string, Map<string, number[]>>,
): Promise<void> {
  const asked = { template, rows: benchRows(50), seconds: SECONDS };
  const running = peers.map((peer) => ({
    of: rates.get(peer.name)!,
    compile: peer.start(),
    render: peer.start(),
  }));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { of, ...processes } of running) {
      for (const task of ['compile', 'render'] as const) {
        const answer = await processes[task].ask({ task, ...asked });
        if (answer !== null) add(of, `${task} ${name}`, answer.rate);
      }
    }
  }
  for (const { compile, render } of running) {
    compile.end();
    render.end();
  }
}

/** A table for people: rates a second, and in brackets how many times as fast as Python's. */
export function templateTable(figures: readonly TemplateFigures[]): string {
  const python = figures.find(({ engine }) => engine === 'jinja2');
  const cell = (value: number, base: number | undefined) => {
    if (Number.isNaN(value)) return 'fails'.padStart(16);
    const ratio = base === undefined ? '' : ` (${(value / base).toFixed(2)}×)`;
    return `${value >= 100 ? value.toFixed(0) : value.toFixed(1)}${ratio}`.padStart(16);
  };
  const names = BENCH_TEMPLATES.map(({ name }) => name);
  const head = [
    'corpus',
    'first, ms',
    ...names.map((n) => `compile ${n}`),
    ...names.map((n) => `render ${n}`),
  ];
  const lines = figures.map((one) =>
    [
      one.engine.padEnd(18),
      `${(one.corpusRate * 100).toFixed(1)} %`.padStart(16),
      cell(one.firstMs, python?.firstMs),
      ...names.map((name) => cell(one.compiles[name]!, python?.compiles[name])),
      ...names.map((name) => cell(one.renders[name]!, python?.renders[name])),
    ].join(' '),
  );
  return [
    'engine'.padEnd(18) + ' ' + head.map((name) => name.padStart(16)).join(' '),
    ...lines,
  ].join('\n');
}

function add(of: Map<string, number[]>, key: string, value: number): void {
  of.set(key, [...(of.get(key) ?? []), value]);
}

async function firstMs(start: () => Process): Promise<number> {
  const times: number[] = [];
  const { template } = BENCH_TEMPLATES.find(({ name }) => name === 'few-shot')!;
  for (let turn = 0; turn < FRESH_PROCESSES; turn += 1) {
    const process = start();
    const answer = await process.ask({ task: 'first', template, rows: benchRows(1) });
    if (answer !== null) times.push(answer.ms);
    process.end();
  }
  return median(times);
}

async function corpusRate(process: Process): Promise<number> {
  const corpus = readFileSync(CORPUS, 'utf8').trim().split('\n');
  // The corpus is ours and of one form.
  const rows = corpus.map(
    (line) =>
      JSON.parse(line) as { template: string; context_json: string; expect: { output?: string } },
  );
  const cases = rows.map(({ template, context_json: row }) => ({ template, row }));
  const { outputs } = await process.ask({ task: 'answers', cases });
  process.end();
  return (
    rows.filter(({ expect }, at) => (expect.output ?? null) === outputs[at]).length / rows.length
  );
}

async function installedPeers(): Promise<{ peers: Peer[]; missing: string[] }> {
  const missing: string[] = [];
  const peers: Peer[] = [{ name: 'gavel', start: javaScript('gavel', await ownBundle()) }];
  const env = environmentWithJinja2();
  if (env === undefined)
    missing.push('jinja2: python3 has no Jinja2 3.1 and pip could not install it');
  else {
    const script = fileURLToPath(new URL('jinja2Engine.py', import.meta.url));
    peers.push({ name: 'jinja2', start: () => lineProcess('python3', [script], env) });
  }
  const modules = { 'huggingface-jinja': '@huggingface/jinja', nunjucks: 'nunjucks' } as const;
  for (const [name, peer] of Object.entries(modules)) {
    const file = peerModule(peer);
    if (file === undefined) missing.push(`${name}: npm could not install ${peer}`);
    else peers.push({ name, start: javaScript(name, file) });
  }
  return { peers, missing };
}

/** What ships, minified as it ships. */
async function ownBundle(): Promise<string> {
  const outfile = resolve(FOLDER, 'dist', 'templateEngine.mjs');
  await build({
    stdin: {
      contents: `
        export { renderTemplate } from './renderTemplate.js';
        import { programOf } from './render/program.js';
        export const compile = (source) => programOf(source, 'plain');`,
      resolveDir: 'src/core/template',
      loader: 'ts',
    },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    outfile,
    logLevel: 'warning',
  });
  return outfile;
}

function javaScript(name: string, module: string): () => Process {
  const script = fileURLToPath(new URL('templateEngine.ts', import.meta.url));
  return () =>
    lineProcess(process.execPath, ['--import', 'tsx', script, name, module], process.env);
}

function lineProcess(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Process {
  const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting: { resolve: (line: string) => void; reject: (error: Error) => void }[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.resolve(line));
  let ended: Error | undefined;
  child.on('exit', (code) => {
    ended = new Error(`${command} ended with ${code}`);
    for (const { reject } of waiting.splice(0)) reject(ended);
  });
  // Whoever waits is told by the exit.
  child.stdin.on('error', () => undefined);
  return {
    async ask(task) {
      const line = await new Promise<string>((resolve, reject) => {
        if (ended) {
          reject(ended);
          return;
        }
        waiting.push({ resolve, reject });
        child.stdin.write(`${JSON.stringify(task)}\n`);
      });
      // Written by the engine process for this task.
      return JSON.parse(line) as never;
    },
    end: () => child.stdin.end(),
  };
}
