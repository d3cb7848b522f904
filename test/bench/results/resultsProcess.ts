/**
 * Opens a run of many rows as the results editor does and asks of it what a person asks, in a process of
 * its own; prints what it measured as JSON:
 *
 *     node resultsProcess.js FOLDER WORKER    the rows on a thread, whose file WORKER is
 *     node resultsProcess.js FOLDER           the floor: reads both files, then parses every line
 *
 * With two folders, parted by a comma: compares the runs on a thread, and reads the judge of the first;
 * the floor is of both.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import type { ComparedRun } from '../../../src/core/compare/comparison.js';
import type { OpenRows } from '../../../src/core/rows/openRows.js';
import { EVERY_ROW } from '../../../src/core/rows/resultQuery.js';
import type { ResultQuery } from '../../../src/core/rows/resultQuery.js';
import { runManifestSchema } from '../../../src/core/runs/manifest.js';
import { figuresThread } from '../../../src/files/figures/remote/figuresThread.js';
import { rowsThread } from '../../../src/files/runs/remote/rowsThread.js';
import { listRows } from '../../../src/ui/compare/listedRows.js';
import { median } from '../median.js';
import { BENCH_SPEC } from './madeRun.js';

/** Milliseconds by what was asked, and peak memory of the process in megabytes. */
export interface ResultsFigures {
  readonly ms: Readonly<Record<string, number>>;
  readonly peakMb: number;
  /** Longest time for which nothing else was served on the thread that asks. */
  readonly blockedMs?: number;
}

/** Asked this often, each time in other words: nothing is answered from a list that is there. */
const TURNS = 5;

const MANY_HAVE = ['refunds', 'shipping', 'deadline', 'winter', 'judges'];

const QUERIES: Readonly<Record<string, (turn: number) => Partial<ResultQuery>>> = {
  'filter by outcome': (turn) => ({ filters: ['failed'], descending: turn % 2 === 1 }),
  'filter by length': (turn) => ({ where: [`response_length>${380 + turn}`] }),
  'condition on a column': (turn) => ({ where: [`category=kind ${turn}`] }),
  'condition on a long text': (turn) => ({ where: [`answer~shipping to Norway ${turn}`] }),
  'search a word that many have': (turn) => ({ search: MANY_HAVE[turn] ?? '' }),
  'search a word that few have': (turn) => ({ search: `T-4242${turn}` }),
  'sort by verdict': (turn) => ({ sort: 'verdict', where: [`row>${turn}`] }),
  'sort by length': (turn) => ({ sort: 'response_length', where: [`row>${turn}`] }),
  'sort by a text column': (turn) => ({ sort: 'column question', where: [`row>${turn}`] }),
};

const [folders = '', worker] = process.argv.slice(2);
const [folder = '', other] = folders.split(',');
const figures = await measured();
console.log(JSON.stringify(figures));
process.exit(0);

function measured(): ResultsFigures | Promise<ResultsFigures> {
  if (worker === undefined) return floor(other === undefined ? [folder] : [folder, other]);
  const url = pathToFileURL(worker);
  return other === undefined ? asked(url) : compared(url, other);
}

function floor(of: readonly string[]): ResultsFigures {
  const paths = of.flatMap((each) =>
    ['results.jsonl', 'details.jsonl'].map((name) => join(each, name)),
  );
  const read = performance.now();
  for (const path of paths) readFileSync(path);
  const parse = performance.now();
  const rows = paths.map((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .map((line) => (line === '' ? null : (JSON.parse(line) as unknown))),
  );
  const end = performance.now();
  if (rows.length !== paths.length) throw new Error('Both files are there.');
  return { ms: { read: parse - read, parse: end - parse }, peakMb: peakMb() };
}

async function asked(url: URL): Promise<ResultsFigures> {
  const ms: Record<string, number> = {};
  const start = performance.now();
  const reader = rowsThread(url);
  const rows = await reader.open({ id: 'bench', folder }, BENCH_SPEC);
  await rows.refresh();
  ms['all counts'] = performance.now() - start;
  await rows.page(EVERY_ROW, { from: 1, to: 100 });
  ms['first page'] = performance.now() - start;
  for (const [name, query] of Object.entries(QUERIES)) ms[name] = await answered(rows, query);
  const peak = peakMb();
  await reader.dispose();
  return { ms, peakMb: peak };
}

async function compared(url: URL, against: string): Promise<ResultsFigures> {
  const { signal } = new AbortController();
  const delays = monitorEventLoopDelay({ resolution: 1 });
  const found = figuresThread(url);
  const ms: Record<string, number> = {};
  const [a, b] = [folder, against].map(runIn);
  if (!a || !b) throw new Error('Two runs are compared.');
  delays.enable();
  const start = performance.now();
  const [entry] = await found.compare(a, [b], { signal });
  if (!entry) throw new Error('One run was compared.');
  const rows = listRows(entry.comparison);
  const places = rows.matching(['same']);
  rows.row(places[0] ?? 0);
  ms['compare'] = performance.now() - start;
  const judge = performance.now();
  const reading = await found.readJudge(a.run, { spec: BENCH_SPEC }, { signal });
  await reading.current();
  ms['judge of the first'] = performance.now() - judge;
  delays.disable();
  const peak = peakMb();
  await found.dispose();
  return { ms, peakMb: peak, blockedMs: delays.max / 1e6 };
}

function runIn(path: string): ComparedRun {
  const manifest = runManifestSchema.parse({
    gavel_run: 1,
    id: 'bench',
    slug: 'bench',
    name: 'Bench',
    type: BENCH_SPEC.type,
    backend: 'local',
    status: 'completed',
    demo: false,
    spec: BENCH_SPEC,
    dataset: {},
    templates: {},
    models: { judge: { model: 'judge', model_source: 'serverless' } },
    created_at: '2026-11-20T09:12:00.000Z',
    progress: { done: 0, total: 0 },
    tool_version: '0.1.0',
  });
  return { run: { id: 'bench', folder: path }, manifest };
}

/** Until the first page and the number of rows are there. */
async function answered(
  rows: OpenRows,
  query: (turn: number) => Partial<ResultQuery>,
): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const start = performance.now();
    await rows.page({ ...EVERY_ROW, ...query(turn) }, { from: 1, to: 100 });
    times.push(performance.now() - start);
  }
  return median(times);
}

/** Threads are part of the process. */
function peakMb(): number {
  return process.resourceUsage().maxRSS / 1024;
}
