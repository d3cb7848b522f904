/**
 * The dataset engine on a gigabyte of CSV and of JSON Lines, with one thread and with two that go
 * through rows, and what others take for the same files: each as times of reading the file in blocks
 * of 1 MB in the same process.
 */
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { peerModule } from '../peers.js';
import { benchFile } from './benchFiles.js';
import type { BenchFile } from './benchFiles.js';
import type { EngineFigures } from './engineProcess.js';
import type { PeerFigures, PeerTask } from './peerProcess.js';

const run = promisify(execFile);
const BYTES = Number(process.env['GAVEL_BENCH_BYTES'] ?? 1e9);

export interface DatasetFigures {
  readonly format: BenchFile['format'];
  readonly bytes: number;
  readonly engine: readonly EngineFigures[];
  readonly peers: Readonly<Record<string, PeerFigures>>;
}

export async function measureDatasets(): Promise<{
  readonly figures: readonly DatasetFigures[];
  readonly missing: readonly string[];
}> {
  const missing: string[] = [];
  const engine = await engineBundle();
  const figures: DatasetFigures[] = [];
  for (const format of ['csv', 'jsonl'] as const) {
    const file = await benchFile(format, BYTES);
    const ours: EngineFigures[] = [];
    for (const scanners of [1, 2]) ours.push(await measured(engine, file.path, scanners));
    figures.push({ format, bytes: file.bytes, engine: ours, peers: await peersOn(file, missing) });
  }
  return { figures, missing };
}

async function measured(engine: string, path: string, scanners: number): Promise<EngineFigures> {
  const worker = resolve('.bench', 'dist', 'datasetWorker.js');
  const { stdout } = await run(process.execPath, [engine, path, worker, String(scanners)]);
  return JSON.parse(stdout) as EngineFigures; // what engineProcess prints
}

async function engineBundle(): Promise<string> {
  const outfile = resolve('.bench', 'dist', 'engineProcess.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('engineProcess.ts', import.meta.url))],
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    outfile,
    logLevel: 'warning',
  });
  return outfile;
}

async function peersOn(
  { path, format }: BenchFile,
  missing: string[],
): Promise<Record<string, PeerFigures>> {
  const figures: Record<string, PeerFigures> = {};
  const measure = async (name: string, task: PeerTask, ...rest: readonly string[]) => {
    const script = fileURLToPath(new URL('peerProcess.ts', import.meta.url));
    try {
      const args = ['--import', 'tsx', script, task, path, ...rest];
      figures[name] = JSON.parse((await run(process.execPath, args)).stdout) as PeerFigures;
    } catch (error) {
      missing.push(
        `${name} on ${format}: ${error instanceof Error ? error.message.slice(0, 200) : ''}`,
      );
    }
  };
  if (format === 'csv') {
    await measure('csv-parse', 'csv-parse');
    const papa = peerModule('papaparse');
    if (papa === undefined) missing.push('papaparse: npm could not install it');
    else await measure('papaparse', 'papaparse', papa);
  } else await measure('JSON.parse', 'JSON.parse');
  const duckdb = peerModule('@duckdb/node-api');
  if (duckdb === undefined) missing.push('duckdb: npm could not install @duckdb/node-api');
  else
    for (const threads of ['1', '2'])
      await measure(`duckdb, ${threads} threads`, 'duckdb', duckdb, threads);
  return figures;
}

/** Lines for people: our ratios beside their bars, then others'. */
export function datasetTable(figures: readonly DatasetFigures[]): string {
  return figures
    .flatMap(({ format, bytes, engine, peers }) => {
      const head = `${format.toUpperCase()}, ${(bytes / 1e9).toFixed(2)} GB, ${engine[0]?.rows ?? 0} rows`;
      return [
        head,
        ...BARS.map(([name, bar, of]) => {
          const cells = engine.map((one) => of(one).padStart(22));
          return `  ${name.padEnd(30)}${cells.join('')}   ${bar}`;
        }),
        ...Object.entries(peers).map(([name, peer]) => `  ${name.padEnd(20)} ${peerLine(peer)}`),
      ];
    })
    .join('\n');
}

const times = (ms: number, { readMs }: { readonly readMs: number }) =>
  `${(ms / readMs).toFixed(1)}× (${ms.toFixed(0)} ms)`;

const BARS: readonly (readonly [string, string, (one: EngineFigures) => string])[] = [
  ['threads that scan', '', ({ scanners }) => String(scanners)],
  ['read in blocks of 1 MB', 'the floor', ({ readMs }) => `${readMs.toFixed(0)} ms`],
  ['index', '≤ 5×', (one) => times(one.indexMs, one)],
  ['first 100 rows after open', '≤ 10 ms', ({ first100Ms }) => `${first100Ms.toFixed(1)} ms`],
  ['a random row, median', '≤ 2 ms', ({ randomRowMs }) => `${randomRowMs.toFixed(2)} ms`],
  ['search, a rare text', '≤ 6×', (one) => times(one.searchRareMs, one)],
  ['search, an absent text', '≤ 6×', (one) => times(one.searchAbsentMs, one)],
  ['search, a common text', '', (one) => times(one.searchCommonMs, one)],
  ['profile of all columns', '≤ 15×', (one) => times(one.profileMs, one)],
  ['sort by long texts', '', (one) => times(one.sortMs, one)],
  ['peak memory', '≤ 200 MB', ({ peakMb }) => `${peakMb.toFixed(0)} MB`],
  ['peak memory while sorting', '', ({ peakSortingMb }) => `${peakSortingMb.toFixed(0)} MB`],
];

function peerLine(peer: PeerFigures): string {
  const parts = [
    `count ${times(peer.countMs, peer)}`,
    peer.searchMs === undefined ? '' : `search ${times(peer.searchMs, peer)}`,
    peer.profileMs === undefined ? '' : `profile ${times(peer.profileMs, peer)}`,
    `${peer.peakMb.toFixed(0)} MB`,
  ];
  return parts.filter(Boolean).join(' · ');
}
