import { createWriteStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { once } from 'node:events';
import { join } from 'node:path';
import { resultLine, type StoredRow } from '../../core/runs/resultRow.js';
import { UserError } from '../../core/userError.js';
import { renameOver, temporaryBeside } from '../atomicWrite.js';
import {
  appendLines,
  fileLines,
  mendLines,
  parseLine,
  type FileLine,
  type Tail,
} from './jsonlFile.js';
import { errorCode } from '../storageError.js';

const RESULTS = 'results.jsonl';
const DETAILS = 'details.jsonl';

/** The ends of a run's two row files: line k of the details describes line k of the results. */
export interface RowTails {
  readonly results: Tail;
  readonly details: Tail;
}

/** Mends both files after whatever happened to them. A detail without its result is cut. */
export async function mendRows(folder: string): Promise<RowTails> {
  const results = await mendLines(join(folder, RESULTS));
  const details = await mendLines(join(folder, DETAILS), results.lines);
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
  tails: RowTails,
): Promise<RowTails> {
  let { details } = tails;
  if (details.lines > 0 || rows.some((row) => row.details)) {
    const missing = Array<string>(tails.results.lines - details.lines).fill('null');
    const lines = rows.map((row) => JSON.stringify(row.details ?? null));
    details = await appendLines(join(folder, DETAILS), [...missing, ...lines], details);
  }
  const lines = rows.map(resultLine);
  return { details, results: await appendLines(join(folder, RESULTS), lines, tails.results) };
}

/** Rows as they are on disk; a torn or broken last line is not there yet. */
export async function* storedRows(folder: string, signal?: AbortSignal): AsyncGenerator<StoredRow> {
  const { readDetails } = await import('./rowDetails.js'); // brings the schema library
  const details = goodLines(join(folder, DETAILS), signal);
  try {
    for await (const { value: result, text } of goodLines(join(folder, RESULTS), signal)) {
      const next = await details.next();
      const detail = next.done ? null : next.value.value;
      const parsed = detail === null ? undefined : readDetails(detail);
      if (result === null) continue;
      yield {
        result,
        ...(isLossy(text) && text !== JSON.stringify(result) && { line: text }),
        ...(parsed && { details: parsed }),
      };
    }
  } finally {
    await details.return(undefined);
  }
}

/** Whether the line may hold what `JSON.parse` changes: `1.0`, `1e3`, long integers, keys such as `"10"`. */
function isLossy(line: string): boolean {
  return /\d(?:\.\d*0|[.\d]*[eE])|-0|\d{16}|"\d+"\s*:/.test(line);
}

async function* goodLines(path: string, signal?: AbortSignal) {
  let number = 0;
  let broken: number | undefined;
  const lines: AsyncIterable<FileLine> = fileLines(path, signal);
  for await (const { text, end } of lines) {
    number += 1;
    if (broken !== undefined) {
      const hint = `restore the file, or delete this line of ${RESULTS} and of ${DETAILS} alike`;
      throw new UserError('storage', `Line ${broken} of ${path} is no JSON object; ${hint}.`);
    }
    if (end === undefined) return;
    const value = parseLine(text);
    if (value === undefined) broken = number;
    else yield { value, text };
  }
}

/** Puts these rows in the place of all others. */
export async function replaceRowFiles(
  folder: string,
  rows: AsyncIterable<StoredRow>,
): Promise<void> {
  const results = join(folder, RESULTS);
  const details = join(folder, DETAILS);
  const newResults = temporaryBeside(results);
  const newDetails = temporaryBeside(details);
  try {
    const hasDetails = await writeRows(newResults, newDetails, rows);
    // A results file never stands beside the details of other rows.
    await rm(details, { force: true });
    await renameOver(newResults, results);
    if (hasDetails) await renameOver(newDetails, details);
  } finally {
    await rm(newResults, { force: true });
    await rm(newDetails, { force: true });
  }
}

async function writeRows(
  resultsPath: string,
  detailsPath: string,
  rows: AsyncIterable<StoredRow>,
): Promise<boolean> {
  const results = lineWriter(resultsPath);
  const details = lineWriter(detailsPath);
  let hasDetails = false;
  try {
    for await (const row of rows) {
      hasDetails ||= row.details !== undefined;
      await details.write(JSON.stringify(row.details ?? null));
      await results.write(resultLine(row));
    }
  } finally {
    await Promise.all([results.end(), details.end()]);
  }
  await syncFile(resultsPath);
  await syncFile(detailsPath);
  return hasDetails;
}

function lineWriter(path: string) {
  const stream = createWriteStream(path, { flags: 'wx' });
  let failure: Error | undefined;
  stream.on('error', (error) => (failure = error));
  return {
    async write(line: string): Promise<void> {
      if (failure) throw failure;
      if (!stream.write(`${line}\n`)) await once(stream, 'drain');
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
