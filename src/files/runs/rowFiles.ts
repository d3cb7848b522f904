import { createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { knownKeys } from '../../core/redaction/knownKeys.js';
import { resultLine, type StoredRow } from '../../core/runs/resultRow.js';
import type { Confirm } from '../../core/runs/runStore.js';
import { appendLines, hasLostPage, lineGroups, mendLines, type Tail } from './jsonlFile.js';
import { checkFolder, rowGroups } from './rowGroups.js';
import { storedRow } from './storedLine.js';
import {
  DETAILS,
  RESULTS,
  finishReplacing,
  openRowPair,
  replaceRowPair,
  type RowPaths,
} from './rowPair.js';
import { errorCode } from '../storageError.js';

const LINE_END = Buffer.from('\n');

/** The ends of a run's two row files: line k of the details describes line k of the results. */
export interface RowTails {
  readonly results: Tail;
  readonly details: Tail;
}

/** Mends both files after whatever happened to them. A detail without its result is cut. */
export async function mendRows(folder: string, confirm?: Confirm): Promise<RowTails> {
  await finishReplacing(folder);
  const results = await mendLines(join(folder, RESULTS), { confirm });
  const details = await mendLines(join(folder, DETAILS), { maxLines: results.lines, confirm });
  return { results, details };
}

/** Whether the files still end where we left them: another program may have written. */
export async function areTailsCurrent(folder: string, tails: RowTails): Promise<boolean> {
  return (
    (await sizeOf(join(folder, RESULTS))) === tails.results.bytes &&
    (await sizeOf(join(folder, DETAILS))) === tails.details.bytes
  );
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return 0;
    throw error;
  }
}

/**
 * Appends rows. The details go first, so that a result on disk always has its details: after a
 * crash in between, the surplus details are cut and the row is asked again.
 */
export async function appendRows(
  folder: string,
  rows: readonly StoredRow[],
  { tails, confirm }: { readonly tails: RowTails; readonly confirm?: Confirm | undefined },
): Promise<RowTails> {
  const hasDetails = tails.details.lines > 0 || rows.some((row) => row.details);
  const files: FileHandle[] = [];
  try {
    const results = await open(join(folder, RESULTS), 'a');
    files.push(results);
    const own = hasDetails ? await open(join(folder, DETAILS), 'a') : undefined;
    if (own) files.push(own);
    await confirm?.();
    let { details } = tails;
    if (own) {
      const lines = rows.map((row) => JSON.stringify(row.details ?? null));
      details = await appendLines(own, [...missingDetails(tails), ...lines], details);
    }
    return { details, results: await appendLines(results, rows.map(resultLine), tails.results) };
  } finally {
    for (const file of files) await file.close();
  }
}

function missingDetails({ results, details }: RowTails): string[] {
  return Array<string>(results.lines - details.lines).fill('null');
}

/** Gives the details as many lines as there are results, if there are details at all. */
export async function fillDetails(folder: string, tails: RowTails): Promise<RowTails> {
  const missing = missingDetails(tails);
  if (tails.details.lines === 0 || missing.length === 0) return tails;
  const file = await open(join(folder, DETAILS), 'a');
  try {
    return { ...tails, details: await appendLines(file, missing, tails.details) };
  } finally {
    await file.close();
  }
}

/** Rows as they are on disk; a torn or broken last line is not there yet. */
export async function* storedRows(folder: string, signal?: AbortSignal): AsyncGenerator<StoredRow> {
  for await (const rows of rowGroups(folder, signal)) {
    for (const { result, text, details } of rows) yield storedRow(result, text, details);
  }
}

/** The whole lines of the results as they are on disk. */
export async function* resultBytes(
  folder: string,
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const pair = await openRowPair(folder);
  try {
    await checkFolder(folder, pair);
    for await (const lines of lineGroups(pair.results, signal)) {
      const bad = lines.findIndex(({ bytes, end }) => end === undefined || hasLostPage(bytes));
      const good = bad < 0 ? lines : lines.slice(0, bad);
      yield Buffer.concat(good.flatMap(({ bytes }) => [bytes, LINE_END]));
      if (bad >= 0) return;
    }
  } finally {
    await pair.close();
  }
}

/** Puts these rows in the place of all others. */
export function replaceRowFiles(
  folder: string,
  rows: AsyncIterable<StoredRow>,
  confirm?: Confirm,
): Promise<void> {
  return replaceRowPair(folder, (paths) => writeRows(paths, rows), confirm);
}

async function writeRows(paths: RowPaths, rows: AsyncIterable<StoredRow>): Promise<void> {
  const results = lineWriter(paths.results);
  const details = lineWriter(paths.details);
  /** Rows so far without details: there is no file for details that say nothing. */
  let without = 0;
  let hasDetails = false;
  try {
    for await (const row of rows) {
      if (row.details && !hasDetails) {
        hasDetails = true;
        for (; without > 0; without -= 1) await details.write('null');
      }
      if (hasDetails) await details.write(JSON.stringify(row.details ?? null));
      else without += 1;
      await results.write(resultLine(row));
    }
  } finally {
    await Promise.all([results.end(), details.end()]);
  }
  await syncFile(paths.results);
  await syncFile(paths.details);
}

function lineWriter(path: string) {
  const stream = createWriteStream(path, { flags: 'wx' });
  let failure: Error | undefined;
  stream.on('error', (error) => (failure = error));
  return {
    async write(line: string): Promise<void> {
      if (failure) throw failure;
      if (!stream.write(`${knownKeys.redact(line)}\n`)) await once(stream, 'drain');
    },
    async end(): Promise<void> {
      if (!stream.closed) {
        stream.end();
        await once(stream, 'close');
      }
      // A disk that fills up says so here at the latest.
      if (failure) throw failure;
    },
  };
}

async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.datasync();
  } finally {
    await file.close();
  }
}
