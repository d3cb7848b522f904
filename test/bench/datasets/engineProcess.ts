/**
 * Measures the dataset engine on one file, in a process of its own, and prints the figures as JSON:
 *
 *     node engineProcess.js FILE WORKER SCANNERS
 *
 * Each figure is read against reading the file in blocks of 1 MB, which takes turns with it.
 */
import { open } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { DatasetNews, OpenDataset } from '../../../src/core/dataset/openDataset.js';
import type { RowQuery } from '../../../src/core/dataset/query/rowQuery.js';
import { threadedEngine } from '../../../src/files/engine/remote/threadedEngine.js';
import { ABSENT, COMMON, RARE } from './benchFiles.js';

const [path = '', worker = '', scanners = '1'] = process.argv.slice(2);
const ROUNDS = 3;
const ALL: RowQuery = { filters: [], order: null };

export interface EngineFigures {
  readonly scanners: number;
  readonly rows: number;
  /** Milliseconds, each the median of some rounds. */
  readonly readMs: number;
  readonly indexMs: number;
  readonly first100Ms: number;
  readonly randomRowMs: number;
  readonly searchRareMs: number;
  readonly searchAbsentMs: number;
  readonly searchCommonMs: number;
  readonly profileMs: number;
  readonly sortMs: number;
  /** Of the whole process, threads included, at any time but while sorting. */
  readonly peakMb: number;
  readonly peakSortingMb: number;
}

let peak = 0;
const sampler = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);

/** Opens the file, waits for what is asked of it, and closes it. */
async function opened<T>(
  use: (dataset: OpenDataset, indexed: Promise<void>) => Promise<T>,
): Promise<T> {
  // A thread of its own each time: nothing is known of the file from before.
  const engine = threadedEngine(pathToFileURL(worker), { scanners: Number(scanners) });
  let done: () => void;
  const indexed = new Promise<void>((resolve) => (done = resolve));
  const onNews = (news: DatasetNews) => {
    if (news.kind === 'state' && news.state.isIndexed) done();
  };
  const dataset = await engine.open(path, onNews);
  if (dataset.state.isIndexed) done!();
  try {
    return await use(dataset, indexed);
  } finally {
    await dataset.close();
    await engine.dispose();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function read(): Promise<void> {
  const file = await open(path);
  const block = Buffer.alloc(1024 * 1024);
  for (let at = 0; ;) {
    const { bytesRead } = await file.read(block, 0, block.length, at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  await file.close();
}

const reads: number[] = [];
async function median(measure: () => Promise<number>, rounds = ROUNDS): Promise<number> {
  const values: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    reads.push(await timed(read));
    values.push(await measure());
  }
  return middle(values);
}

function middle(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

const columns = { from: 0, to: 20 };
const first = (dataset: OpenDataset) => dataset.page({ query: ALL, from: 1, to: 100, columns });
const nothing = (): void => undefined;
const find = (dataset: OpenDataset, text: string) =>
  timed(() =>
    dataset.find(
      { query: ALL, find: { text, matchCase: false, wholeWord: false, regex: false } },
      nothing,
    ),
  );
const whole = <T>(use: (dataset: OpenDataset) => Promise<T>) =>
  opened(async (dataset, indexed) => {
    await indexed;
    return use(dataset);
  });

await timed(read);
let rows = 0;
const indexMs = await median(() => {
  const start = performance.now();
  return opened(async (dataset, indexed) => {
    await indexed;
    rows = dataset.state.rows;
    return performance.now() - start;
  });
});
const first100Ms = await median(() => opened((dataset) => timed(() => first(dataset))));
const randomRowMs = await whole(async (dataset) => {
  const times: number[] = [];
  for (let count = 0; count < 100; count += 1) {
    const row = 1 + ((count * 7_919_993) % rows);
    times.push(await timed(() => dataset.row(row)));
  }
  return middle(times);
});
const [searchRareMs, searchAbsentMs, searchCommonMs] = [
  await median(() => whole((dataset) => find(dataset, RARE))),
  await median(() => whole((dataset) => find(dataset, ABSENT))),
  await median(() => whole((dataset) => find(dataset, COMMON))),
];
const profileMs = await median(() => whole((dataset) => timed(() => dataset.survey(nothing))));
const peakMb = peak / 1024 ** 2;
peak = 0;
const query: RowQuery = { filters: [], order: { column: 'answer', descending: false } };
const sortMs = await median(() => whole((dataset) => timed(() => dataset.list(query, nothing))), 1);
const peakSortingMb = peak / 1024 ** 2;
clearInterval(sampler);

const figures: EngineFigures = {
  scanners: Number(scanners),
  rows,
  readMs: middle(reads),
  indexMs,
  first100Ms,
  randomRowMs,
  searchRareMs: searchRareMs,
  searchAbsentMs: searchAbsentMs,
  searchCommonMs: searchCommonMs,
  profileMs,
  sortMs,
  peakMb,
  peakSortingMb,
};
process.stdout.write(`${JSON.stringify(figures)}\n`);
