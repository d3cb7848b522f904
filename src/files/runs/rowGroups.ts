import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ResultRow, RowDetails } from '../../core/runs/resultRow.js';
import { hasLostPage, lineGroups, parseLine } from './jsonlFile.js';
import { lineReader } from './lineReader.js';
import { DETAILS, RESULTS, openRowPair } from './rowPair.js';
import type { OpenFile, RowPair } from './rowPair.js';
import { brokenLine } from './storedLine.js';

/** A row as it was read. */
interface ReadRow {
  readonly result: ResultRow;
  /** The line of the result. */
  readonly text: string;
  readonly details: RowDetails | undefined;
}

/**
 * Rows as they are on disk, as many at a time as one reading of the results brought: a promise for
 * each row would take as long as parsing it. A torn or broken last line is not there yet.
 */
export async function* rowGroups(
  folder: string,
  signal?: AbortSignal,
): AsyncGenerator<readonly ReadRow[]> {
  const pair = await openRowPair(folder);
  try {
    await checkFolder(folder, pair);
    const details = await readDetailLines(pair.details, { folder, signal });
    let line = 0;
    let broken: number | undefined;
    for await (const lines of lineGroups(pair.results, signal)) {
      const taken = await details.take(lines.length);
      const rows: ReadRow[] = [];
      let at = 0;
      for (const { bytes, end } of lines) {
        line += 1;
        if (broken !== undefined || taken.failedAt === at) {
          yield rows;
          throw broken === undefined ? taken.failure : brokenLine(broken, join(folder, RESULTS));
        }
        if (end === undefined || hasLostPage(bytes)) {
          yield rows;
          return;
        }
        const text = bytes.toString('utf8');
        const result = parseLine(text);
        if (result === undefined) broken = line;
        else if (result !== null) rows.push({ result, text, details: taken.values[at] });
        at += 1;
      }
      yield rows;
    }
  } finally {
    await pair.close();
  }
}

/** A run without rows yet has a folder; of one that is gone nothing is to be said. */
export async function checkFolder(
  folder: string,
  { results }: Pick<RowPair, 'results'>,
): Promise<void> {
  if (!results) await stat(folder);
}

/** What the next lines of the details say. */
interface TakenDetails {
  /** Undefined for a line that describes no row; shorter where the lines end. */
  readonly values: readonly (RowDetails | undefined)[];
  /** Of a line that is no JSON: its place among the values. */
  readonly failedAt: number | undefined;
  readonly failure: unknown;
}

async function readDetailLines(
  file: OpenFile | undefined,
  { folder, signal }: { readonly folder: string; readonly signal: AbortSignal | undefined },
): Promise<{ take(count: number): Promise<TakenDetails> }> {
  const { readDetails } = await import('./rowDetails.js'); // brings the schema library
  const lines = lineReader(file, 0, signal);
  let line = 0;
  let broken: number | undefined;
  return {
    async take(count) {
      const values: (RowDetails | undefined)[] = [];
      while (values.length < count && !lines.hasEnded) {
        const found = lines.next() ?? (await lines.more());
        if (!found || found.end === undefined || hasLostPage(found.bytes)) {
          lines.end();
          break;
        }
        line += 1;
        if (broken !== undefined) {
          const failure = brokenLine(broken, join(folder, DETAILS));
          return { values, failedAt: Math.max(0, values.length - 1), failure };
        }
        const value = parseLine(found.bytes.toString('utf8'));
        if (value === undefined) broken = line;
        // It keeps its place: what stands behind it is about other rows.
        values.push(value ? readDetails(value) : undefined);
      }
      return { values, failedAt: undefined, failure: undefined };
    },
  };
}
