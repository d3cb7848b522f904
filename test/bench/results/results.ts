/**
 * Opens a run of 100,000 rows as the results editor does and asks of it what a person asks, beside
 * reading its files and parsing every line of them, which is what keeping all rows costs. Both take
 * turns, each in a process of its own.
 */
import { execFile } from 'node:child_process';
import { rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { median } from '../median.js';
import { madeRun } from './madeRun.js';
import type { ResultsFigures } from './resultsProcess.js';

const run = promisify(execFile);
const ROWS = 100_000;
const ROUNDS = 3;
const FOLDER = resolve('.bench', 'results');

export interface ResultsMeasure {
  readonly bytes: number;
  readonly floor: ResultsFigures;
  readonly asked: ResultsFigures;
  /** Of this run and another of as many rows. */
  readonly floorOfBoth: ResultsFigures;
  readonly compared: ResultsFigures;
}

export async function measureResults(): Promise<ResultsMeasure> {
  const [folder, other] = [join(FOLDER, 'run'), join(FOLDER, 'other')];
  for (const each of [folder, other]) await rm(each, { recursive: true, force: true });
  await madeRun(folder, ROWS);
  await madeRun(other, ROWS, 4);
  const script = await bundled('test/bench/results/resultsProcess.ts');
  const worker = await bundled('src/datasetWorker.ts');
  const floors: ResultsFigures[] = [];
  const askedOf: ResultsFigures[] = [];
  const floorsOfBoth: ResultsFigures[] = [];
  const comparedOf: ResultsFigures[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    floors.push(await measured([script, folder]));
    askedOf.push(await measured([script, folder, worker]));
    floorsOfBoth.push(await measured([script, `${folder},${other}`]));
    comparedOf.push(await measured([script, `${folder},${other}`, worker]));
  }
  const files = ['results.jsonl', 'details.jsonl'].map((name) => stat(join(folder, name)));
  const bytes = (await Promise.all(files)).reduce((sum, { size }) => sum + size, 0);
  return {
    bytes,
    floor: middle(floors),
    asked: middle(askedOf),
    floorOfBoth: middle(floorsOfBoth),
    compared: middle(comparedOf),
  };
}

/** One line for each question; `×`: parsing every line is 1. */
export function resultsTable(measure: ResultsMeasure): string {
  const { bytes, floor, asked, floorOfBoth, compared } = measure;
  const { read = 0, parse = 1 } = floor.ms;
  const { parse: parseBoth = 1 } = floorOfBoth.ms;
  const ms = (value: number) => `${value.toFixed(0).padStart(6)} ms`;
  const head = [
    `${ROWS.toLocaleString('en-US')} rows, ${(bytes / 1e6).toFixed(0)} MB`,
    `reading ${read.toFixed(0)} ms, parsing every line ${parse.toFixed(0)} ms`,
    `memory at most ${asked.peakMb.toFixed(0)} MB, of all rows parsed ${floor.peakMb.toFixed(0)} MB`,
  ].join(', ');
  const lines = ({ ms: asks }: ResultsFigures, one: number) =>
    Object.entries(asks).map(
      ([name, value]) => `${name.padEnd(30)} ${ms(value)}  ×${(value / one).toFixed(2)}`,
    );
  return [
    head,
    ...lines(asked, parse),
    `two runs of as many rows, parsing every line of both ${parseBoth.toFixed(0)} ms`,
    ...lines(compared, parseBoth),
    `meanwhile whoever asks waits at most ${(compared.blockedMs ?? 0).toFixed(0)} ms, memory at most ${compared.peakMb.toFixed(0)} MB`,
  ].join('\n');
}

async function bundled(entry: string): Promise<string> {
  const outfile = join(FOLDER, `${entry.replace(/^.*\/|\.ts$/g, '')}.mjs`);
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    mainFields: ['module', 'main'],
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
  });
  return outfile;
}

async function measured(args: readonly string[]): Promise<ResultsFigures> {
  const { stdout } = await run(process.execPath, [...args]);
  // It prints nothing else.
  return JSON.parse(stdout) as ResultsFigures;
}

function middle(rounds: readonly ResultsFigures[]): ResultsFigures {
  const names = Object.keys(rounds[0]?.ms ?? {});
  const ms = names.map((name) => [name, median(rounds.map((round) => round.ms[name] ?? 0))]);
  return {
    // Pairs of a name and a number.
    ms: Object.fromEntries(ms) as Record<string, number>,
    peakMb: Math.max(...rounds.map(({ peakMb }) => peakMb)),
    blockedMs: median(rounds.map(({ blockedMs }) => blockedMs ?? 0)),
  };
}
