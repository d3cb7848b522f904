/**
 * Measures what others take for one file, in a process of its own, and prints it as JSON:
 *
 *     node --import tsx peerProcess.ts NAME FILE [MODULE] [THREADS]
 */
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { parse } from 'csv-parse';
import { RARE } from './benchFiles.js';

/** Milliseconds; absent where it has no such thing. `rows` must be what others count. */
export interface PeerFigures {
  readonly readMs: number;
  readonly rows: number;
  readonly countMs: number;
  readonly searchMs?: number;
  readonly profileMs?: number;
  readonly peakMb: number;
}

export type PeerTask = 'csv-parse' | 'papaparse' | 'JSON.parse' | 'duckdb';

const [task, file = '', module = '', threads = '1'] = process.argv.slice(2);

interface PapaParse {
  readonly default: {
    parse(input: symbol, options: object): NodeJS.ReadWriteStream;
    readonly NODE_STREAM_INPUT: symbol;
  };
}
interface DuckDb {
  readonly DuckDBInstance: {
    create(path: string, options: object): Promise<{ connect(): Promise<DuckDbConnection> }>;
  };
}
interface DuckDbConnection {
  runAndReadAll(sql: string): Promise<{ getRows(): unknown[][] }>;
}

let peak = 0;
const sampler = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 20);
const readMs = await timed(read);
const figures = await measured();
clearInterval(sampler);
process.stdout.write(`${JSON.stringify({ readMs, ...figures, peakMb: peak / 1024 ** 2 })}\n`);

async function measured(): Promise<Omit<PeerFigures, 'readMs' | 'peakMb'>> {
  switch (task as PeerTask) {
    case 'csv-parse': {
      let rows = -1;
      const countMs = await timed(async () => {
        const records = createReadStream(file).pipe(parse());
        records.on('data', () => (rows += 1));
        await once(records, 'end');
      });
      return { rows, countMs };
    }
    case 'papaparse': {
      // Its own types know the browser alone.
      const papa = ((await import(pathToFileURL(module).href)) as PapaParse).default;
      let rows = -1;
      const countMs = await timed(async () => {
        const stream = papa.parse(papa.NODE_STREAM_INPUT, {});
        const records = createReadStream(file).pipe(stream);
        records.on('data', () => (rows += 1));
        await once(records, 'end');
      });
      return { rows, countMs };
    }
    case 'JSON.parse': {
      let rows = 0;
      const countMs = await timed(async () => {
        let held = '';
        for await (const chunk of createReadStream(file, {
          encoding: 'utf8',
          highWaterMark: 1 << 20,
        })) {
          const lines = (held + (chunk as string)).split('\n');
          held = lines.pop() ?? '';
          for (const line of lines) {
            JSON.parse(line);
            rows += 1;
          }
        }
      });
      return { rows, countMs };
    }
    case 'duckdb':
      return duckDb((await import(pathToFileURL(module).href)) as DuckDb);
  }
}

async function duckDb({ DuckDBInstance }: DuckDb): Promise<Omit<PeerFigures, 'readMs' | 'peakMb'>> {
  const instance = await DuckDBInstance.create(':memory:', { threads });
  const connection = await instance.connect();
  const table = file.endsWith('.csv')
    ? `read_csv('${file}', header = true, max_line_size = 10000000)`
    : `read_json('${file}', format = 'newline_delimited')`;
  let rows = 0;
  const countMs = await timed(async () => {
    const found = await connection.runAndReadAll(`SELECT count(*) FROM ${table}`);
    rows = Number(found.getRows()[0]?.[0]);
  });
  const searchMs = await timed(() =>
    connection.runAndReadAll(
      `SELECT count(*) FROM ${table} WHERE question ILIKE '%${RARE}%' OR answer ILIKE '%${RARE}%'`,
    ),
  );
  const profileMs = await timed(() => connection.runAndReadAll(`SUMMARIZE SELECT * FROM ${table}`));
  return { rows, countMs, searchMs, profileMs };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function read(): Promise<void> {
  const handle = await open(file);
  const block = Buffer.alloc(1024 * 1024);
  for (let at = 0; ;) {
    const { bytesRead } = await handle.read(block, 0, block.length, at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  await handle.close();
}
